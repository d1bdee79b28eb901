import { defaultOf } from '../catalogue/lookup.ts';
import { threadLimit, threadsPerChild } from '../catalogue/threads.ts';
import { type Message, say } from '../text/message.ts';
import type { Wanted } from './demand.ts';
import type { Facts } from './facts.ts';
import { budgetOf, processBytes, threadsOfOneWithin } from './memory.ts';
import type { Bound } from './plan.ts';
import { inBytes } from './units.ts';

/** Threads of the one child of WinNT: httpd's default, and the most that it is compiled for (mpm_default.h). */
export const winntThreads: { readonly usual: number; readonly most: number } = {
  usual: defaultOf(threadsPerChild, 'winnt')!,
  most: threadLimit.compiledLimits!.winnt!,
};

/** The facts, the process taken as one of the default number of threads where nobody says how many it had. */
export function measuredOnWindows(facts: Facts): Facts {
  return facts.process === undefined ? facts : { processThreads: winntThreads.usual, ...facts };
}

/** What allows the one process only so many threads. Windows has no limit of open files or tasks that would. */
export function boundsOfOneProcess(told: Facts, wanted: Wanted | undefined): readonly (Bound | undefined)[] {
  return [memoryBound(measuredOnWindows(told), wanted), compiledBound()];
}

function memoryBound(facts: Facts, wanted: Wanted | undefined): Bound | undefined {
  const budget = budgetOf(facts);
  const workers = budget && threadsOfOneWithin(budget.bytes, winntThreads.most, facts);
  if (!budget || workers === undefined) return undefined;
  const values = { budget: inBytes(budget.bytes), each: inBytes(processBytes(facts, Math.max(1, workers))!), workers };
  const arithmetic =
    workers === 0
      ? say('{budget} do not hold the one process, which takes {each}', values)
      : say('{budget} hold one process of {workers} threads, which takes {each}', values);
  return { limit: 'memory', workers, arithmetic, lift: moreMemory(facts, wanted, workers, budget.reserve) };
}

function moreMemory(facts: Facts, wanted: Wanted | undefined, workers: number, reserve: number): Message {
  if (!wanted || wanted.workers <= workers || wanted.workers > winntThreads.most) {
    return say('More memory, a smaller reserve or threads that take less would allow more');
  }
  return say('{workers} threads want a machine of {memory}', {
    workers: wanted.workers,
    memory: inBytes(Math.ceil(processBytes(facts, wanted.workers)! * 1.01 + reserve)),
  });
}

function compiledBound(): Bound {
  const { most } = winntThreads;
  return {
    limit: 'ThreadLimit',
    workers: most,
    arithmetic: say('WinNT is compiled for a ThreadLimit of at most {most}', { most }),
    lift: say('A second server beside this one, or a balancer before several, would allow more'),
  };
}
