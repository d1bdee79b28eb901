import { say } from '../text/message.ts';
import type { Bound } from './plan.ts';
import type { TunedMpm } from './workload.ts';

/** Logs, listeners, pipes, shared libraries' sockets: open in a child before the first client comes. */
const openInAnyProcess = 50;

/** The most threads whose connections, at the least that the MPM takes of them, and requests fit the open files. */
export function threadsWithin(descriptors: number | undefined, mpm: TunedMpm, perRequest: number): number {
  if (descriptors === undefined) return Number.POSITIVE_INFINITY;
  // event takes at least one connection more for each idle worker (event.c, connections_above_limit).
  const perThread = perRequest + (mpm === 'event' ? 2 : 1);
  return Math.max(1, Math.floor((descriptors - openInAnyProcess) / perThread));
}

/** The highest AsyncRequestWorkerFactor whose connections fit the open files of a process; at least 1, as httpd has it. */
export function factorWithin(descriptors: number | undefined, threads: number, perRequest: number): number {
  if (descriptors === undefined) return Number.POSITIVE_INFINITY;
  const connections = descriptors - openInAnyProcess - threads * perRequest;
  return Math.max(1, Math.floor(connections / threads) - 1);
}

/** That a process may not open as many files as the connections that are wanted of it. */
export function descriptorsBound(
  descriptors: number,
  workers: number,
  threads: number,
  perRequest: number,
  factors: { readonly wanted: number; readonly possible: number },
): Bound {
  const need = openInAnyProcess + threads * (1 + factors.wanted + perRequest);
  const values = { descriptors, threads, connections: threads * (1 + factors.possible), need };
  return {
    limit: 'descriptors',
    workers,
    arithmetic: say('{descriptors} open files allow a process of {threads} threads {connections} connections', values),
    lift: say('LimitNOFILE={need} in the unit of systemd (limits.conf does not count for services)', values),
  };
}
