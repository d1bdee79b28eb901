import { poolSizeSettings } from '../catalogue/pool-settings.ts';
import { type Message, say } from '../text/message.ts';
import { boundsOf } from './bounds.ts';
import type { Facts } from './facts.ts';
import { measuredNow } from './measured-now.ts';
import { type PoolShape, restartBeyondBudget, serverBytes, slotsPerProcess } from './memory.ts';
import { winntThreads } from './one-process.ts';
import type { Plan } from './plan.ts';
import { settingsOf } from './settings.ts';
import { tune } from './tune.ts';
import { inBytes } from './units.ts';
import { type TunedMpm, type WorkloadName, workloadNamed } from './workload.ts';
import type { Known } from './written-facts.ts';

/** What a person wants of the settings that a file has. */
export type Goal =
  /** What facts and demand come to. */
  | { readonly kind: 'facts'; readonly workload?: WorkloadName }
  /** So many requests at the same moment, in processes of as many threads as there are now. */
  | { readonly kind: 'serve'; readonly workers: number }
  /** As many workers as now, in so few processes that they take half the memory. */
  | { readonly kind: 'half memory' }
  /** A pool that was chosen. */
  | { readonly kind: 'pool'; readonly processes: number; readonly threads: number };

/** The pool that a file gives now. */
export interface CurrentPool {
  readonly mpm: TunedMpm;
  readonly processes: number;
  readonly threads: number;
}

/** Settings to be written, and what to know about them. */
export interface Proposed {
  readonly kind: 'proposed';
  readonly plan: Pick<Plan, 'mpm' | 'settings'>;
  readonly notes: readonly Message[];
}

export type Proposal =
  | Proposed
  /** It cannot be, and why. */
  | { readonly kind: 'refused'; readonly problems: readonly Message[] }
  /** What must be known before. */
  | { readonly kind: 'questions'; readonly questions: readonly Message[] };

/** The settings of the MPM that reach a goal. Nothing is proposed that the facts do not allow, but for a pool that was chosen. */
export function propose(goal: Goal, now: CurrentPool, told: Known): Proposal {
  const known = { ...told, facts: measuredNow(told.facts, now) };
  switch (goal.kind) {
    case 'facts':
      return fromFacts(goal.workload ?? (now.mpm === 'prefork' ? 'mod_php' : 'custom'), now, told);
    case 'serve':
      return serving(goal.workers, now, known);
    case 'half memory':
      return halved(now, known);
    default:
      return chosen(goal, now.mpm, known);
  }
}

function fromFacts(workload: WorkloadName, { mpm }: CurrentPool, known: Known): Proposal {
  const tuning = tune({ workload, mpm, ...known });
  switch (tuning.kind) {
    case 'plan': {
      const { plan } = tuning;
      const unmet = plan.unmet.flatMap(({ arithmetic, lift }) => [arithmetic, lift]);
      return { kind: 'proposed', plan, notes: [...plan.notes, ...unmet, ...plan.assumptions] };
    }
    case 'impossible':
      return { kind: 'refused', problems: [tuning.bound.arithmetic, tuning.bound.lift] };
    default:
      return tuning;
  }
}

function serving(workers: number, { mpm, threads }: CurrentPool, { facts }: Known): Proposal {
  if (!(Number.isInteger(workers) && workers >= 1)) {
    return { kind: 'refused', problems: [say('{workers} is no number of requests: write 1 or more', { workers })] };
  }
  const tooTight = boundsOf({ mpm, threads, facts, demand: undefined, wanted: undefined }).filter(
    (bound) => bound.workers < workers,
  );
  if (tooTight.length > 0) {
    const problems = tooTight.flatMap(({ arithmetic, lift }) => [arithmetic, lift]);
    return { kind: 'refused', problems: [say('{workers} at once is more than can be', { workers }), ...problems] };
  }
  if (mpm === 'winnt') {
    const because = say('{workers} at once, as asked', { workers });
    return proposed(mpm, 1, workers, { workers: because, threads: because }, facts, []);
  }
  const processes = Math.ceil(workers / threads);
  const because =
    processes * threads === workers
      ? say('{workers} at once, as asked', { workers })
      : say('{workers} at once, as asked, in whole processes: {processes} × {threads}', {
          workers,
          processes,
          threads,
        });
  return proposed(mpm, processes, threads, { workers: because, threads: say('as before') }, facts, []);
}

