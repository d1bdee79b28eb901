import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type ClientCapabilities,
  createProtocolConnection,
  type DataCallback,
  type Diagnostic,
  Disposable,
  DocumentDiagnosticRequest,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type Message,
  MessageType,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';

/** A running server and the wire to it. */
export interface Server {
  readonly connection: ProtocolConnection;
  /** How it ended: the exit code of the process or worker, null when it was killed. */
  readonly ended: Promise<number | null>;
  /** All that it wrote to standard error. */
  readonly stderr: () => string;
  readonly kill: () => void;
  /** Closes the wire as an editor does that goes without a word. */
  readonly hangUp: () => void;
}

/** The ways in which editors run the server; each starts one that ends with this process at the latest. */
export const servers = {
  'apache-mpm lsp --stdio': () => processOf('cli.js', 'lsp', '--stdio'),
  'server.js --stdio': () => processOf('server.js', '--stdio'),
  'web/server.js in a worker': () => workerOf('web/server.js'),
} satisfies Readonly<Record<string, () => Server>>;

/** What the build made; without it nothing here can run. */
export function bundle(name: string): string {
  const file = fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
  if (!existsSync(file)) throw new Error(`There is no dist/${name}; make it with: npm run build`);
  return file;
}

function processOf(name: string, ...args: readonly string[]): Server {
  const child = spawn(process.execPath, [bundle(name), ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // What is written to a server that has ended is lost, as it is for an editor.
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    connection: createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
    ended: ended.finally(() => process.off('exit', kill)),
    stderr: () => stderr,
    kill,
    hangUp: () => void child.stdin.end(),
  };
}

function workerOf(name: string): Server {
  const worker = new Worker(new URL('./web-worker.ts', import.meta.url), {
    workerData: bundle(name),
    stderr: true,
    execArgv: [],
  });
  let stderr = '';
  worker.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  worker.on('error', (error) => {
    stderr += `${error.stack ?? error}\n`;
  });
  const kill = () => void worker.terminate();
  return {
    connection: createProtocolConnection(new WorkerReader(worker), new WorkerWriter(worker)),
    ended: new Promise((resolve) => worker.once('exit', resolve)),
    stderr: () => stderr,
    kill,
    hangUp: kill,
  };
}

class WorkerReader extends AbstractMessageReader {
  readonly #worker: Worker;
  constructor(worker: Worker) {
    super();
    this.#worker = worker;
    worker.once('exit', () => this.fireClose());
  }
  listen(callback: DataCallback): Disposable {
    this.#worker.on('message', callback);
    return Disposable.create(() => this.#worker.off('message', callback));
  }
}

class WorkerWriter extends AbstractMessageWriter {
  readonly #worker: Worker;
  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }
  write(message: Message): Promise<void> {
    this.#worker.postMessage(message);
    return Promise.resolve();
  }
  end(): void {}
}

/** What an editor does with a server, in short words. */
export interface LanguageClient extends Server {
  readonly initialized: InitializeResult;
  /** The errors that the server told the editor to show in its log. */
  readonly complaints: readonly string[];
  readonly open: (uri: string, text: string) => Promise<void>;
  readonly change: (uri: string, ...changes: readonly TextDocumentContentChangeEvent[]) => Promise<void>;
  readonly close: (uri: string) => Promise<void>;
  /** Asks for the findings. */
  readonly pull: (uri: string) => Promise<readonly Diagnostic[]>;
  /** All that was sent for the document without being asked for, oldest first. */
  readonly pushed: (uri: string) => readonly (readonly Diagnostic[])[];
  /** Resolves when so many pushes for the document have come. */
  readonly pushes: (uri: string, count: number) => Promise<void>;
  /** Shuts the server down as the protocol wants it and gives its exit code; kills it if it does not listen. */
  readonly end: () => Promise<number | null>;
}

/** What an editor of today says it can do. */
export const pulling: ClientCapabilities = { textDocument: { diagnostic: {}, codeAction: {} } };

/** Starts the server and says hello. */
export async function connect(
  start: () => Server,
  { capabilities = pulling, initializationOptions, locale }: Partial<InitializeParams> = {},
): Promise<LanguageClient> {
  const server = start();
  const { connection } = server;
  const complaints: string[] = [];
  const pushed = new Map<string, Diagnostic[][]>();
  const waiting = new Set<() => void>();
  connection.onNotification('window/logMessage', ({ type, message }: { type: MessageType; message: string }) => {
    if (type === MessageType.Error) complaints.push(message);
  });
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    pushed.set(uri, [...(pushed.get(uri) ?? []), diagnostics]);
    for (const look of [...waiting]) look();
  });
  connection.listen();
  // Then what still waits for an answer fails, instead of waiting for ever.
  void server.ended.then(() => connection.dispose());
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions,
    ...(locale !== undefined && { locale }),
  });
  await connection.sendNotification('initialized', {});
  let version = 0;
  return {
    ...server,
    initialized,
    complaints,
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'apacheconf', version: ++version, text },
      }),
    change: (uri, ...contentChanges) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges,
      }),
    close: (uri) => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    pull: async (uri) => {
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
      return report.kind === 'full' ? report.items : [];
    },
    pushed: (uri) => pushed.get(uri) ?? [],
    pushes: (uri, count) =>
      new Promise((resolve) => {
        const look = () => {
          if ((pushed.get(uri)?.length ?? 0) < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    end: async () => {
      // One that is busy for ever hears nothing, and would outlive the tests.
      const patience = setTimeout(server.kill, 5000);
      try {
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
        server.hangUp();
      } catch {
        server.kill();
      }
      const exit = await server.ended;
      clearTimeout(patience);
      return exit;
    },
  };
}
