import { features } from '../../server/src/features/index.ts';
import { placeOfConfiguration } from './configuration.ts';
import { placeIn } from './drive.ts';
import { cpuOfMainThread, median } from './measure.ts';
import { type Program, startServer } from './server-process.ts';
import { keepRequest, keptRequest } from './wire.ts';

/** What a feature's answer takes. */
export interface Asked {
  /** Milliseconds of processor time, the median of some. */
  readonly cost: number;
  /** The same for that answer from a server that has it already. */
  readonly floor: number;
}

/** What is asked with, beside the document. */
interface Question {
  /** What stands before the place, in the first such line behind the middle. */
  readonly before?: RegExp;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Whether the answer is about the whole document, and grows with it. */
  readonly whole?: true;
}

const options = { tabSize: 4, insertSpaces: true };
const variable: Question = { before: /^ +CustomLog \$\{LOG/ };

/** One for each feature: a new one has to be asked, too. */
const questions: Readonly<Record<string, Question>> = {
  'apacheMpm/advise': {},
  'apacheMpm/closingTag': { before: /^<VirtualHost.*/ },
  'apacheMpm/effectiveSettings': {},
  'apacheMpm/explainCode': { params: { code: 'AH00513' } },
  'apacheMpm/planner': {},
  'apacheMpm/report': {},
  'apacheMpm/status': {},
  'apacheMpm/switchMpm': { whole: true, params: { mpm: 'worker' } },
  'apacheMpm/tune': { params: { goal: { workload: 'static' } } },
  'apacheMpm/winningLine': {},
  'apacheMpm/writeFacts': { params: { facts: {} } },
  'completionItem/resolve': { params: { label: 'KeepAlive' } },
  'textDocument/codeAction': { params: { context: { diagnostics: [] } } },
  'textDocument/codeLens': { whole: true },
  'textDocument/completion': { before: /^ +Serv/ },
  'textDocument/definition': variable,
  'textDocument/diagnostic': { whole: true },
  'textDocument/documentHighlight': { ...variable, whole: true },
  'textDocument/documentLink': { whole: true },
  'textDocument/documentSymbol': { whole: true },
  'textDocument/foldingRange': { whole: true },
  'textDocument/formatting': { whole: true, params: { options } },
  'textDocument/hover': { before: /^ +<IfMod/ },
  'textDocument/inlayHint': {},
  'textDocument/linkedEditingRange': { before: /^<Virt/ },
  'textDocument/onTypeFormatting': { before: /^<\/VirtualHost>/, params: { ch: '>', options } },
  'textDocument/prepareRename': variable,
  'textDocument/rangeFormatting': { params: { options } },
  'textDocument/references': { ...variable, whole: true, params: { context: { includeDeclaration: true } } },
  'textDocument/rename': { ...variable, whole: true, params: { newName: 'LOGS' } },
  'textDocument/selectionRange': {},
  'textDocument/semanticTokens/full': { whole: true },
  'textDocument/signatureHelp': { before: /^ +CustomLog / },
  'workspace/symbol': { whole: true, params: { query: '' } },
};

/** The methods of all features, and whether each answer is about the whole document. */
export const asked: readonly { readonly method: string; readonly whole: boolean }[] = features.map(({ method }) => {
  const question = questions[method];
  if (!question) throw new Error(`scripts/bench/ask-features.ts has no question for ${method}`);
  return { method, whole: question.whole ?? false };
});

/** Asks every feature about a text, so many times each. */
export async function askFeatures(
  ours: Program,
  echo: Program,
  text: string,
  times: number,
  methods: readonly string[] = asked.map(({ method }) => method),
): Promise<ReadonlyMap<string, Asked>> {
  const [server, floor] = await Promise.all([startServer(ours), startServer(echo)]);
  try {
    await server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: placeOfConfiguration, languageId: 'apacheconf', version: 0, text },
    });
    const lines = text.split('\n');
    const answers = new Map<string, Asked>();
    for (const method of methods) {
      const params = paramsOf(method, lines);
      const answer = await server.connection.sendRequest(method, params);
      await floor.connection.sendRequest(keepRequest, { answer: answer ?? null });
      const cost = await costOf(server.pid, () => server.connection.sendRequest(method, params), times);
      const least = await costOf(floor.pid, () => floor.connection.sendRequest(keptRequest), times);
      answers.set(method, { cost, floor: least });
    }
    return answers;
  } finally {
    server.kill();
    floor.kill();
  }
}

function paramsOf(method: string, lines: readonly string[]): object {
  const { before = /^ +ServerName.*/, params } = questions[method]!;
  const position = placeIn(lines, before);
  // What an editor shows at once.
  const range = { start: { line: position.line, character: 0 }, end: { line: position.line + 50, character: 0 } };
  const place = { textDocument: { uri: placeOfConfiguration }, position, positions: [position], range };
  return method.startsWith('workspace/') ? { ...params } : { ...place, ...params };
}

async function costOf(pid: number, work: () => Promise<unknown>, times: number): Promise<number> {
  const costs: number[] = [];
  for (let i = 0; i < 2 * times; i++) {
    const [cpuBefore, began] = [cpuOfMainThread(pid), performance.now()];
    await work();
    const taken = performance.now() - began;
    // What is done when the answer is sent belongs to it.
    await new Promise((resolve) => setTimeout(resolve, 2));
    const cpu = cpuOfMainThread(pid);
    // The first ones warm up.
    if (i >= times) costs.push(cpu !== undefined && cpuBefore !== undefined ? cpu - cpuBefore : taken);
  }
  return median(costs);
}
