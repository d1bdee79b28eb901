import { type Message, say } from '../text/message.ts';
import { inBytes, type Read, readBytes, readNumber } from './units.ts';

/** What is known of the machine and of the server on it. Memory in bytes. What is not known is absent, never guessed. */
export interface Facts {
  /** Of the machine, or of the container where that has less. */
  readonly memory?: number;
  /** Kept for the system, its page cache, databases and whatever else runs. */
  readonly reserve?: number;
  /** Of one child process under load, with `processThreads` threads; where `shared` is told, without that. */
  readonly process?: number;
  /** What the child processes share, counted once for all. */
  readonly shared?: number;
  /** Threads that the measured process had; ThreadsPerChild. */
  readonly processThreads?: number;
  /** What one thread more adds to a process. */
  readonly thread?: number;
  /** Processors that the server may use; a share of one is a fraction. */
  readonly cores?: number;
  /** Open files that one process may have (LimitNOFILE, ulimit -n). */
  readonly descriptors?: number;
  /** Processes and threads that the service may have (TasksMax, pids.max). */
  readonly pids?: number;
  /** Requests that the back end takes at once (pm.max_children of PHP-FPM). */
  readonly backend?: number;
}

export type FactName = keyof Facts;

/** How one fact is written and what of it can be true. */
export interface FactKind {
  readonly name: FactName;
  /** As it is written in comments and on the command line. */
  readonly written: string;
  readonly what: Message;
  readonly unit: 'bytes' | 'count';
  readonly least: number;
  readonly most: number;
}

const mebi = 2 ** 20;
const tebi = 2 ** 40;

/** Every fact; the order is that in which they are written down. */
export const factKinds: readonly FactKind[] = [
  {
    name: 'memory',
    written: 'memory',
    what: say('memory of the machine'),
    unit: 'bytes',
    least: 16 * mebi,
    most: 64 * tebi,
  },
  {
    name: 'reserve',
    written: 'reserve',
    what: say('memory kept for everything else'),
    unit: 'bytes',
    least: 0,
    most: 64 * tebi,
  },
  {
    name: 'process',
    written: 'process',
    what: say('memory of one child process'),
    unit: 'bytes',
    least: mebi / 8,
    most: tebi,
  },
  {
    name: 'shared',
    written: 'shared',
    what: say('memory that the child processes share, counted once and not in each'),
    unit: 'bytes',
    least: 0,
    most: tebi,
  },
  {
    name: 'processThreads',
    written: 'process-threads',
    what: say('threads of the measured process'),
    unit: 'count',
    least: 1,
    most: 20_000,
  },
  { name: 'thread', written: 'thread', what: say('memory that a thread adds'), unit: 'bytes', least: 1024, most: tebi },
  { name: 'cores', written: 'cores', what: say('processors'), unit: 'count', least: 0.01, most: 4096 },
  {
    name: 'descriptors',
    written: 'descriptors',
    what: say('open files of a process'),
    unit: 'count',
    least: 128,
    most: 2 ** 31,
  },
  {
    name: 'pids',
    written: 'pids',
    what: say('processes and threads of the service'),
    unit: 'count',
    least: 32,
    most: 2 ** 22,
  },
  {
    name: 'backend',
    written: 'backend',
    what: say('requests that the back end takes at once'),
    unit: 'count',
    least: 1,
    most: 1e6,
  },
];

/** Reads one fact as a person writes it. */
export function readFact(name: FactName, text: string): Read {
  const kind = factKinds.find((each) => each.name === name)!;
  const read = kind.unit === 'bytes' ? readBytes(text) : readNumber(text);
  if ('problem' in read) return read;
  const problem = problemOf(kind, read.value);
  return problem ? { problem } : read;
}

/** What cannot be true of facts that came from elsewhere, or of several together. */
export function problemsOf(facts: Facts): readonly Message[] {
  const alone = factKinds.flatMap((kind) => {
    const value = facts[kind.name];
    return value === undefined ? [] : (problemOf(kind, value) ?? []);
  });
  return alone.length > 0 ? alone : [...problemsTogether(facts)];
}

function problemOf({ name: fact, written: name, unit, least, most }: FactKind, value: number): Message | undefined {
  const shown = (number: number) => (unit === 'bytes' ? inBytes(number) : String(number));
  if (Number.isNaN(value)) return say('{name} is no number', { name });
  if (value < 0) return say('{name} {value} is negative', { name, value: shown(value) });
  if (value === 0 && least > 0) return say('{name} is zero, so nothing can run', { name });
  if (value < least) {
    return say('{name} {value} is less than can be true: at least {least}', {
      name,
      value: shown(value),
      least: shown(least),
    });
  }
  if (value > most) {
    return say('{name} {value} is more than can be true: at most {most}', {
      name,
      value: shown(value),
      most: shown(most),
    });
  }
  if (unit === 'count' && fact !== 'cores' && !Number.isInteger(value)) {
    return say('{name} {value} is no whole number', { name, value });
  }
  return undefined;
}

function* problemsTogether({ memory, reserve, process, thread, processThreads: threads }: Facts): Generator<Message> {
  if (memory !== undefined && reserve !== undefined && reserve >= memory) {
    yield say('The reserve of {reserve} leaves nothing of the memory of {memory}', {
      reserve: inBytes(reserve),
      memory: inBytes(memory),
    });
  }
  if (process !== undefined && thread !== undefined && (threads ?? 1) * thread >= process) {
    yield say('{threads} threads of {thread} are more than the whole process of {process}', {
      threads: threads ?? 1,
      thread: inBytes(thread),
      process: inBytes(process),
    });
  }
}
