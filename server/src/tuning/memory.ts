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

/** Bytes of all processes, what they share, and the scoreboard; undefined where the size of a process is not known. */
export function serverBytes(shape: PoolShape, facts: Facts): number | undefined {
  const each = processBytes(facts, shape.threads);
  return each === undefined
    ? undefined
    : shape.processes * each + (facts.shared ?? 0) + bytesOfScoreboard(shape.serverLimit, shape.threadLimit);
}

/** Slots of the scoreboard for each process that runs: event needs others for those that still finish (`ServerLimit`). */
export function slotsPerProcess(mpm: Mpm): number {
  return mpm === 'event' ? 2 : 1;
}

/**
 * Bytes while the processes of before a graceful restart finish their requests beside the new ones. Under event they keep
 * their slots of the scoreboard; under worker a new process takes over the slots of threads that have ended; under WinNT
 * there are two children then; under prefork a process that finishes is one of those that there may be.
 */
function bytesWhileRestarting(shape: PoolShape, facts: Facts): number | undefined {
  const bytes = serverBytes(shape, facts);
  const each = processBytes(facts, shape.threads);
  if (bytes === undefined || each === undefined) return undefined;
  const { mpm, processes, serverLimit } = shape;
  if (mpm === 'prefork') return bytes;
  return bytes + each * (mpm === 'event' ? Math.min(processes, serverLimit - processes) : processes);
}

/** What a graceful restart may take for a while; undefined where it takes no more, or where the size of a process is not known. */
export function restartArithmetic(shape: PoolShape, facts: Facts): Message | undefined {
  const bytes = serverBytes(shape, facts);
  const most = bytesWhileRestarting(shape, facts);
  if (bytes === undefined || most === undefined || most === bytes) return undefined;
  const values = { more: inBytes(most - bytes), most: inBytes(most) };
  return say(
    'After a graceful restart old processes stay beside the new ones until their last request is done: for that time up to {more} more, {most} in all',
    values,
  );
}

/** The same, only where it goes beyond the budget. */
export function restartBeyondBudget(shape: PoolShape, facts: Facts): Message | undefined {
  const budget = budgetOf(facts);
  const most = bytesWhileRestarting(shape, facts);
  return budget && most !== undefined && most > budget.bytes ? restartArithmetic(shape, facts) : undefined;
}

/** How many processes of so many threads the budget holds, with a scoreboard that is as large as they need. */
export function processesWithin(bytes: number, mpm: TunedMpm, threads: number, facts: Facts): number | undefined {
  const each = processBytes(facts, threads);
  if (each === undefined) return undefined;
  const slots = slotsPerProcess(mpm);
  const slot = bytesOfScoreboard(slots, threads) - bytesOfScoreboard(0, threads);
  return Math.max(0, Math.floor((bytes - (facts.shared ?? 0) - bytesOfScoreboard(0, threads)) / (each + slot)));
}

/** The most threads of the one process of WinNT that the budget holds, up to `most`; 0 where it holds no process. */
export function threadsOfOneWithin(bytes: number, most: number, facts: Facts): number | undefined {
  if (facts.process === undefined) return undefined;
  const shape = { mpm: 'winnt', processes: 1, serverLimit: 1 } as const;
  const fits = (threads: number) => serverBytes({ ...shape, threads, threadLimit: threads }, facts)! <= bytes;
  let [least, above] = [0, most + 1];
  while (above - least > 1) {
    const middle = Math.trunc((least + above) / 2);
    if (fits(middle)) least = middle;
    else above = middle;
  }
  return least;
}
