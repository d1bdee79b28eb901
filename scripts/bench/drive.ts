import { spawn } from 'node:child_process';
import {
  createProtocolConnection,
  DocumentDiagnosticRequest,
  InitializeRequest,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { cpuOf, cpuOfMainThread, median, peakMemoryOf, percentile } from './measure.ts';

/** What an editor feels of a server and what it costs; times in milliseconds, of processor time where the name says cpu. */
export interface Felt {
  readonly start: number;
  readonly open: number;
  readonly openCpu: number;
  readonly edit: number;
  readonly editP99: number;
  readonly editCpu: number;
  readonly enterCpu: number;
  readonly headerCpu: number;
  readonly hover: number;
  readonly completion: number;
  readonly memory: number;
}

const uri = 'file:///etc/apache2/apache2.conf';

interface Position {
  readonly line: number;
  readonly character: number;
}

/** Starts a server, opens the text and types in it. */
export async function drive(command: readonly string[], text: string, edits: number): Promise<Felt> {
  const starts: number[] = [];
  for (let i = 0; i < 6; i++) {
    const { child, start } = await started(command);
    child.kill('SIGKILL');
    starts.push(start);
  }
  const { child, connection, start } = await started(command);
  const pid = child.pid!;
  try {
    await connection.sendNotification('initialized', {});
    const typing = typist(connection, pid);
    await typing.pull();
    const cpuBefore = cpuOf(pid) ?? Number.NaN;
    const opened = performance.now();
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'apacheconf', version: 0, text },
    });
    await typing.pull();
    const open = performance.now() - opened;
    const openCpu = (cpuOf(pid) ?? Number.NaN) - cpuBefore;
    const lines = text.split('\n');
    const directive = endOfLine(lines, /^\s*ServerName /);
    const tag = endOfLine(lines, /^<VirtualHost/, -1);
    await typing.type(directive, 'x', 20);
    const plain = await typing.type(directive, 'x', edits);
    const enter = await typing.type(directive, '\n', Math.ceil(edits / 4));
    const header = await typing.type(tag, '1', Math.ceil(edits / 4));
    const hover = await typing.type(directive, 'x', edits, 'textDocument/hover');
    const completion = await typing.type(directive, 'x', edits, 'textDocument/completion');
    return {
      start: median([...starts, start]),
      open,
      openCpu,
      edit: median(plain.times),
      editP99: percentile(plain.times, 0.99),
      editCpu: median(plain.cpu),
      enterCpu: median(enter.cpu),
      headerCpu: median(header.cpu),
      hover: percentile(hover.times, 0.95),
      completion: percentile(completion.times, 0.95),
      memory: peakMemoryOf(pid) ?? Number.NaN,
    };
  } finally {
    child.kill('SIGKILL');
  }
}

/** A server that has said hello, and the milliseconds until then. */
async function started(command: readonly string[]) {
  const began = performance.now();
  const child = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  return { child, connection, start: performance.now() - began };
}

/** The end of the first such line behind the middle, or so many characters before or behind it. */
function endOfLine(lines: readonly string[], pattern: RegExp, behind = 0): Position {
  const half = Math.floor(lines.length / 2);
  const line = lines.findIndex((each, at) => at >= half && pattern.test(each));
  return { line, character: lines[line]!.length + behind };
}

function typist(connection: ProtocolConnection, pid: number) {
  let version = 0;
  const pull = () => connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  const change = (start: Position, end: Position, text: string) =>
    connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start, end }, text }],
    });
  return {
    pull,
    /** Puts the character in and takes it away in turn; each time waits for the findings, or for another answer. */
    type: async (at: Position, character: string, times: number, method?: string) => {
      const taken: number[] = [];
      const cpu: number[] = [];
      const behind =
        character === '\n' ? { line: at.line + 1, character: 0 } : { line: at.line, character: at.character + 1 };
      for (let i = 0; i < times; i++) {
        const cpuBefore = cpuOfMainThread(pid) ?? Number.NaN;
        const began = performance.now();
        await (i % 2 === 0 ? change(at, at, character) : change(at, behind, ''));
        if (method) await connection.sendRequest(method, { textDocument: { uri }, position: at });
        else await pull();
        taken.push(performance.now() - began);
        // What is done when the answer is sent belongs to the edit.
        await new Promise((resolve) => setTimeout(resolve, 2));
        cpu.push((cpuOfMainThread(pid) ?? Number.NaN) - cpuBefore);
      }
      if (times % 2 === 1) await change(at, behind, '');
      return { times: taken, cpu };
    },
  };
}