/** More threads than these in a process are not proposed: all of them end with it. */
const mostThreads = 256;

function halved({ mpm, processes, threads }: CurrentPool, { facts }: Known): Proposal {
  const refused = (...problems: readonly Message[]): Proposal => ({ kind: 'refused', problems });
  if (mpm === 'winnt') return refused(say('WinNT has one process for all threads: fewer of them take less'));
  if (mpm === 'prefork') {
    return refused(say('Under prefork each worker is a process: event or worker serve as many in a few'));
  }
  const now = serverBytes(shapeOf(mpm, processes, threads), facts);
  if (now === undefined) {
    return { kind: 'questions', questions: [say('How much memory does one child process take under load (process)?')] };
  }
  const workers = processes * threads;
  for (let more = threads + 1; more <= mostThreads; more++) {
    const fewer = Math.ceil(workers / more);
    if (fewer < 2) break;
    const bytes = serverBytes(shapeOf(mpm, fewer, more), facts)!;
    if (bytes > now / 2) continue;
    const values = { fewer, more, bytes: inBytes(bytes), now: inBytes(now) };
    const notes = [
      say('{fewer} processes of {more} threads take {bytes} instead of {now}', values),
      say('A process that ends takes {more} threads with it', values),
    ];
    return proposed(mpm, fewer, more, { workers: say('as many workers as before'), threads: notes[0]! }, facts, notes);
  }
  if (facts.thread === undefined) {
    return {
      kind: 'questions',
      questions: [say('How much memory does one more thread add to a process (thread)? Without it nothing is saved')],
    };
  }
  return refused(
    say('No two processes of up to {most} threads serve as many in half the memory', { most: mostThreads }),
  );
}

function shapeOf(mpm: TunedMpm, processes: number, threads: number): PoolShape {
  return { mpm, processes, threads, serverLimit: processes * slotsPerProcess(mpm), threadLimit: threads };
}

function chosen(
  { processes, threads }: { processes: number; threads: number },
  mpm: TunedMpm,
  { facts }: Known,
): Proposal {
  const whole = [processes, threads].every((number) => Number.isInteger(number) && number >= 1);
  const most = largestPool(mpm);
  if (!whole || processes > most.processes || threads > most.threads) {
    return {
      kind: 'refused',
      problems: [
        say('{processes} processes of {threads} threads: there can be 1 to {most} of 1 to {mostThreads}', {
          processes,
          threads,
          most: most.processes,
          mostThreads: most.threads,
        }),
      ],
    };
  }
  const over = boundsOf({ mpm, threads, facts, demand: undefined, wanted: undefined })
    .filter(({ workers }) => workers < processes * threads)
    .flatMap(({ arithmetic, lift }) => [arithmetic, lift]);
  return proposed(mpm, processes, threads, { workers: say('as chosen'), threads: say('as chosen') }, facts, over);
}

/** The largest pool that can be written so that httpd changes nothing (event.c, worker.c and prefork.c: MAX_SERVER_LIMIT, MAX_THREAD_LIMIT; winnt: one process). */
export function largestPool(mpm: TunedMpm): { readonly processes: number; readonly threads: number } {
  if (mpm === 'winnt') return { processes: 1, threads: winntThreads.most };
  return mpm === 'prefork'
    ? { processes: 200_000, threads: 1 }
    : { processes: 20_000 / slotsPerProcess(mpm), threads: 20_000 };
}

/** What makes the pool; other settings of the MPM stay as they are. */
const ofPool = new Set(poolSizeSettings);

function proposed(
  mpm: TunedMpm,
  processes: number,
  threads: number,
  because: { readonly workers: Message; readonly threads: Message },
  facts: Facts,
  notes: readonly Message[],
): Proposed {
  const all = settingsOf({
    mpm,
    workload: workloadNamed('custom'),
    processes,
    threads,
    because: { workers: [because.workers], threads: because.threads },
    factor: { value: 2, because: say('as before') },
    keepAlive: undefined,
  });
  const settings = all.filter(({ name }) => ofPool.has(name));
  const restart = restartBeyondBudget(shapeOf(mpm, processes, threads), facts);
  return { kind: 'proposed', plan: { mpm, settings }, notes: [...notes, ...(restart ? [restart] : [])] };
}
