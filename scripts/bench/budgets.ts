import { type Asked, asked } from './ask-features.ts';
import type { CommandLineCost } from './command-line.ts';
import type { Felt } from './drive.ts';
import type { InProcess } from './in-process.ts';
import type { SmallFileCost } from './small-file.ts';
import type { TreeCost } from './tree.ts';

/** What one measurement may be at most, as a multiple of its floor. */
export interface Budget {
  readonly group: Group;
  readonly name: string;
  /** What it is compared with. */
  readonly floor: string;
  /** More than this fails. */
  readonly must: number;
  /** What is tried for. */
  readonly aim: number;
  /** One ratio for each round; not a number where the floor is not there. */
  readonly ratios: readonly number[];
  /** What to install where no ratio could be measured. */
  readonly needs?: string;
}

/** The tables of the page. */
export type Group = 'engine' | 'typing' | 'opening' | 'features' | 'many files' | 'command line' | 'size';

/** Whether every round was over what must be held: one that another program has disturbed decides nothing. */
export function isOver({ must, ratios }: Budget): boolean {
  const known = ratios.filter(Number.isFinite);
  return known.length > 0 && known.every((ratio) => ratio > must);
}

/** Whether there was nothing to compare with. */
export function isSkipped({ ratios }: Budget): boolean {
  return !ratios.some(Number.isFinite);
}

/** What one round has measured. */
export interface Round {
  readonly bySize: ReadonlyMap<number, Measured>;
  /** The features in a document with many findings. */
  readonly amongFindings: ReadonlyMap<string, Asked>;
  /** Typing in it. */
  readonly typedAmongFindings: Felt;
  readonly smallFile: SmallFileCost;
  readonly tree: TreeCost;
  readonly commandLine: CommandLineCost;
}

/** What was measured with so many lines; undefined what is not installed. */
export interface Measured {
  readonly echo: Felt;
  readonly ours: Felt;
  readonly docker: Felt | undefined;
  readonly json: Felt | undefined;
  readonly engine: InProcess;
  readonly features: ReadonlyMap<string, Asked>;
  /** Milliseconds of `httpd -t`. */
  readonly httpd: number | undefined;
  /** Milliseconds of Augeas. */
  readonly augeas: number | undefined;
}

/** What the budgets are measured with. */
export interface Extent {
  readonly sizes: readonly number[];
  readonly findings: number;
  readonly files: number;
}

const echoServer = 'a server that answers nothing';
const scan = 'a scan of the same text by hand';
const dockerServer = 'the server of Dockerfiles';
const jsonServer = 'the server of JSON';
const httpdTest = 'httpd -t';
const peers = { needs: 'peers' };
const httpd = { needs: 'httpd' };

