import type { MpmModel } from '../mpm/model.ts';
import type { Occurrence, Resolution } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { measuredNow } from '../tuning/measured-now.ts';
import {
  type Budget,
  budgetOf,
  type PoolShape,
  processBytes,
  restartArithmetic,
  serverBytes,
  slotsPerProcess,
  threadsOfOneWithin,
} from '../tuning/memory.ts';
import { winntThreads } from '../tuning/one-process.ts';
import { inBytes } from '../tuning/units.ts';
import { factsIn, type Known, toldElsewhere } from '../tuning/written-facts.ts';
import { wholeDirective } from './edits.ts';
import type { Related } from './rule.ts';
import { fittingPool } from './workers-served.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** The memory of the server as its files tell it, in settings and in comments with facts. */
export interface MemoryKnown extends Known {
  readonly shape: PoolShape;
  readonly workers: number;
  readonly budget: Budget;
  /** Bytes of one process under load. */
  readonly each: number;
  /** Bytes of all processes that there may be, and of the scoreboard. */
  readonly bytes: number;
  /** The line that decides, if one is written. */
  readonly near: Occurrence | undefined;
  readonly at: Place;
  /** Other lines that decide, and the comment with the facts. */
  readonly related: readonly Related[];
  readonly arithmetic: readonly Message[];
}

/** Undefined where comments tell too few facts, or where httpd changes a value: of that another rule tells. */
export function memoryKnown(resolution: Resolution, model: MpmModel): MemoryKnown | undefined {
  const shape = shapeOf(model);
  if (!shape) return undefined;
  const [main] = resolution.files.values();
  const written = [...model.settings.values()].flatMap(({ by }) => by?.document ?? []);
  const told = factsIn(new Set([...(main ? [main] : []), ...written]), resolution.target.facts);
  const { facts, demand, unread, at: comment } = told;
  const budget = budgetOf(facts);
  const each = processBytes(facts, shape.threads);
  const bytes = serverBytes(shape, facts);
  if (unread.length > 0 || !budget || each === undefined || bytes === undefined) return undefined;
  const restart = restartArithmetic(shape, facts);
  const near = lineOf(model, 'MaxRequestWorkers', 'ThreadsPerChild', 'ServerLimit');
  const at = near ? wholeDirective(near) : comment;
  // Of a file that neither tells facts nor sets the pool there is nothing to show it at.
  if (!at) return undefined;
  const values = {
    processes: shape.processes,
    threads: shape.threads,
    each: inBytes(each),
    shared: inBytes(facts.shared ?? 0),
    scoreboard: inBytes(bytes - shape.processes * each - (facts.shared ?? 0)),
    bytes: inBytes(bytes),
  };
  return {
    facts,
    ...(demand && { demand }),
    shape,
    workers: shape.processes * shape.threads,
    budget,
    each,
    bytes,
    near,
    at,
    related: [
      ...(near ? otherLines(model, near, 'MaxRequestWorkers', 'ThreadsPerChild', 'ServerLimit') : []),
      ...(near && comment ? [{ at: comment, message: say('The facts are told here') }] : []),
    ],
    arithmetic: [
      shape.mpm === 'winnt'
        ? say('{each} for the process of {threads} threads + {scoreboard} for the scoreboard = {bytes}', values)
        : facts.shared
          ? say(
              '{processes} processes × {each} + {shared} that they share + {scoreboard} for the scoreboard = {bytes}',
              values,
            )
          : say('{processes} processes × {each} + {scoreboard} for the scoreboard = {bytes}', values),
      budget.arithmetic,
      ...(restart ? [restart] : []),
      ...toldElsewhere(told),
    ],
  };
}

function shapeOf(model: MpmModel): PoolShape | undefined {
  const { mpm } = model;
  if (mpm === 'prefork') {
    const values = unchanged(model, 'MaxRequestWorkers', 'ServerLimit');
    if (!values) return undefined;
    return { mpm, processes: values.MaxRequestWorkers, threads: 1, serverLimit: values.ServerLimit, threadLimit: 1 };
  }
  if (mpm === 'winnt') {
    const values = unchanged(model, 'ThreadsPerChild', 'ThreadLimit');
    if (!values) return undefined;
    return { mpm, processes: 1, threads: values.ThreadsPerChild, serverLimit: 1, threadLimit: values.ThreadLimit };
  }
  if (mpm !== 'event' && mpm !== 'worker') return undefined;
  const values = unchanged(model, 'MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild', 'ThreadLimit');
  if (!values) return undefined;
  const { MaxRequestWorkers, ServerLimit: serverLimit, ThreadsPerChild: threads, ThreadLimit: threadLimit } = values;
  return { mpm, processes: MaxRequestWorkers / threads, threads, serverLimit, threadLimit };
}

/** Whether another number of threads can be judged: under WinNT only where it is told how many the process had. */
export function isComparable({ shape, facts }: MemoryKnown): boolean {
  return shape.mpm !== 'winnt' || facts.processThreads !== undefined;
}

/** The most workers that the budget holds, with as many threads in each process as now; 0 where it holds no process. */
export function fittingWorkers({ shape, facts, budget, bytes, each }: MemoryKnown): number {
  if (shape.mpm === 'winnt') {
    const measured = measuredNow(facts, shape);
    let threads = threadsOfOneWithin(budget.bytes, winntThreads.most, measured)!;
    const threadLimit = () => Math.max(shape.threadLimit, threads);
    while (threads > 0 && serverBytes({ ...shape, threads, threadLimit: threadLimit() }, measured)! > budget.bytes) {
      threads--;
    }
    return threads;
  }
  const scoreboard = bytes - shape.processes * each;
  return Math.max(0, Math.floor((budget.bytes - scoreboard) / each)) * shape.threads;
}

/** The settings that give the pool so many workers: MaxRequestWorkers, and of the others those that no longer fit. */
export function resized(model: MpmModel, { shape }: MemoryKnown, workers: number): Readonly<Record<string, number>> {
  const { mpm, threads, serverLimit, threadLimit } = shape;
  if (mpm === 'winnt') return { ...(threadLimit < workers && { ThreadLimit: workers }), ThreadsPerChild: workers };
  const processes = workers / threads;
  return {
    ...(serverLimit < processes * slotsPerProcess(mpm) && { ServerLimit: processes * slotsPerProcess(mpm) }),
    ...fittingPool(model, processes, threads),
    MaxRequestWorkers: workers,
  };
}
