import { type Message, say } from '../text/message.ts';
import type { Facts } from './facts.ts';
import { inBytes } from './units.ts';

/** One child process as it was found. */
export interface MeasuredProcess {
  /** Without what it shares counted in full; absent where this user may not see it. */
  readonly pss?: number;
  /** What no other process has. */
  readonly own?: number;
  readonly rss: number;
  /** Main thread and listener included. */
  readonly threads: number;
}

/** What was found of a running httpd. */
export interface Readings {
  readonly children: readonly MeasuredProcess[];
  /** Seconds since the parent process was started. */
  readonly age: number | undefined;
  /** The machine's, and the tightest limit of a control group. */
  readonly memory: { readonly machine: number | undefined; readonly limit: number | undefined };
  readonly processors: { readonly allowed: number | undefined; readonly quota: number | undefined };
  readonly descriptors: number | undefined;
  readonly pids: number | undefined;
}

/** Facts from a running server, and what is to be said about them. */
export interface Measurement {
  readonly facts: Facts;
  readonly remarks: readonly Message[];
}

const mebi = 2 ** 20;

/** Before that a process has seen too little to have grown to its size. */
const youngSeconds = 3600;

function isYoung({ age }: Pick<Readings, 'age'>): boolean {
  return age !== undefined && age < youngSeconds;
}

/** The threads that event and worker have beside the workers: the one that waits for the end, and the listener. */
const threadsBesideWorkers = 2;

/**
 * The facts that readings tell. The size of a process is that of the largest child; where the kernel tells what of it is its
 * own, that alone, and what all of them share is told once, as the share of each is smaller the more there are. A server
 * that is young tells no sizes: idle processes are small, and whoever divides memory by them gets thousands. Undefined without a child.
 */
export function measurementOf(readings: Readings): Measurement | undefined {
  const { memory, processors, descriptors, pids } = readings;
  const serving = servingOf(readings.children);
  const [first] = serving;
  if (!first) return undefined;
  const sizes = sizesOf(serving);
  const available = least(memory.machine, memory.limit);
  const cores = least(processors.allowed, processors.quota);
  const threads = first.threads > threadsBesideWorkers ? first.threads - threadsBesideWorkers : undefined;
  const facts: Facts = {
    ...(available !== undefined && { memory: wholeMebi(available) }),
    ...(!isYoung(readings) && { process: Math.max(...sizes.each) }),
    ...(!isYoung(readings) && sizes.shared !== undefined && { shared: sizes.shared }),
    ...(threads !== undefined && { processThreads: threads }),
    ...(cores !== undefined && { cores }),
    ...(descriptors !== undefined && { descriptors }),
    ...(pids !== undefined && { pids }),
  };
  return { facts, remarks: remarksOf(readings, sizes, available, first.threads) };
}

/** Whole MiB, so that the number can be read. */
function wholeMebi(bytes: number): number {
  return Math.floor(bytes / mebi) * mebi;
}

/** What was measured of each process, and what all of them share, where that is not among it. */
interface Sizes {
  readonly each: readonly number[];
  readonly shared: number | undefined;
  readonly measure: 'own' | 'PSS' | 'RSS';
}

function sizesOf(serving: readonly MeasuredProcess[]): Sizes {
  const hasPss = serving.every(({ pss }) => pss !== undefined);
  if (!hasPss) return { each: serving.map(({ rss }) => rss), shared: undefined, measure: 'RSS' };
  if (serving.some(({ own }) => own === undefined)) {
    return { each: serving.map(({ pss }) => pss!), shared: undefined, measure: 'PSS' };
  }
  // Their shares of it, summed up, would leave out those of the parent and of other programs with the same libraries.
  const shared = Math.max(...serving.map(({ rss, own }) => Math.max(0, rss - own!)));
  return { each: serving.map(({ own }) => own!), shared, measure: 'own' };
}

/** Those with as many threads as most: a daemon of mod_cgid has one, where the others have many. */
function servingOf(children: readonly MeasuredProcess[]): readonly MeasuredProcess[] {
  const most = Math.max(0, ...children.map(({ threads }) => threads));
  return children.filter(({ threads }) => most === 1 || threads > most / 2);
}

function remarksOf(
  { age, memory }: Readings,
  { each, shared = 0, measure }: Sizes,
  available: number | undefined,
  threads: number,
): readonly Message[] {
  const values = {
    count: each.length,
    largest: inBytes(Math.max(...each)),
    mean: inBytes(each.reduce((sum, size) => sum + size, 0) / each.length),
    shared: inBytes(shared),
  };
  const remarks: Message[] = [
    measure === 'own'
      ? say(
          'Measured: {count} child processes, the largest with {largest} of its own, {mean} on average, and {shared} that they share',
          values,
        )
      : measure === 'PSS'
        ? say(
            'Measured: {count} child processes, the largest {largest}, {mean} on average (PSS: shared memory counted by shares)',
            values,
          )
        : say(
            'Measured: {count} child processes, the largest {largest}, {mean} on average (RSS: shared memory is counted in each, so this is too much; as root, PSS can be read)',
            values,
          ),
  ];
  if (available !== undefined && available === memory.limit) {
    remarks.push(say('The control group allows {limit}, less than the machine has', { limit: inBytes(available) }));
  }
  if (threads === 1) {
    remarks.push(say('The processes have one thread each, as prefork has them; with threads a process takes more'));
  }
  if (isYoung({ age })) {
    remarks.push(
      say(
        'The server has run for {minutes} min only and its processes have not grown yet: their size is not taken; measure again after a day under load',
        { minutes: Math.floor(age! / 60) },
      ),
    );
  }
  return remarks;
}

function least(...numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
