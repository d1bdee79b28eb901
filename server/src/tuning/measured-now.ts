import type { Facts } from './facts.ts';

/** The facts, a process taken as one with the threads of now where nobody says with how many it was measured. */
export function measuredNow(facts: Facts, { threads }: { readonly threads: number }): Facts {
  return facts.process === undefined ? facts : { processThreads: threads, ...facts };
}
