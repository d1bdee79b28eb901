import type { PoolMpm } from '../mpm/convert.ts';
import { type Message, say } from '../text/message.ts';
import { boundsOf, outsideLimits, type Sizing } from './bounds.ts';
import { factorOf, highestFactor, keepAliveOf } from './connections.ts';
import { problemsOfDemand, wantedBy } from './demand.ts';
import { threadsWithin } from './descriptors.ts';
import { type Facts, problemsOf } from './facts.ts';
import { budgetOf, restartBeyondBudget, serverBytes } from './memory.ts';
import { measuredOnWindows, winntThreads } from './one-process.ts';
import type { Bound, Plan, PlannedMemory, Request, Tuning } from './plan.ts';
import { assumptionsOf, lackingOf, notesOf, questionsOf } from './remarks.ts';
import { settingsOf } from './settings.ts';
import { inBytes } from './units.ts';
import { type TunedMpm, type Workload, workloadNamed } from './workload.ts';

/** httpd's default ThreadsPerChild (mpm_default.h, DEFAULT_THREADS_PER_CHILD). */
const usualThreads = 25;

/** Fewer processes than these save next to nothing, and one that ends takes too much of the server with it. */
const leastProcesses: Readonly<Record<PoolMpm, number>> = { event: 4, worker: 4, prefork: 8 };

/**
 * From what is known of a machine, a workload and a demand to settings with their reasons. Pure; looks at nothing but the
 * request. Says what it lacks, what it assumes, and what keeps a demand from being met.
 */
export function tune(request: Request): Tuning {
  const { facts, demand } = request;
  const problems = [...problemsOf(facts), ...(demand ? problemsOfDemand(demand) : []), ...problemsOfRequest(request)];
  if (problems.length > 0) return { kind: 'refused', problems };
  const known = facts.memory !== undefined && facts.process !== undefined;
  if (!known && !demand) return { kind: 'questions', questions: lackingOf(request) };
  const { sizing, bounds } = spread(sizingOf(request));
  const [tightest] = bounds;
  if (tightest!.workers < 1) return { kind: 'impossible', bound: tightest! };
  const size = sizeOf(request, sizing, tightest!);
  return { kind: 'plan', plan: planOf(request, { ...sizing, threads: size.threads }, bounds, size) };
}

/** How large the pool is to be, and what decided it. */
interface Size {
  readonly processes: number;
  readonly threads: number;
  readonly binds: Plan['binds'];
}

function sizeOf({ threads: asked }: Request, { mpm, threads, wanted }: Sized, tightest: Bound): Size {
  if (mpm === 'winnt') {
    const needed = asked ?? wanted?.workers ?? Number.POSITIVE_INFINITY;
    const size = Math.min(asked ?? Math.max(needed, winntThreads.usual), tightest.workers);
    const decided = asked === undefined ? 'demand' : 'asked';
    return { processes: 1, threads: size, binds: boundBy(size, needed, decided, tightest) };
  }
  const needed = wanted ? Math.ceil(wanted.workers / threads) : Number.POSITIVE_INFINITY;
  const processes = Math.min(Math.max(needed, leastProcesses[mpm]), tightest.workers / threads);
  return { processes, threads, binds: boundBy(processes * threads, needed * threads, 'demand', tightest) };
}

function boundBy(workers: number, needed: number, decided: 'demand' | 'asked', tightest: Bound): Plan['binds'] {
  if (workers === needed) return decided;
  return workers === tightest.workers ? tightest.limit : 'least';
}

/** More threads than these in one of two processes are too many to lose at once. */
const manyThreads = 64;

/** The limits of a pool; with fewer threads in each process where they allow but two processes, or one. */
function spread(sizing: Sized): { sizing: Sized; bounds: readonly Bound[] } {
  const bounds = boundsOf(sizing);
  if (sizing.mpm === 'winnt' || sizing.threads <= manyThreads || bounds[0]!.workers / sizing.threads > 2)
    return { sizing, bounds };
  const threadsBecause = say('more would be too many to lose with one of the few processes that there can be');
  const fewer = { ...sizing, threads: manyThreads, threadsBecause };
  return { sizing: fewer, bounds: boundsOf(fewer) };
}

function problemsOfRequest({ threads, keepAlive }: Request): readonly Message[] {
  const problems: Message[] = [];
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= 20_000)) {
    problems.push(say('ThreadsPerChild {threads}: it must be 1 to 20000', { threads }));
  }
  if (keepAlive !== undefined && !(Number.isInteger(keepAlive) && keepAlive >= 1 && keepAlive <= 3600)) {
    problems.push(say('KeepAliveTimeout {keepAlive}: it must be 1 to 3600 whole seconds', { keepAlive }));
  }
  return problems;
}

interface Sized extends Sizing {
  readonly workload: Workload;
  /** KeepAliveTimeout in seconds. */
  readonly keepAlive: number;
  readonly threadsBecause: Message;
}

