import type { PoolMpm } from '../mpm/convert.ts';
import { type Message, say } from '../text/message.ts';
import type { Demand, Wanted } from './demand.ts';
import type { Facts } from './facts.ts';
import { budgetOf, processBytes, processesWithin, slotsPerProcess } from './memory.ts';
import { boundsOfOneProcess } from './one-process.ts';
import type { Bound } from './plan.ts';
import { usualTarget, workersFor } from './queueing.ts';
import { figure, inBytes } from './units.ts';
import type { TunedMpm } from './workload.ts';

/** The pool that is being sized. */
export interface Sizing {
  readonly mpm: TunedMpm;
  readonly threads: number;
  readonly facts: Facts;
  readonly demand: Demand | undefined;
  readonly wanted: Wanted | undefined;
}

/** The most that ServerLimit can be under a threaded MPM (event.c and worker.c, MAX_SERVER_LIMIT). */
const compiledServerLimit = 20_000;

/** prefork could have 200000 (MAX_SERVER_LIMIT); from a thousand processes on another MPM is the answer. */
const mostPreforkProcesses = 999;

/** Tasks of a process beside its workers: under event and worker the main thread, the listener and, at the start, a starter. */
const tasksBesideWorkers: Readonly<Record<PoolMpm, number>> = { event: 3, worker: 3, prefork: 1 };

/** The parent, a logger or two, and whoever runs scripts of the service. */
const tasksOfTheRest = 16;

/** What allows only so many workers, the tightest first. */
export function boundsOf(sizing: Sizing): readonly Bound[] {
  const { mpm, facts, wanted } = sizing;
  const bounds =
    mpm === 'winnt'
      ? boundsOfOneProcess(facts, wanted)
      : [memoryBound(sizing), processesBound(sizing), pidsBound({ ...sizing, mpm })];
  return bounds.filter((bound) => bound !== undefined).sort((a, b) => a.workers - b.workers);
}

function memoryBound({ mpm, threads, facts, wanted }: Sizing): Bound | undefined {
  const budget = budgetOf(facts);
  const each = processBytes(facts, threads);
  if (!budget || each === undefined) return undefined;
  const processes = processesWithin(budget.bytes, mpm, threads, facts)!;
  const workers = processes * threads;
  const values = {
    budget: inBytes(budget.bytes - (facts.shared ?? 0)),
    each: inBytes(each),
    processes,
    threads,
    workers,
  };
  const arithmetic =
    mpm === 'prefork'
      ? say('{budget} ÷ {each} for a process = {workers} processes, a worker each', values)
      : say('{budget} ÷ {each} for a process of {threads} threads = {processes} processes = {workers} workers', values);
  const { shared = 0 } = facts;
  return {
    limit: 'memory',
    workers,
    arithmetic:
      shared > 0
        ? say('{shared} that the processes share, and {arithmetic}', { shared: inBytes(shared), arithmetic })
        : arithmetic,
    lift: moreMemory(wanted, workers, threads, each, budget.reserve + shared),
  };
}

function moreMemory(
  wanted: Wanted | undefined,
  workers: number,
  threads: number,
  each: number,
  reserve: number,
): Message {
  if (!wanted || wanted.workers <= workers)
    return say('More memory, a smaller reserve or smaller processes would allow more');
  const processes = Math.ceil(wanted.workers / threads);
  return say(
    '{workers} workers are {processes} processes: they want a machine of {memory}, or processes of {smaller}',
    {
      workers: wanted.workers,
      processes,
      memory: inBytes(Math.ceil(processes * each * 1.01 + reserve)),
      smaller: inBytes((Math.floor(workers / threads) * each) / processes),
    },
  );
}

function processesBound({ mpm, threads }: Sizing): Bound {
  if (mpm === 'prefork') {
    return {
      limit: 'processes',
      workers: mostPreforkProcesses,
      arithmetic: say('no more than {most} processes are proposed under prefork', { most: mostPreforkProcesses }),
      lift: say('event or worker serve as many requests in a few processes'),
    };
  }
  const processes = Math.floor(compiledServerLimit / slotsPerProcess(mpm));
  const workers = processes * threads;
  const values = { most: compiledServerLimit, processes, threads, workers };
  const arithmetic =
    mpm === 'event'
      ? say(
          'event is compiled for a ServerLimit of at most {most}, half of it for processes that still finish: {processes} × {threads} = {workers}',
          values,
        )
      : say('worker is compiled for a ServerLimit of at most {most}: {processes} × {threads} = {workers}', values);
  return { limit: 'ServerLimit', workers, arithmetic, lift: say('A higher ThreadsPerChild would allow more') };
}

function pidsBound({ mpm, threads, facts: { pids }, wanted }: Sizing & { readonly mpm: PoolMpm }): Bound | undefined {
  if (pids === undefined) return undefined;
  const each = (mpm === 'prefork' ? 0 : threads) + tasksBesideWorkers[mpm];
  const processes = Math.max(0, Math.floor((pids - tasksOfTheRest) / each));
  const values = { pids, rest: tasksOfTheRest, each, processes, workers: processes * threads };
  const need = wanted ? Math.ceil(wanted.workers / threads) * each + tasksOfTheRest : 0;
  return {
    limit: 'pids',
    workers: processes * threads,
    arithmetic: say(
      '{pids} tasks less {rest} for the rest, ÷ {each} for a process = {processes} processes = {workers} workers',
      values,
    ),
    lift:
      need > pids
        ? say('TasksMax={need} in the unit of systemd, or pids.max of the container', { need })
        : say('A higher TasksMax in the unit of systemd, or pids.max of the container, would allow more'),
  };
}

/** What keeps the demand from being met whatever the number of workers. */
export function outsideLimits({ facts, demand, wanted }: Sizing): readonly Bound[] {
  if (!demand || !wanted) return [];
  return [processors(facts, demand), backEnd(facts, demand, wanted)].filter((bound) => bound !== undefined);
}

function processors({ cores }: Facts, { rate, peak = 1, cpu }: Demand): Bound | undefined {
  if (cores === undefined || cpu === undefined) return undefined;
  const busy = rate * peak * cpu;
  const useful = cores * usualTarget.utilisation;
  if (busy <= useful) return undefined;
  const values = {
    rate: figure(rate * peak),
    cpu: figure(cpu),
    busy: figure(busy),
    cores,
    part: usualTarget.utilisation * 100,
  };
  return {
    limit: 'processors',
    workers: Number.POSITIVE_INFINITY,
    arithmetic: say('{rate} requests/s × {cpu} s = {busy} processors busy, above {part} % of {cores}', values),
    lift: say('{need} processors, or requests of {less} s; no number of workers helps', {
      need: Math.ceil(busy / usualTarget.utilisation),
      less: figure(useful / (rate * peak)),
    }),
  };
}

function backEnd({ backend }: Facts, { spread = 1 }: Demand, { serving }: Wanted): Bound | undefined {
  if (backend === undefined) return undefined;
  const need = workersFor(serving, spread);
  if (need <= backend) return undefined;
  return {
    limit: 'backend',
    workers: backend,
    arithmetic: say('{serving} requests are at the back end at once, which takes {backend} and needs {need}', {
      serving: figure(serving),
      backend,
      need,
    }),
    lift: say(
      'Let the back end take {need} at once (pm.max_children and its like); more workers of httpd would only wait there',
      { need },
    ),
  };
}
