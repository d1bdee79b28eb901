import { type Message, say } from '../text/message.ts';
import { meanInside, serviceOf, usualTarget, workersFor } from './queueing.ts';
import { figure } from './units.ts';
import type { TunedMpm } from './workload.ts';

/** What clients want of the server. Times in seconds. */
export interface Demand {
  /** Requests per second. */
  readonly rate: number;
  /** How long a request keeps a worker busy, on average. */
  readonly service: number;
  /** Coefficient of variation of the service time: 0 all alike, 1 as random times are, more where a few take very long. */
  readonly spread?: number;
  /** How much the peak is above `rate`. */
  readonly peak?: number;
  /** Requests that a client sends on one connection; 1 where it sends no more. */
  readonly requestsPerConnection?: number;
  /** Seconds between two requests on a connection. */
  readonly gap?: number;
  /** Processor time of a request, in httpd and in what runs inside of it. */
  readonly cpu?: number;
}

/** What a demand comes to under an MPM. */
export interface Wanted {
  /** Workers busy at once, on average at the peak; with those that only hold a connection, where the MPM does that. */
  readonly load: number;
  /** Of them, those that serve a request. */
  readonly serving: number;
  /** Connections open at once at the peak, a quarter above their mean number. */
  readonly connections: number;
  /** The fewest workers that serve the requests as the target wants and hold the connections. */
  readonly workers: number;
  readonly arithmetic: readonly Message[];
}

export type DemandName = keyof Demand;

/** A value and what it must be. */
interface Limits {
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

/** How one number of a demand is written and what of it can be true. */
export interface DemandKind {
  readonly name: DemandName;
  /** As it is written: times in milliseconds, where they are kept in seconds. */
  readonly written: string;
  readonly what: Message;
  readonly scale: 1 | 1000;
  readonly least: number;
  readonly most: number;
  readonly problem: (values: Limits) => Message;
}

const day = 86_400;

/** Every number; the order is that in which they are written down. */
export const demandKinds: readonly DemandKind[] = [
  kind('rate', 'rps', say('requests per second'), 1, 0.001, 1e7, (values) =>
    say('{value} requests per second: it must be {least} to {most}', values),
  ),
  kind('service', 'service-ms', say('milliseconds that a request keeps a worker busy'), 1000, 0.000_01, day, (values) =>
    say('{value} ms for a request: it must be {least} to {most}', values),
  ),
  kind(
    'spread',
    'spread',
    say('spread of that time: 0 none, 1 as random times, more where a few take long'),
    1,
    0,
    100,
    (values) => say('A spread of {value} in the service time: it must be {least} to {most}', values),
  ),
  kind('peak', 'peak', say('how much the peak is above it'), 1, 1, 1000, (values) =>
    say('A peak factor of {value}: it must be {least} to {most}', values),
  ),
  kind(
    'requestsPerConnection',
    'requests-per-connection',
    say('requests that a client sends on one connection'),
    1,
    1,
    1e6,
    (values) => say('{value} requests on a connection: it must be {least} to {most}', values),
  ),
  kind('gap', 'gap-ms', say('milliseconds between two requests on a connection'), 1000, 0, day, (values) =>
    say('{value} ms between two requests: it must be {least} to {most}', values),
  ),
  kind('cpu', 'cpu-ms', say('milliseconds of a processor that a request needs'), 1000, 0, day, (values) =>
    say('{value} ms of a processor for a request: it must be {least} to {most}', values),
  ),
];

function kind(
  name: DemandName,
  written: string,
  what: Message,
  scale: 1 | 1000,
  least: number,
  most: number,
  problem: DemandKind['problem'],
): DemandKind {
  return { name, written, what, scale, least, most, problem };
}

/** What of a demand cannot be true, or is more than httpd could be asked. */
export function problemsOfDemand(demand: Demand): readonly Message[] {
  const problems = demandKinds.flatMap(({ name, scale, least, most, problem }): Message[] => {
    const value = demand[name];
    if (value === undefined || (value >= least && value <= most)) return [];
    return [problem({ value: value * scale, least: least * scale, most: most * scale })];
  });
  if (problems.length > 0) return problems;
  const { cpu = 0, service } = demand;
  if (cpu > service) {
    const values = { cpu: cpu * 1000, service: service * 1000 };
    return [say('A request cannot use {cpu} ms of a processor in the {service} ms that it takes', values)];
  }
  return [];
}

/** Room for connections beyond their mean number. */
const connectionsHeadroom = 1.25;

/**
 * Workers and connections that the demand needs where an idle connection is kept for `keepAlive` seconds. Under event each
 * idle worker stands for `factor` connections more at the most.
 */
export function wantedBy(demand: Demand, mpm: TunedMpm, keepAlive: number, factor: number): Wanted {
  const { rate, service, spread = 1, peak = 1, requestsPerConnection = 1, gap = 0 } = demand;
  const perSecond = rate * peak;
  const serving = meanInside(perSecond, service);
  const connectionsPerSecond = perSecond / requestsPerConnection;
  // Between its requests and, once, until the time-out: clients leave it to the server to close.
  const idle = (requestsPerConnection - 1) * Math.min(gap, keepAlive) + keepAlive;
  const keeping = requestsPerConnection > 1 ? meanInside(connectionsPerSecond, idle) : 0;
  const load = mpm === 'event' ? serving : serving + keeping;
  const toServe = workersFor(load, spread);
  const connections = Math.ceil((serving + keeping) * connectionsHeadroom);
  // event.c, connections_above_limit: workers + idle workers × factor.
  const toHold = mpm === 'event' ? Math.ceil((connections + load * factor) / (1 + factor)) : 0;
  const values = shown({ rate, peak, perSecond, service, serving, connectionsPerSecond, idle, keeping });
  return {
    load,
    serving,
    connections,
    workers: Math.max(toServe, toHold),
    arithmetic: [
      ...(peak === 1 ? [] : [say('{rate} requests/s × {peak} at the peak = {perSecond} requests/s', values)]),
      say("{perSecond} requests/s × {service} s = {serving} workers busy at once (Little's law)", values),
      ...(keeping > 0 ? [keepAliveReason(mpm, values)] : []),
      serviceReason(toServe, load),
      ...(toHold > toServe
        ? [
            say('{workers} workers to hold {connections} connections, a quarter above their mean number', {
              workers: toHold,
              connections,
            }),
          ]
        : []),
    ],
  };
}

function keepAliveReason(mpm: TunedMpm, values: Message['values']): Message {
  return mpm === 'event'
    ? say('{connectionsPerSecond} connections/s × {idle} s of keep-alive = {keeping} that hold no worker', values)
    : say('{connectionsPerSecond} connections/s × {idle} s of keep-alive = {keeping} workers that only wait', values);
}

function serviceReason(workers: number, load: number): Message {
  const { waits, utilisation } = serviceOf(workers, load);
  return say(
    '{workers} workers: {busy} % busy (at most {most} %), and {waits} % of the requests find none idle (Erlang C)',
    {
      workers,
      busy: figure(utilisation * 100),
      most: usualTarget.utilisation * 100,
      waits: waits < 0.0001 ? '<0.01' : figure(waits * 100),
    },
  );
}

function shown<Name extends string>(numbers: Readonly<Record<Name, number>>): Record<Name, string> {
  const figures = Object.entries<number>(numbers).map(([name, number]) => [name, figure(number)]);
  return Object.fromEntries(figures) as Record<Name, string>;
}