/** The budgets with what was measured. */
export function budgetsOf(
  rounds: readonly Round[],
  { sizes, findings, files }: Extent,
  bundles: Readonly<Record<'ours' | 'echo', { readonly bytes: number }>>,
): readonly Budget[] {
  const sorted = [...sizes].sort((a, b) => a - b);
  const [smallest, largest] = [sorted[0]!, sorted.at(-1)!];
  const middle = sorted.filter((size) => size < largest).at(-1) ?? largest;
  const upper = [...new Set([middle, largest])];
  const rows: Budget[] = [];
  const row = (
    group: Group,
    name: string,
    floor: string,
    [must, aim]: Limits,
    ratio: (round: Round) => number | undefined,
    needs: Pick<Budget, 'needs'> = {},
  ) => {
    rows.push({ group, name, floor, must, aim, ratios: rounds.map((round) => ratio(round) ?? Number.NaN), ...needs });
  };
  const at = (
    group: Group,
    which: readonly number[],
    name: string,
    floor: string,
    limits: Limits,
    ratio: (measured: Measured) => number | undefined,
    needs: Pick<Budget, 'needs'> = {},
  ) => {
    for (const size of which) {
      row(group, `${name}, ${inLines(size)}`, floor, limits, ({ bySize }) => ratio(bySize.get(size)!), needs);
    }
  };
  const toEcho = (group: Group, which: readonly number[], name: string, limits: Limits, key: keyof Felt) =>
    at(group, which, name, echoServer, limits, ({ ours, echo }) => ours[key] / echo[key]);
  /** What each line more costs, between the two largest sizes. */
  const slope = (round: Round, cost: (measured: Measured) => number | undefined) => {
    const [less, more] = [middle, largest].map((size) => cost(round.bySize.get(size)!) ?? Number.NaN);
    return middle < largest ? more! - less! : Number.NaN;
  };

  at('engine', upper, 'reading all lines, warm', scan, [12, 7], ({ engine }) => engine.parse / engine.scan);
  // What others need is known by the clock, so ours is taken from it too.
  const reading = (round: Round) => slope(round, ({ engine }) => engine.parseTime);
  row(
    'engine',
    'reading a line more',
    `${httpdTest} of a line more`,
    [1 / 4, 1 / 7],
    (round) => {
      return reading(round) / slope(round, (measured) => measured.httpd);
    },
    httpd,
  );
  row(
    'engine',
    'reading a line more',
    'Augeas reading a line more',
    [1 / 20, 1 / 50],
    (round) => {
      return reading(round) / slope(round, ({ augeas }) => augeas);
    },
    { needs: 'augtool' },
  );
  row(
    'engine',
    'the whole analysis of a line more, warm',
    `${httpdTest} of a line more`,
    [1, 0.5],
    (round) => {
      return slope(round, ({ engine }) => engine.analysisTime) / slope(round, (measured) => measured.httpd);
    },
    httpd,
  );
  row(
    'engine',
    `reading all lines, ${inLines(largest)}`,
    `the same of ${inLines(middle)}`,
    grows(largest / middle),
    (round) => round.bySize.get(largest)!.engine.parse / round.bySize.get(middle)!.engine.parse,
  );
  at(
    'engine',
    [largest],
    'a line that is edited',
    'a scan of the same line by hand',
    [60, 20],
    ({ engine }) => engine.keystroke / engine.lineScan,
  );

  toEcho('opening', [largest], 'opening to findings', [15, 8], 'open');
  at(
    'opening',
    [largest],
    'opening to findings',
    jsonServer,
    [2.5, 1.5],
    ({ ours, json }) => json && ours.open / json.open,
    peers,
  );
  at(
    'opening',
    [largest],
    'opening to findings',
    `${httpdTest}, its start included`,
    [1.5, 1],
    (measured) => measured.httpd && measured.ours.open / measured.httpd,
    httpd,
  );
  at(
    'opening',
    [smallest],
    'opening to findings',
    dockerServer,
    [1 / 2, 1 / 4],
    ({ ours, docker }) => docker && ours.open / docker.open,
    peers,
  );
  toEcho('opening', [largest], 'start to the first answer', [1.5, 1.2], 'start');
  row('opening', 'start to the findings of 20 lines', echoServer, [2.5, 1.8], ({ smallFile }) => smallFile.findings);
  at(
    'opening',
    [middle],
    'start to the first answer',
    dockerServer,
    [1.2, 1],
    ({ ours, docker }) => docker && ours.start / docker.start,
    peers,
  );

  toEcho('typing', sorted, 'a character in a line, processor time', [4, 2], 'editCpu');
  toEcho('typing', sorted, 'a character in a line, time until the findings', [4, 2], 'edit');
  toEcho('typing', sorted, 'the same, 99 of 100', [4, 2], 'editP99');
  at(
    'typing',
    [middle],
    'a character in a line, processor time',
    dockerServer,
    [1 / 50, 1 / 300],
    ({ ours, docker }) => docker && ours.editCpu / docker.editCpu,
    peers,
  );
  at(
    'typing',
    [middle],
    'a character in a line, processor time',
    jsonServer,
    [1 / 5, 1 / 20],
    ({ ours, json }) => json && ours.editCpu / json.editCpu,
    peers,
  );
  row(
    'typing',
    `a character in ${inLines(largest)}, processor time`,
    `the same in ${inLines(smallest)}`,
    [2, 1.3],
    ({ bySize }) => bySize.get(largest)!.ours.editCpu / bySize.get(smallest)!.ours.editCpu,
  );
  row(
    'typing',
    `a character in a line among ${findings.toLocaleString('en')} findings, processor time`,
    echoServer,
    [4, 2],
    ({ bySize, typedAmongFindings }) => typedAmongFindings.editCpu / bySize.get(smallest)!.echo.editCpu,
  );
  toEcho('typing', [largest], 'a character in a tag, processor time', [12, 5], 'tagCpu');
  toEcho('typing', [largest], 'Enter, processor time', [12, 5], 'enterCpu');
  toEcho('typing', [largest], 'joining lines, processor time', [12, 5], 'joinCpu');
  for (const key of ['hover', 'completion'] as const) {
    toEcho('typing', upper, `${key} after an edit, 95 of 100`, [10, 4], key);
    at(
      'typing',
      upper,
      `${key} after an edit, 95 of 100`,
      jsonServer,
      [1 / 4, 1 / 4],
      ({ ours, json }) => json && ours[key] / json[key],
      peers,
    );
  }

  for (const { method, whole } of asked) {
    const name = `\`${method}\``;
    if (whole) {
      at('features', sorted, name, 'a scan by hand, and the same answer at hand', [12, 7], ({ engine, features }) => {
        const { cost, floor } = features.get(method)!;
        return cost / (engine.scan + floor);
      });
    } else {
      at('features', sorted, name, 'the same answer at hand', [10, 4], ({ features }) =>
        ratioOf(features.get(method)!),
      );
    }
  }
  for (const method of rounds[0]?.amongFindings.keys() ?? []) {
    row(
      'features',
      `\`${method}\` among ${findings.toLocaleString('en')} findings`,
      'the same answer at hand',
      [10, 4],
      ({ amongFindings }) => ratioOf(amongFindings.get(method)!),
    );
  }

  const tree = (
    name: string,
    floor: string,
    limits: Limits,
    ratio: (cost: TreeCost, round: Round) => number | undefined,
    needs = {},
  ) => row('many files', name, floor, limits, (round) => ratio(round.tree, round), needs);
  const some = `${files.toLocaleString('en')} files`;
  const least = (round: Round) => round.bySize.get(smallest)!.echo;
  tree(
    `opening the main file of ${some}`,
    `${httpdTest}, its start included`,
    [3, 1.5],
    ({ open, httpd }) => httpd && open / httpd,
    httpd,
  );
  tree('opening it again', 'opening it', [0.1, 0.02], ({ open, openAgain }) => openAgain / open);
  tree(
    'opening one of them',
    `opening ${inLines(smallest)} in ${echoServer}`,
    [10, 4],
    ({ openOne }, round) => openOne / least(round).open,
  );
  tree(
    'a character in one of them, processor time',
    echoServer,
    [8, 4],
    ({ editCpu }, round) => editCpu / least(round).editCpu,
  );
  tree(
    'Enter in one of them, processor time',
    'opening all',
    [0.1, 0.02],
    ({ enterCpu, openCpu }) => enterCpu / openCpu,
  );
  tree(
    'a file that a watcher names, processor time',
    'opening all',
    [0.1, 0.02],
    ({ eventCpu, openCpu }) => eventCpu / openCpu,
  );
  tree(
    'a request that is cancelled while all are read',
    'opening all',
    [0.1, 0.02],
    ({ cancel, open }) => cancel / open,
  );
  tree('most memory', echoServer, [12, 8], ({ memory }, round) => memory / least(round).memory);

  row(
    'command line',
    '`check` of one file',
    'node without a program',
    [6, 4],
    ({ commandLine }) => commandLine.check / commandLine.node,
  );
  row(
    'command line',
    `\`check\` of ${some}`,
    `${httpdTest}, its start included`,
    [3, 1.5],
    ({ tree: { check, httpd } }) => httpd && check / httpd,
    httpd,
  );

  row('size', 'memory of 20 lines, idle', echoServer, [1.6, 1.3], ({ smallFile }) => smallFile.idle);
  toEcho('size', [largest], 'most memory', [4, 3], 'memory');
  at('size', [largest], 'memory kept', 'bytes of the text', [12, 8], ({ engine }) => engine.heapPerByte);
  at(
    'size',
    [largest],
    'growth of it over thousands of edits',
    'memory kept',
    [0.05, 0.02],
    ({ engine }) => engine.grown,
  );
  row(
    'size',
    'code read until the first findings, without the facts',
    `code of ${echoServer}`,
    [2.4, 2],
    () => bundles.ours.bytes / bundles.echo.bytes,
  );
  return rows;
}

type Limits = readonly [must: number, aim: number];

/** For work that is to grow with the size alone: with a tenth of room for what the larger size does to caches, and twice that. */
function grows(times: number): Limits {
  return [1.4 * times, 1.2 * times];
}

function ratioOf({ cost, floor }: Asked): number {
  return cost / floor;
}

function inLines(count: number): string {
  return `${count.toLocaleString('en')} lines`;
}
