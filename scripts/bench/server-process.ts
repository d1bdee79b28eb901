import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type InitializeParams,
  InitializeRequest,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { median } from './measure.ts';

/** How a language server is started, and what an editor tells it. */
export interface Program {
  readonly command: readonly string[];
  /** Whether it is asked for its findings; else it sends them when it has them. */
  readonly pulls: boolean;
  readonly initializationOptions?: unknown;
  readonly settings?: unknown;
}

/** What servers ask an editor for, beside its settings. */
const asked = [
  'client/registerCapability',
  'window/workDoneProgress/create',
  'workspace/diagnostic/refresh',
  'workspace/workspaceFolders',
];

/** A server that has said hello. */
export interface Started {
  readonly connection: ProtocolConnection;
  readonly pid: number;
  /** Milliseconds until it had. */
  readonly start: number;
  /** Resolves with the next findings that are sent for the document unasked. */
  readonly pushed: (uri: string) => Promise<void>;
  readonly kill: () => void;
}

/** Starts a server. `folder` is what the editor has open. */
export async function startServer(
  { command, pulls, initializationOptions, settings }: Program,
  folder?: string,
): Promise<Started> {
  const began = performance.now();
  const child = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting = new Map<string, () => void>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri }: { uri: string }) => {
    const told = waiting.get(uri);
    waiting.delete(uri);
    told?.();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section = '' }) => partOf(settings, section)),
  );
  for (const method of asked) connection.onRequest(method, () => null);
  connection.listen();
  const params: InitializeParams = {
    processId: process.pid,
    rootUri: folder === undefined ? null : pathToFileURL(folder).href,
    capabilities: {
      textDocument: pulls ? { diagnostic: {} } : { publishDiagnostics: {} },
      window: { workDoneProgress: true },
    },
    initializationOptions,
  };
  await connection.sendRequest(InitializeRequest.type, params);
  const start = performance.now() - began;
  await connection.sendNotification('initialized', {});
  if (settings !== undefined) await connection.sendNotification('workspace/didChangeConfiguration', { settings });
  const pushed = (uri: string) => new Promise<void>((resolve) => waiting.set(uri, resolve));
  return { connection, pid: child.pid!, start, pushed, kill };
}

/** Milliseconds until a fresh process has said hello, the median of some. */
export async function startOf(program: Program, times: number): Promise<number> {
  const starts: number[] = [];
  for (let i = 0; i < times; i++) {
    const { start, kill } = await startServer(program);
    kill();
    starts.push(start);
  }
  return median(starts);
}

function partOf(settings: unknown, section: string): unknown {
  const parts = section === '' ? [] : section.split('.');
  return parts.reduce((part, name) => (part as Record<string, unknown> | undefined)?.[name], settings) ?? null;
}
