import { type Message, say } from '../text/message.ts';
import { boundsOf, outsideLimits, type Sizing } from './bounds.ts';
import { factorOf, highestFactor, keepAliveOf } from './connections.ts';
import { problemsOfDemand, type Wanted, wantedBy } from './demand.ts';
import { threadsWithin } from './descriptors.ts';
import { type Facts, problemsOf } from './facts.ts';
import { budgetOf, serverBytes } from './memory.ts';
import type { Bound, Plan, PlannedMemory, Request, Tuning } from './plan.ts';
import { assumptionsOf, lackingOf, notesOf, questionsOf } from './remarks.ts';
import { settingsOf } from './settings.ts';
import { inBytes } from './units.ts';
import { type TunedMpm, type Workload, workloadNamed } from './workload.ts';

/** httpd's default ThreadsPerChild (mpm_default.h, DEFAULT_THREADS_PER_CHILD). */
const usualThreads = 25;

/** Fewer processes than these save next to nothing, and one that ends takes too much of the server with it. */
const leastProcesses: Readonly<Record<TunedMpm, number>> = { event: 4, worker: 4, prefork: 8 };

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
  return { kind: 'plan', plan: planOf(request, sizing, bounds) };
}

/** More threads than these in one of two processes are too many to lose at once. */
const manyThreads = 64;

/** The limits of a pool; with fewer threads in each process where they allow but two processes, or one. */
function spread(sizing: Sized): { sizing: Sized; bounds: readonly Bound[] } {
  const bounds = boundsOf(sizing);
  if (sizing.threads <= manyThreads || bounds[0]!.workers / sizing.threads > 2) return { sizing, bounds };
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
  const { facts, demand } = request;
  const workload: Workload = workloadNamed(request.workload);
  const mpm = request.mpm ?? workload.mpm;
  const keepAlive = request.keepAlive ?? (mpm === 'event' ? workload.keepAlive.free : workload.keepAlive.held);
  const { threads, because } = threadsOf(request, mpm, workload);
  const wanted = demand && wantedBy(demand, mpm, keepAlive, highestFactor(facts, threads, workload));
  return { mpm, threads, facts, demand, wanted, workload, keepAlive, threadsBecause: because };
}

function threadsOf({ threads: asked, facts }: Request, mpm: TunedMpm, { descriptorsPerRequest }: Workload) {
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

function planOf(request: Request, sizing: Sized, bounds: readonly Bound[]): Plan {
  const { mpm, threads, wanted, workload, facts } = sizing;
  const [tightest] = bounds;
  const needed = wanted ? Math.ceil(wanted.workers / threads) : Number.POSITIVE_INFINITY;
  const processes = Math.min(Math.max(needed, leastProcesses[mpm]), tightest!.workers / threads);
  const workers = processes * threads;
  const factor = factorOf(sizing, workers);
  const binds = processes === needed ? 'demand' : workers === tightest!.workers ? tightest!.limit : 'least';
  const settings = settingsOf({
    mpm,
    workload,
    processes,
    threads,
    because: { workers: workersBecause(wanted, tightest!, binds, processes, threads), threads: sizing.threadsBecause },
    factor,
    keepAlive: keepAliveOf(request, mpm, sizing.keepAlive),
  });
  const short = wanted ? bounds.filter((bound) => bound.workers < wanted.workers) : [];
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

function workersBecause(
  wanted: Wanted | undefined,
  tightest: Bound,
  binds: Plan['binds'],
  processes: number,
  threads: number,
): readonly Message[] {
  const reasons: Message[] = [...(wanted?.arithmetic ?? [])];
  if (binds === 'least') {
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
  const serverLimit = settings.find(({ name }) => name === 'ServerLimit')!.value;
  const bytes = serverBytes({ mpm, processes, threads, serverLimit, threadLimit: threads }, facts);
  if (!budget || bytes === undefined) return undefined;
  const values = {
    processes,
    bytes: inBytes(bytes),
    left: inBytes(budget.bytes - bytes),
    budget: inBytes(budget.bytes),
  };
  const arithmetic = say(
    '{processes} processes and the scoreboard take up to {bytes} of {budget}; {left} stay free',
    values,
  );
  return { budget, bytes, arithmetic };
}
