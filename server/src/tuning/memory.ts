import type { Mpm } from '../catalogue/fact.ts';
import { bytesOfScoreboard } from '../mpm/capacity.ts';
import { type Message, say } from '../text/message.ts';
import type { Facts } from './facts.ts';
import { inBytes } from './units.ts';
import type { TunedMpm } from './workload.ts';

/** The shape of a pool, as far as memory depends on it. */
export interface PoolShape {
  readonly mpm: TunedMpm;
  readonly processes: number;
  readonly threads: number;
  readonly serverLimit: number;
  readonly threadLimit: number;
}

/** What the server may use. */
export interface Budget {
  readonly bytes: number;
  readonly reserve: number;
  readonly arithmetic: Message;
  /** Whether nobody said how much is kept for the rest. */
  readonly assumed: boolean;
}

const mebi = 2 ** 20;

/** A fifth of the machine, and 256 MiB at the least, where nobody says what the rest of it needs. */
function usualReserve(memory: number): number {
  return Math.min(Math.max(memory / 5, 256 * mebi), memory / 2);
}

/** What is left of the memory for httpd; undefined where the memory is not known. */
export function budgetOf({ memory, reserve: known }: Facts): Budget | undefined {
  if (memory === undefined) return undefined;
  const reserve = known ?? Math.ceil(usualReserve(memory));
  const bytes = memory - reserve;
  const values = { memory: inBytes(memory), reserve: inBytes(reserve), budget: inBytes(bytes) };
  const arithmetic =
    known === undefined
      ? say('{memory} less {reserve} for system, page cache and the rest (assumed) = {budget} for httpd', values)
      : say('{memory} less {reserve} for everything else = {budget} for httpd', values);
  return { bytes, reserve, arithmetic, assumed: known === undefined };
}

/**
 * Bytes of a process with so many threads. What a thread adds is a fact or, for more threads than were measured, at most
 * their even share of the process; fewer threads are taken to need no less.
 */
export function processBytes(
  { process, processThreads: measured, thread }: Facts,
  threads: number,
): number | undefined {
  if (process === undefined) return undefined;
  const more = threads - (measured ?? threads);
  if (thread !== undefined) return process + more * thread;
  return more > 0 ? process + more * (process / measured!) : process;
}

/** Bytes of all processes and the scoreboard; undefined where the size of a process is not known. */
export function serverBytes(shape: PoolShape, facts: Facts): number | undefined {
  const each = processBytes(facts, shape.threads);
  return each === undefined
    ? undefined
    : shape.processes * each + bytesOfScoreboard(shape.serverLimit, shape.threadLimit);
}

/** Slots of the scoreboard for each process that runs: event needs others for those that still finish (`ServerLimit`). */
export function slotsPerProcess(mpm: Mpm): number {
  return mpm === 'event' ? 2 : 1;
}

/** How many processes of so many threads the budget holds, with a scoreboard that is as large as they need. */
export function processesWithin(bytes: number, mpm: TunedMpm, threads: number, facts: Facts): number | undefined {
  const each = processBytes(facts, threads);
  if (each === undefined) return undefined;
  const slots = slotsPerProcess(mpm);
  const slot = bytesOfScoreboard(slots, threads) - bytesOfScoreboard(0, threads);
  return Math.max(0, Math.floor((bytes - bytesOfScoreboard(0, threads)) / (each + slot)));
}
