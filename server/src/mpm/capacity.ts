import type { Mpm } from '../catalogue/fact.ts';
import type { Value } from './value.ts';

/** What the numbers come to; undefined where a value is unknown or the MPM has no such thing. */
export interface Capacity {
  /** The most child processes that serve at once. */
  readonly processes: number | undefined;
  readonly threadsPerProcess: number | undefined;
  /** The most requests served at the same moment. */
  readonly workers: number | undefined;
  /** The most connections held at once, when every worker is idle; what comes beyond waits in the kernel. */
  readonly connections: number | undefined;
  /** Shared memory of the scoreboard, all of it touched at start. */
  readonly scoreboardBytes: number | undefined;
}

/** Sizes on 64-bit Linux since 2.4.37 (scoreboard.h: global_score, process_score, worker_score). */
const scoreboard = { global: 56, process: 40, worker: 336 };

/** Of what has no such numbers: an MPM that is counted otherwise, or none. */
export const noCapacity: Capacity = {
  processes: undefined,
  threadsPerProcess: undefined,
  workers: undefined,
  connections: undefined,
  scoreboardBytes: undefined,
};

/** The capacity under effective values. */
export function capacityOf(mpm: Mpm, values: ReadonlyMap<string, Value>): Capacity {
  const number = (name: string) => {
    const value = values.get(name);
    return typeof value === 'number' ? value : undefined;
  };
  switch (mpm) {
    case 'event':
    case 'worker': {
      const threads = number('ThreadsPerChild');
      const workers = number('MaxRequestWorkers');
      const factor = mpm === 'event' ? number('AsyncRequestWorkerFactor') : 0;
      return {
        processes: divided(workers, threads),
        threadsPerProcess: threads,
        workers,
        // event.c, connections_above_limit: each child holds ThreadsPerChild and, for each idle worker, the factor more.
        connections: multiplied(workers, factor === undefined ? undefined : factor + 1),
        scoreboardBytes: scoreboardBytes(number('ServerLimit'), number('ThreadLimit')),
      };
    }
    case 'prefork': {
      const workers = number('MaxRequestWorkers');
      return {
        processes: workers,
        threadsPerProcess: 1,
        workers,
        connections: workers,
        scoreboardBytes: scoreboardBytes(number('ServerLimit'), 1),
      };
    }
    case 'winnt': {
      const threads = number('ThreadsPerChild');
      return {
        processes: 1,
        threadsPerProcess: threads,
        workers: threads,
        connections: threads,
        scoreboardBytes: scoreboardBytes(1, number('ThreadLimit')),
      };
    }
    default:
      return noCapacity;
  }
}

function divided(whole: number | undefined, part: number | undefined): number | undefined {
  return whole === undefined || part === undefined ? undefined : Math.trunc(whole / part);
}

function multiplied(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

function scoreboardBytes(processes: number | undefined, threads: number | undefined): number | undefined {
  return processes === undefined || threads === undefined ? undefined : bytesOfScoreboard(processes, threads);
}

/** The shared memory of a scoreboard for so many processes of so many threads (scoreboard.c, ap_calc_scoreboard_size). */
export function bytesOfScoreboard(processes: number, threads: number): number {
  return scoreboard.global + processes * (scoreboard.process + threads * scoreboard.worker);
}
