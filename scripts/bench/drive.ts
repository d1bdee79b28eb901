import { DocumentDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import { cpuOf, cpuOfMainThread, median, peakMemoryOf, percentile } from './measure.ts';
import { type Program, type Started, startOf, startServer } from './server-process.ts';

/** What an editor feels of a server and what it costs; times in milliseconds, of processor time where the name says cpu. */
export interface Felt {
  readonly start: number;
  readonly open: number;
  readonly openCpu: number;
  readonly edit: number;
  readonly editP99: number;
  readonly editCpu: number;
  /** Of lines that are parted and joined again, where asked for. */
  readonly enterCpu: number;
  readonly joinCpu: number;
  /** Of a character in a tag, where asked for. */
  readonly tagCpu: number;
  /** 95 of 100, straight after an edit. */
  readonly hover: number;
  readonly completion: number;
  readonly memory: number;
}

/** A document to type in. */
export interface Typed {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  /** What is typed behind, in the first such line behind the middle. */
  readonly line: RegExp;
  /** The same of a tag. */
  readonly tag?: RegExp;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** Seconds that one kind of typing may take: peers need more than one for each character. */
const patience = 5;

/** Starts a server, opens the text and types in it. */
export async function drive(program: Program, typed: Typed, edits: number): Promise<Felt> {
  const { uri, languageId, text } = typed;
  const starts = await startOf(program, 6);
  const server = await startServer(program);
  const { connection, pid } = server;
  try {
    const typing = typist(server, program, uri);
    if (program.pulls) await typing.findings();
    // What a server still does for its start is no part of the opening.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const cpuBefore = cpuOf(pid) ?? Number.NaN;
    const opened = performance.now();
    const findings = program.pulls ? undefined : server.pushed(uri);
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 0, text },
    });
    await (findings ?? typing.findings());
    const open = performance.now() - opened;
    const openCpu = (cpuOf(pid) ?? Number.NaN) - cpuBefore;
    const lines = text.split('\n');
    const place = placeIn(lines, typed.line);
    const few = Math.ceil(edits / 4);
    await typing.type(place, 'x', Math.min(20, edits));
    const plain = await typing.type(place, 'x', edits);
    const tag = typed.tag && (await typing.type(placeIn(lines, typed.tag), '1', few));
    const parted = typed.tag && (await typing.type(place, '\n', 2 * few));
    const hover = await typing.type(place, 'x', edits, 'textDocument/hover');
    const completion = await typing.type(place, 'x', edits, 'textDocument/completion');
    const cpu = (times: ReadonlyArray<{ readonly cpu: number }> = []) => median(times.map((each) => each.cpu));
    const taken = (times: ReadonlyArray<{ readonly taken: number }>) => times.map((each) => each.taken);
    return {
      start: starts,
      open,
      openCpu,
      edit: median(taken(plain)),
      editP99: percentile(taken(plain), 0.99),
      editCpu: cpu(plain),
      enterCpu: cpu(parted?.filter((_, at) => at % 2 === 0)),
      joinCpu: cpu(parted?.filter((_, at) => at % 2 === 1)),
      tagCpu: cpu(tag),
      hover: percentile(taken(hover), 0.95),
      completion: percentile(taken(completion), 0.95),
      memory: peakMemoryOf(pid) ?? Number.NaN,
    };
  } finally {
    server.kill();
  }
}

/** The end of what matches in the first such line, looked for from a part of the lines on. */
export function placeIn(lines: readonly string[], pattern: RegExp, from = 0.5): Position {
  const begin = Math.floor(lines.length * from);
  const line = lines.findIndex((each, at) => at >= begin && pattern.test(each));
  const match = pattern.exec(lines[line] ?? '');
  if (!match) throw new Error(`No line matches ${pattern}`);
  return { line, character: match.index + match[0].length };
}

function typist({ connection, pid, pushed }: Started, { pulls }: Program, uri: string) {
  let version = 0;
  let previousResultId: string | undefined;
  const findings = async () => {
    const params = { textDocument: { uri }, ...(previousResultId !== undefined && { previousResultId }) };
    previousResultId = (await connection.sendRequest(DocumentDiagnosticRequest.type, params)).resultId;
  };
  const change = (start: Position, end: Position, text: string) =>
    connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start, end }, text }],
    });
  return {
    findings,
    /** Puts the character in and takes it away in turn; each time waits for the findings, or for another answer. */
    type: async (at: Position, character: string, times: number, method?: string) => {
      const measured: { readonly taken: number; readonly cpu: number }[] = [];
      const behind =
        character === '\n' ? { line: at.line + 1, character: 0 } : { line: at.line, character: at.character + 1 };
      const until = performance.now() + patience * 1000;
      for (let i = 0; i < times && (i % 2 === 1 || performance.now() < until); i++) {
        const cpuBefore = cpuOfMainThread(pid) ?? Number.NaN;
        const began = performance.now();
        const sent = pulls ? undefined : pushed(uri);
        await (i % 2 === 0 ? change(at, at, character) : change(at, behind, ''));
        if (method) await connection.sendRequest(method, { textDocument: { uri }, position: at });
        else await (sent ?? findings());
        const taken = performance.now() - began;
        if (method) await sent;
        // What is done when the answer is sent belongs to the edit.
        await new Promise((resolve) => setTimeout(resolve, 2));
        measured.push({ taken, cpu: (cpuOfMainThread(pid) ?? Number.NaN) - cpuBefore });
      }
      if (measured.length % 2 === 1) await change(at, behind, '');
      return measured;
    },
  };
}
