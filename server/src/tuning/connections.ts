import { type Message, say } from '../text/message.ts';
import type { Sizing } from './bounds.ts';
import { descriptorsBound, factorWithin } from './descriptors.ts';
import type { Facts } from './facts.ts';
import type { Bound, Request } from './plan.ts';
import { figure } from './units.ts';
import type { TunedMpm, Workload } from './workload.ts';

/** AsyncRequestWorkerFactor: httpd's own, and the most that is proposed; beyond it more workers are. */
export const usualFactor = 2;
const mostFactor = 16;

/** The highest AsyncRequestWorkerFactor that is proposed, and that the open files of a process allow. */
export function highestFactor({ descriptors }: Facts, threads: number, { descriptorsPerRequest }: Workload): number {
  return Math.min(mostFactor, factorWithin(descriptors, threads, descriptorsPerRequest));
}

/** How many connections beyond its threads a process takes for each idle worker. */
export interface Factor {
  readonly value: number;
  readonly because: Message;
  /** Where open files do not allow the connections that are wanted. */
  readonly bound: Bound | undefined;
}

/** httpd's own, unless the connections that only wait want more. */
export function factorOf(sizing: Sizing & { readonly workload: Workload }, workers: number): Factor {
  const { mpm, wanted, facts, threads, workload } = sizing;
  const idle = wanted ? workers - wanted.load : 0;
  const connections = wanted?.connections ?? 0;
  // event.c, connections_above_limit: a worker that is busy stands for its own connection alone.
  const needed = idle > 0 ? Math.max(usualFactor, Math.ceil((connections - workers) / idle)) : usualFactor;
  const most = highestFactor(facts, threads, workload);
  if (needed > most) return lowered(sizing, workers, most, needed);
  const because =
    needed > usualFactor
      ? say('{workers} + {idle} idle × {factor}: room for {connections} connections, a quarter above their mean', {
          workers,
          idle: figure(idle),
          factor: needed,
          connections,
        })
      : say('the default of httpd, for up to 3 × {workers} connections while all workers are idle', { workers });
  return { value: mpm === 'event' ? needed : usualFactor, because, bound: undefined };
}

function lowered(
  { mpm, facts: { descriptors }, threads, workload }: Sizing & { readonly workload: Workload },
  workers: number,
  value: number,
  needed: number,
): Factor {
  if (descriptors === undefined || value === mostFactor) {
    return { value, because: say('more connections for each idle worker are not proposed'), bound: undefined };
  }
  const because = say('{descriptors} open files of a process do not allow the connections of a higher one', {
    descriptors,
  });
  if (mpm !== 'event' || needed <= usualFactor) return { value, because, bound: undefined };
  const factors = { wanted: mostFactor, possible: value };
  return {
    value,
    because,
    bound: descriptorsBound(descriptors, workers, threads, workload.descriptorsPerRequest, factors),
  };
}

/** The KeepAliveTimeout that the numbers count on; undefined where nothing depends on it. */
export function keepAliveOf({ demand, keepAlive: asked }: Request, mpm: TunedMpm, seconds: number) {
  if (asked === undefined && !((demand?.requestsPerConnection ?? 1) > 1)) return undefined;
  const because =
    mpm === 'event'
      ? say('an idle connection holds no worker under event')
      : say('the numbers above count on it: an idle connection holds a worker so long');
  return { seconds, because };
}
