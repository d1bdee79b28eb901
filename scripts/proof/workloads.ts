import { inEnglish } from '../../server/src/text/message.ts';
import { linesOfPlan } from '../../server/src/tuning/block.ts';
import type { Demand } from '../../server/src/tuning/demand.ts';
import type { Facts } from '../../server/src/tuning/facts.ts';
import type { Plan, Request } from '../../server/src/tuning/plan.ts';
import { type PoolSample, poolOf, simulatePool } from '../../server/src/tuning/simulation.ts';
import { tune } from '../../server/src/tuning/tune.ts';
import type { TunedMpm } from '../../server/src/tuning/workload.ts';
import type { Trial } from './trial.ts';

/** A demand on one MPM, and settings that must not bear it. */
export interface ProvenWorkload {
  readonly mpm: TunedMpm;
  readonly threads: number;
  readonly demand: Demand;
  readonly detuned: readonly Detuned[];
}

/** Settings changed from the plan, and the code that httpd must log under the same load. */
export interface Detuned {
  readonly what: string;
  readonly lines: readonly string[];
  readonly code: string;
}

/** Small enough for a machine of two processors: the back end only waits. */
export const provenWorkloads: readonly ProvenWorkload[] = [
  {
    mpm: 'event',
    threads: 10,
    demand: { rate: 200, service: 0.25 },
    detuned: [
      { what: 'MaxRequestWorkers 40', lines: ['ServerLimit 8', 'MaxRequestWorkers 40'], code: 'AH00484' },
      { what: 'ServerLimit 4', lines: ['ServerLimit 4'], code: 'AH03490' },
    ],
  },
  {
    mpm: 'worker',
    threads: 10,
    demand: { rate: 160, service: 0.25 },
    detuned: [
      { what: 'MaxRequestWorkers 30', lines: ['ServerLimit 3', 'MaxRequestWorkers 30'], code: 'AH00286' },
      { what: 'ServerLimit 3', lines: ['ServerLimit 3'], code: 'AH00288' },
    ],
  },
  {
    mpm: 'prefork',
    threads: 1,
    demand: { rate: 80, service: 0.25 },
    detuned: [{ what: 'MaxRequestWorkers 15', lines: ['ServerLimit 15', 'MaxRequestWorkers 15'], code: 'AH00161' }],
  },
];

const mebi = 2 ** 20;

/** What is asked of the engine: a budget that holds the demand, and processes as they were measured. */
export function requestFor(
  { mpm, threads, demand }: ProvenWorkload,
  measured: Pick<Facts, 'process' | 'shared'>,
): Request {
  const facts = {
    memory: 1024 * mebi,
    reserve: 512 * mebi,
    ...measured,
    ...(mpm !== 'prefork' && { processThreads: threads }),
  };
  return { workload: 'proxy', mpm, facts, demand: { spread: 0, peak: 1, requestsPerConnection: 1, ...demand } };
}

export function planFor(
  workload: ProvenWorkload,
  measured: Pick<Facts, 'process' | 'shared'>,
): { readonly plan: Plan; readonly lines: readonly string[] } {
  const request = requestFor(workload, measured);
  const tuning = tune(request);
  if (tuning.kind !== 'plan') throw new Error(`no plan for ${workload.mpm}: ${JSON.stringify(tuning)}`);
  return { plan: tuning.plan, lines: linesOfPlan(tuning.plan, request, inEnglish) };
}

/** The pool as the simulation has it in the seconds of a trial; the look at the status is a request too. */
export function simulated({ mpm, settings }: Plan, { concurrency, seconds }: Trial): readonly PoolSample[] {
  const pool = poolOf(mpm, (name) => settings.find((setting) => setting.name === name)?.value);
  const load = (count: number, asked: number) => new Array<number>(count).fill(asked + 1);
  const all = [...load(seconds.before, 0), ...load(seconds.during, concurrency), ...load(seconds.after, 0)];
  return simulatePool(pool!, all).samples;
}
