import type { Felt } from './drive.ts';
import type { InProcess } from './in-process.ts';

/** What one measurement may be at most, as a multiple of its floor. */
export interface Budget {
  readonly name: string;
  /** What it is compared with. */
  readonly floor: string;
  /** More than this fails. */
  readonly must: number;
  /** What is tried for. */
  readonly aim: number;
  /** One ratio for each round. */
  readonly ratios: readonly number[];
}

/** Whether every round was over what must be held: one that another program has disturbed decides nothing. */
export function isOver({ must, ratios }: Budget): boolean {
  const known = ratios.filter(Number.isFinite);
  return known.length > 0 && known.every((ratio) => ratio > must);
}

/** What one round has measured. */
export interface Round {
  readonly bySize: ReadonlyMap<number, Measured>;
}

interface Measured {
  readonly echo: Felt;
  readonly ours: Felt;
  readonly engine: InProcess;
  /** Milliseconds for the same lines; undefined where httpd is not installed. */
  readonly httpd: number | undefined;
}

const echoServer = 'a server that answers nothing';
const scan = 'a scan of the same text by hand';

/** The budgets with what was measured; those of which nothing could be measured are left out. */
export function budgetsOf(
  rounds: readonly Round[],
  bundles: Readonly<Record<'ours' | 'echo', { readonly bytes: number }>>,
): readonly Budget[] {
  const sizes = [...(rounds[0]?.bySize.keys() ?? [])];
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  const at = (size: number, ratio: (measured: Measured) => number) =>
    rounds.map(({ bySize }) => ratio(bySize.get(size)!));
  const each = (name: string, floor: string, must: number, aim: number, ratio: (measured: Measured) => number) =>
    sizes.map((size): Budget => ({ name: `${name}, ${inLines(size)}`, floor, must, aim, ratios: at(size, ratio) }));
  const toEcho = (name: string, must: number, aim: number, key: keyof Felt) =>
    each(name, echoServer, must, aim, ({ ours, echo }) => ours[key] / echo[key]);
  const large = (name: string, floor: string, must: number, aim: number, ratio: (measured: Measured) => number) =>
    each(name, floor, must, aim, ratio).slice(sizes.indexOf(largest), sizes.indexOf(largest) + 1);
  const budgets: Budget[] = [
    ...large('reading all lines, warm', scan, 12, 7, ({ engine }) => engine.parse / engine.scan),
    ...large('the whole analysis, warm', 'httpd -t, its start taken off', 1, 0.5, ({ engine, httpd }) =>
      httpd === undefined ? Number.NaN : engine.analysis / httpd,
    ),
    ...large('opening to findings', echoServer, 15, 8, ({ ours, echo }) => ours.open / echo.open),
    ...toEcho('a character in a line, processor time', 4, 2, 'editCpu'),
    ...toEcho('a character in a line, time until the findings', 4, 2, 'edit'),
    ...toEcho('the same, 99 of 100', 4, 2, 'editP99'),
    ...large('Enter, processor time', echoServer, 12, 5, ({ ours, echo }) => ours.enterCpu / echo.enterCpu),
    ...large(
      'a character in a tag, processor time',
      echoServer,
      12,
      5,
      ({ ours, echo }) => ours.headerCpu / echo.headerCpu,
    ),
    ...large(
      'a line in the engine',
      'a scan of the same line by hand',
      60,
      20,
      ({ engine }) => engine.keystroke / engine.lineScan,
    ),
    ...large('hover after an edit, 95 of 100', echoServer, 10, 4, ({ ours, echo }) => ours.hover / echo.hover),
    ...large(
      'completion after an edit, 95 of 100',
      echoServer,
      10,
      4,
      ({ ours, echo }) => ours.completion / echo.completion,
    ),
    ...large('start to the first answer', echoServer, 1.5, 1.2, ({ ours, echo }) => ours.start / echo.start),
    ...large('most memory', echoServer, 4, 3, ({ ours, echo }) => ours.memory / echo.memory),
    ...large('memory kept', 'bytes of the text', 12, 8, ({ engine }) => engine.heapPerByte),
    ...large('growth of it over thousands of edits', 'memory kept', 0.05, 0.02, ({ engine }) => engine.grown),
    {
      name: 'bundle of the server without the facts',
      floor: `bundle of ${echoServer}`,
      must: 2.4,
      aim: 2,
      ratios: [bundles.ours.bytes / bundles.echo.bytes],
    },
  ];
  if (smallest < largest) {
    budgets.push({
      name: `a character in ${inLines(largest)}, processor time`,
      floor: `the same in ${inLines(smallest)}`,
      must: 2,
      aim: 1.3,
      ratios: rounds.map(({ bySize }) => bySize.get(largest)!.ours.editCpu / bySize.get(smallest)!.ours.editCpu),
    });
  }
  return budgets.filter(({ ratios }) => ratios.some(Number.isFinite));
}

function inLines(count: number): string {
  return `${count.toLocaleString('en')} lines`;
}
