import type { PoolSample } from '../../server/src/tuning/simulation.ts';
import type { Seen } from './trial.ts';

/** The processes of the real pool and of the simulated one, second by second. */
export interface Compared {
  readonly seconds: readonly { readonly real: number | undefined; readonly simulated: number }[];
  /** In processes, over the seconds in which both are known. */
  readonly difference: { readonly mean: number; readonly most: number };
}

/** Each second of the simulation beside the look that was nearest to it. */
export function compare(seen: readonly Seen[], simulated: readonly PoolSample[]): Compared {
  const seconds = simulated.map(({ second, processes }) => {
    const look = seen.find(({ at }) => Math.round(at / 1000) === second);
    return { real: look?.processes, simulated: processes };
  });
  const differences = seconds.flatMap(({ real, simulated }) => (real === undefined ? [] : Math.abs(real - simulated)));
  const mean = differences.reduce((sum, each) => sum + each, 0) / Math.max(1, differences.length);
  return { seconds, difference: { mean, most: Math.max(0, ...differences) } };
}