function sizingOf(request: Request): Sized {
  const { demand } = request;
  const workload: Workload = workloadNamed(request.workload);
  const mpm = request.mpm ?? workload.mpm;
  const facts = mpm === 'winnt' ? measuredOnWindows(request.facts) : request.facts;
  const keepAlive = request.keepAlive ?? (mpm === 'event' ? workload.keepAlive.free : workload.keepAlive.held);
  const { threads, because } = threadsOf(request, mpm, workload);
  const wanted = demand && wantedBy(demand, mpm, keepAlive, highestFactor(facts, threads, workload));
  return { mpm, threads, facts, demand, wanted, workload, keepAlive, threadsBecause: because };
}

function threadsOf({ threads: asked, facts }: Request, mpm: TunedMpm, { descriptorsPerRequest }: Workload) {
  if (mpm === 'winnt') return { threads: winntThreads.usual, because: say('the default of httpd') };
  if (mpm === 'prefork') return { threads: 1, because: say('prefork serves one connection in each process') };
  const most = threadsWithin(facts.descriptors, mpm, descriptorsPerRequest);
  const threads = asked ?? facts.processThreads ?? usualThreads;
  if (threads > most) {
    const values = { threads: most, descriptors: facts.descriptors! };
    return { threads: most, because: say('{descriptors} open files of a process do not allow more', values) };
  }
  if (asked !== undefined) return { threads, because: say('as asked') };
  if (facts.processThreads !== undefined) return { threads, because: say('as the process that was measured') };
  return { threads, because: say('the default of httpd') };
}

function planOf(request: Request, sizing: Sized, bounds: readonly Bound[], { processes, binds }: Size): Plan {
  const { mpm, threads, wanted, workload, facts } = sizing;
  const [tightest] = bounds;
  const workers = processes * threads;
  const factor = factorOf(sizing, workers);
  const settings = settingsOf({
    mpm,
    workload,
    processes,
    threads,
    because: { workers: workersBecause(sizing, tightest!, binds, processes), threads: sizing.threadsBecause },
    factor,
    keepAlive: keepAliveOf(request, mpm, sizing.keepAlive),
  });
  const short = wanted ? boundsBelow(wanted.workers, bounds, request, mpm) : [];
  const plan = {
    mpm,
    settings,
    workers,
    processes,
    threads,
    connections: mpm === 'event' ? (factor.value + 1) * workers : workers,
    wanted,
    binds,
    bounds,
    unmet: [...short, ...(factor.bound ? [factor.bound] : []), ...outsideLimits(sizing)],
    memory: memoryOf(mpm, processes, threads, settings, facts),
  } as const;
  return {
    ...plan,
    assumptions: assumptionsOf(request, plan),
    questions: questionsOf(request),
    notes: notesOf(request, plan),
  };
}

/** What allows fewer workers than the demand needs. */
function boundsBelow(
  workers: number,
  bounds: readonly Bound[],
  { threads: asked }: Request,
  mpm: TunedMpm,
): readonly Bound[] {
  const short = bounds.filter((bound) => bound.workers < workers);
  if (mpm !== 'winnt' || asked === undefined || asked >= workers) return short;
  const values = { threads: asked, workers };
  const arithmetic = say('{threads} threads were asked for, and the demand needs {workers}', values);
  return [{ limit: 'asked', workers: asked, arithmetic, lift: say('More threads') }, ...short];
}

function workersBecause(
  { mpm, wanted, threads }: Sized,
  tightest: Bound,
  binds: Plan['binds'],
  processes: number,
): readonly Message[] {
  const reasons: Message[] = [...(wanted?.arithmetic ?? [])];
  if (binds === 'asked') {
    reasons.push(say('as asked'));
  } else if (mpm === 'winnt' && binds === 'least') {
    reasons.push(say('at least {threads} threads, the default of WinNT', { threads }));
  } else if (binds === 'least') {
    reasons.push(
      threads === 1
        ? say('at least {processes} processes, so that a few slow requests do not stop the server', { processes })
        : say('at least {processes} processes of {threads} threads, so that one that ends takes little with it', {
            processes,
            threads,
          }),
    );
  } else if (binds !== 'demand') {
    reasons.push(tightest.arithmetic);
  } else if (wanted && wanted.workers < processes * threads) {
    const values = { workers: wanted.workers, processes, threads, rounded: processes * threads };
    reasons.push(say('{workers} workers in whole processes: {processes} × {threads} = {rounded}', values));
  }
  return reasons;
}

function memoryOf(
  mpm: TunedMpm,
  processes: number,
  threads: number,
  settings: Plan['settings'],
  facts: Facts,
): PlannedMemory | undefined {
  const budget = budgetOf(facts);
  const serverLimit = settings.find(({ name }) => name === 'ServerLimit')?.value ?? 1;
  const shape = { mpm, processes, threads, serverLimit, threadLimit: threads };
  const bytes = serverBytes(shape, facts);
  if (!budget || bytes === undefined) return undefined;
  const values = {
    processes,
    threads,
    bytes: inBytes(bytes),
    left: inBytes(budget.bytes - bytes),
    budget: inBytes(budget.bytes),
  };
  const arithmetic =
    mpm === 'winnt'
      ? say(
          'The process of {threads} threads and the scoreboard take up to {bytes} of {budget}; {left} stay free',
          values,
        )
      : say('{processes} processes and the scoreboard take up to {bytes} of {budget}; {left} stay free', values);
  return { budget, bytes, arithmetic, restart: restartBeyondBudget(shape, facts) };
}
