import type { Facts } from './facts.ts';
import { serverBytes, slotsPerProcess } from './memory.ts';
import type { Pool } from './simulation.ts';

/** What a pool comes to. Memory in bytes; undefined where the size of a process is not known. */
export interface Forecast {
  readonly processes: number;
  readonly threads: number;
  readonly workers: number;
  /** The most connections that are held at once, all workers idle. */
  readonly connections: number;
  readonly bytes: number | undefined;
}

/** The largest that a pool grows; `factor` is AsyncRequestWorkerFactor, which counts under event only. */
export function forecastOf(
  pool: Pick<Pool, 'mpm' | 'threads' | 'serverLimit' | 'maxRequestWorkers'>,
  threadLimit: number,
  factor: number,
  facts: Facts,
): Forecast {
  const { mpm, threads, serverLimit } = pool;
  const processes = Math.min(serverLimit, Math.trunc(pool.maxRequestWorkers / threads));
  const workers = processes * threads;
  return {
    processes,
    threads,
    workers,
    connections: mpm === 'event' ? (factor + 1) * workers : workers,
    bytes: serverBytes({ mpm, processes, threads, serverLimit, threadLimit }, facts),
  };
}

/** What another number of processes, or of threads in each, would come to. */
export interface CurvePoint extends Forecast {
  /** The number that is changed. */
  readonly at: number;
}

const points = 40;

/** The forecast over the number of processes up to `most`, threads as they are, or over the threads in each. */
export function capacityCurve(
  over: 'processes' | 'threads',
  most: number,
  { mpm, threads, maxRequestWorkers }: Pool,
  factor: number,
  facts: Facts,
): readonly CurvePoint[] {
  const now = Math.max(1, Math.trunc(maxRequestWorkers / threads));
  return steps(most).map((at): CurvePoint => {
    const processes = over === 'processes' ? at : now;
    const each = over === 'threads' ? at : threads;
    const workers = processes * each;
    const serverLimit = processes * slotsPerProcess(mpm);
    return {
      at,
      processes,
      threads: each,
      workers,
      connections: mpm === 'event' ? (factor + 1) * workers : workers,
      bytes: serverBytes({ mpm, processes, threads: each, serverLimit, threadLimit: each }, facts),
    };
  });
}

/** Whole numbers from 1 to `most`, not more than are drawn. */
function steps(most: number): readonly number[] {
  const count = Math.min(points, most);
  const all = Array.from({ length: count }, (_, n) =>
    count === 1 ? most : Math.round(1 + (n * (most - 1)) / (count - 1)),
  );
  return [...new Set(all)];
}

const rise = 40;
const hold = 20;
const fall = 20;
const rest = 20;

/** A load that rises from nothing to a quarter above what `workers` can take, stays there, falls and ends; one number a second. */
export function loadRamp(workers: number): readonly number[] {
  const top = Math.ceil(workers * 1.25);
  return Array.from({ length: rise + hold + fall + rest }, (_, second) => {
    if (second < rise) return Math.round((top * second) / rise);
    if (second < rise + hold) return top;
    return Math.max(0, Math.round(top * (1 - (second - rise - hold) / fall)));
  });
}
