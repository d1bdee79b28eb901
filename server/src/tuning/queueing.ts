/** What a number of workers means for requests that come at random. */
export interface Service {
  /** Workers busy on average, per worker: 0 to 1. */
  readonly utilisation: number;
  /** The probability that a request finds all workers busy. */
  readonly waits: number;
}

/** How the workers are to be loaded. */
export interface Target {
  readonly utilisation: number;
  readonly waits: number;
  /** Mean waiting time as a part of the mean service time. */
  readonly waiting: number;
}

/** Three of four workers busy at the peak, one request of a hundred waiting, for a tenth of its own time on average. */
export const usualTarget: Target = { utilisation: 0.75, waits: 0.01, waiting: 0.1 };

/** Little's law: the mean number in a system is the rate of arrival times the mean time in it, however they spread. */
export function meanInside(perSecond: number, seconds: number): number {
  return perSecond * seconds;
}

/**
 * Erlang C: the probability that all of `workers` are busy in an M/M/c system offered `load` erlangs; 1 where they are
 * fewer than the load. By the recursion of Erlang B, whose terms stay between 0 and 1, so that nothing overflows.
 */
export function probabilityOfWaiting(workers: number, load: number): number {
  if (load <= 0) return 0;
  if (workers <= load) return 1;
  // For many workers the number of busy ones is normally distributed (Halfin and Whitt): that far out there is none.
  if (load > 1000 && workers - load > 8 * Math.sqrt(load)) return 0;
  let blocked = 1;
  for (let servers = 1; servers <= workers; servers++) blocked = nextErlangB(blocked, load, servers);
  return erlangC(blocked, load, workers);
}

/**
 * The fewest workers that meet the target at a load in erlangs. `spread` is the coefficient of variation of the service
 * time (0 constant, 1 exponential): waiting grows with it as (1 + spread²) / 2 (Allen and Cunneen's approximation).
 */
export function workersFor(load: number, spread: number, target: Target = usualTarget): number {
  if (load <= 0) return 1;
  const byUtilisation = Math.max(1, Math.ceil(load / target.utilisation));
  // With this many, a quarter of them idle, no request of a million waits.
  if (byUtilisation > 20_000) return byUtilisation;
  let blocked = 1;
  for (let workers = 1; ; workers++) {
    blocked = nextErlangB(blocked, load, workers);
    if (workers < byUtilisation || workers <= load) continue;
    const waits = erlangC(blocked, load, workers);
    const waiting = (((1 + spread ** 2) / 2) * waits) / (workers - load);
    if (waits <= target.waits && waiting <= target.waiting) return workers;
  }
}

/** How that many workers do under that load. */
export function serviceOf(workers: number, load: number): Service {
  return { utilisation: load / workers, waits: probabilityOfWaiting(workers, load) };
}

function nextErlangB(before: number, load: number, servers: number): number {
  return (load * before) / (servers + load * before);
}

function erlangC(blocked: number, load: number, workers: number): number {
  return (workers * blocked) / (workers - load * (1 - blocked));
}
