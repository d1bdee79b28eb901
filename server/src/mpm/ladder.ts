import type { DirectiveFact, Mpm } from '../catalogue/fact.ts';
import { serverLimit } from '../catalogue/processes.ts';
import { maxThreads, threadLimit } from '../catalogue/threads.ts';

/** The values a step looks at, by directive; asked only for those it names. */
export type Numbers = (directive: string) => number;

/** One correction that httpd makes when it starts. A rule about it has the same name. */
export interface Step {
  readonly name: string;
  readonly corrects: string;
  /** The other directives that decide about it. */
  readonly because: readonly string[];
  /** The value it leaves; undefined when it finds nothing to correct. */
  readonly corrected: (value: Numbers) => number | undefined;
  /** What httpd prints behind the AH code and `WARNING: `; absent where httpd says nothing. */
  readonly says?: (value: Numbers, to: number) => string;
}

/** A step in the ladder of one MPM: `console` is the code of the first reading (`httpd -t`), `log` that of later ones. */
export interface Rung {
  readonly step: Step;
  readonly console?: string;
  readonly log?: string;
}

const raise = (value: number, least: number) => (value < least ? least : undefined);
const lower = (value: number, most: number) => (value > most ? most : undefined);

const aboveCompiledLimit = ({ name, compiledLimits }: DirectiveFact, mpm: Mpm, what: string): Step => {
  const most = compiledLimits![mpm]!;
  return {
    name: `${idOf(name)}-above-compiled-limit`,
    corrects: name,
    because: [],
    corrected: (value) => lower(value(name), most),
    says: (value) => `${name} of ${value(name)} exceeds compile-time limit of ${most} ${what}, decreasing to ${most}.`,
  };
};

const belowOne = (directive: string, why = ''): Step => ({
  name: `${idOf(directive)}-below-one`,
  corrects: directive,
  because: [],
  corrected: (value) => raise(value(directive), 1),
  says: (value) => `${directive} of ${value(directive)} not allowed, increasing to 1${why}.`,
});

const almostCertainFailure = ' to avoid almost certain server failure. Please read the documentation';

const threadsPerChildAboveThreadLimit: Step = {
  name: 'threads-per-child-above-thread-limit',
  corrects: 'ThreadsPerChild',
  because: ['ThreadLimit'],
  corrected: (value) => lower(value('ThreadsPerChild'), value('ThreadLimit')),
  says: (value, to) =>
    `ThreadsPerChild of ${value('ThreadsPerChild')} exceeds ThreadLimit of ${to} threads, decreasing to ${to}. ` +
    'To increase, please see the ThreadLimit directive.',
};

const maxRequestWorkersBelowThreadsPerChild: Step = {
  name: 'max-request-workers-below-threads-per-child',
  corrects: 'MaxRequestWorkers',
  because: ['ThreadsPerChild'],
  corrected: (value) => raise(value('MaxRequestWorkers'), value('ThreadsPerChild')),
  says: (value, to) =>
    `MaxRequestWorkers of ${value('MaxRequestWorkers')} is less than ThreadsPerChild of ${to}, increasing to ${to}. ` +
    'MaxRequestWorkers must be at least as large as the number of threads in a single server.',
};

const processes = (value: Numbers) => Math.trunc(value('MaxRequestWorkers') / value('ThreadsPerChild'));

const maxRequestWorkersNotAMultiple: Step = {
  name: 'max-request-workers-not-a-multiple',
  corrects: 'MaxRequestWorkers',
  because: ['ThreadsPerChild'],
  corrected: (value) => lower(value('MaxRequestWorkers'), processes(value) * value('ThreadsPerChild')),
  says: (value, to) =>
    `MaxRequestWorkers of ${value('MaxRequestWorkers')} is not an integer multiple of ` +
    `ThreadsPerChild of ${value('ThreadsPerChild')}, decreasing to nearest multiple ${to}, ` +
    `for a maximum of ${processes(value)} servers.`,
};

// httpd lowers its limit of processes here and leaves its own copy of MaxRequestWorkers as it is; nobody gets more
// workers than that limit times ThreadsPerChild, which is what this step leaves.
const threadedAboveServerLimit: Step = {
  name: 'max-request-workers-above-server-limit',
  corrects: 'MaxRequestWorkers',
  because: ['ServerLimit', 'ThreadsPerChild'],
  corrected: (value) => lower(value('MaxRequestWorkers'), value('ServerLimit') * value('ThreadsPerChild')),
  says: (value, to) =>
    `MaxRequestWorkers of ${value('MaxRequestWorkers')} would require ${processes(value)} servers and ` +
    `would exceed ServerLimit of ${value('ServerLimit')}, decreasing to ${to}. ` +
    'To increase, please see the ServerLimit directive.',
};

const preforkAboveServerLimit: Step = {
  name: 'max-request-workers-above-server-limit',
  corrects: 'MaxRequestWorkers',
  because: ['ServerLimit'],
  corrected: (value) => lower(value('MaxRequestWorkers'), value('ServerLimit')),
  says: (value, to) =>
    `MaxRequestWorkers of ${value('MaxRequestWorkers')} exceeds ServerLimit value of ${to} servers, ` +
    `decreasing MaxRequestWorkers to ${to}. To increase, please see the ServerLimit directive.`,
};

/** event.c and worker.c, start of the run: `if (num_daemons > ap_daemons_limit)`; only that many are forked. */
const threadedStartServers: Step = {
  name: 'start-servers-above-process-limit',
  corrects: 'StartServers',
  because: ['MaxRequestWorkers', 'ThreadsPerChild'],
  corrected: (value) => lower(value('StartServers'), processes(value)),
};

const preforkStartServers: Step = {
  name: 'start-servers-above-process-limit',
  corrects: 'StartServers',
  because: ['MaxRequestWorkers'],
  corrected: (value) => lower(value('StartServers'), value('MaxRequestWorkers')),
};

/** event.c and worker.c, event_run and worker_run, for one listener bucket. */
const maxSpareThreads: Step = {
  name: 'max-spare-too-small',
  corrects: 'MaxSpareThreads',
  because: ['MinSpareThreads', 'ThreadsPerChild'],
  corrected: (value) => raise(value('MaxSpareThreads'), value('MinSpareThreads') + value('ThreadsPerChild') + 1),
};

/** prefork.c, prefork_run, for one listener bucket. */
const maxSpareServers: Step = {
  name: 'max-spare-too-small',
  corrects: 'MaxSpareServers',
  because: ['MinSpareServers'],
  corrected: (value) => raise(value('MaxSpareServers'), value('MinSpareServers') + 1),
};

/** prefork.c, child_main: `ap_max_requests_per_child > 0 &&`, where event and worker ask only whether it is 0. */
const maxConnectionsPerChild: Step = {
  name: 'max-connections-per-child-negative',
  corrects: 'MaxConnectionsPerChild',
  because: [],
  corrected: (value) => raise(value('MaxConnectionsPerChild'), 0),
};

/**
 * event.c, set_worker_factor: kept as sixteenths in an unsigned of 32 bits, at least 16 of them, and used divided by 16
 * since 2.4.33.
 */
const asyncRequestWorkerFactor: Step = {
  name: 'async-request-worker-factor-not-an-integer',
  corrects: 'AsyncRequestWorkerFactor',
  because: [],
  corrected: (value) => {
    const factor = value('AsyncRequestWorkerFactor');
    const used = Math.max(1, Math.floor(sixteenths(factor) / 16));
    return used === factor ? undefined : used;
  },
};

/** As x86-64 converts a double to an unsigned of 32 bits: the lowest bits of 64, and 0 for what is beyond those. */
function sixteenths(factor: number): number {
  const scaled = Math.trunc(factor * 16);
  return Math.abs(scaled) < 2 ** 63 ? Number(BigInt.asUintN(32, BigInt(scaled))) : 0;
}

const rung = (step: Step, console: number, log: number): Rung => ({ step, console: code(console), log: code(log) });
const silent = (step: Step): Rung => ({ step });
const code = (number: number) => `AH${String(number).padStart(5, '0')}`;

/** The order and the codes are those of event_check_config; the silent ones follow when httpd runs. */
const event: readonly Rung[] = [
  rung(aboveCompiledLimit(serverLimit, 'event', 'servers'), 497, 498),
  rung(belowOne('ServerLimit'), 499, 500),
  rung(aboveCompiledLimit(threadLimit, 'event', 'threads'), 502, 503),
  rung(belowOne('ThreadLimit'), 504, 505),
  rung(threadsPerChildAboveThreadLimit, 507, 508),
  rung(belowOne('ThreadsPerChild'), 509, 510),
  rung(maxRequestWorkersBelowThreadsPerChild, 511, 512),
  rung(maxRequestWorkersNotAMultiple, 513, 514),
  rung(threadedAboveServerLimit, 515, 516),
  rung(belowOne('StartServers'), 517, 518),
  rung(belowOne('MinSpareThreads', almostCertainFailure), 519, 520),
  silent(threadedStartServers),
  silent(maxSpareThreads),
  silent(asyncRequestWorkerFactor),
];

/** worker_check_config. */
const worker: readonly Rung[] = [
  rung(aboveCompiledLimit(serverLimit, 'worker', 'servers'), 300, 301),
  rung(belowOne('ServerLimit'), 302, 303),
  rung(aboveCompiledLimit(threadLimit, 'worker', 'threads'), 305, 306),
  rung(belowOne('ThreadLimit'), 307, 308),
  rung(threadsPerChildAboveThreadLimit, 310, 311),
  rung(belowOne('ThreadsPerChild'), 312, 313),
  rung(maxRequestWorkersBelowThreadsPerChild, 314, 315),
  rung(maxRequestWorkersNotAMultiple, 316, 317),
  rung(threadedAboveServerLimit, 318, 319),
  rung(belowOne('StartServers'), 320, 321),
  rung(belowOne('MinSpareThreads', almostCertainFailure), 322, 323),
  silent(threadedStartServers),
  silent(maxSpareThreads),
];

/** prefork_check_config. */
const prefork: readonly Rung[] = [
  rung(aboveCompiledLimit(serverLimit, 'prefork', 'servers'), 175, 176),
  rung(belowOne('ServerLimit'), 177, 178),
  rung(preforkAboveServerLimit, 180, 181),
  rung(belowOne('MaxRequestWorkers'), 182, 183),
  rung(belowOne('StartServers'), 184, 185),
  rung(belowOne('MinSpareServers', almostCertainFailure), 186, 187),
  silent(preforkStartServers),
  silent(maxSpareServers),
  silent(maxConnectionsPerChild),
];

/** winnt_check_config. */
const winnt: readonly Rung[] = [
  rung(aboveCompiledLimit(threadLimit, 'winnt', 'threads'), 439, 440),
  rung(belowOne('ThreadLimit'), 441, 442),
  rung(threadsPerChildAboveThreadLimit, 444, 445),
  rung(belowOne('ThreadsPerChild'), 446, 447),
];

const maxThreadsAboveCompiledLimit = aboveCompiledLimit(maxThreads, 'netware', 'threads');

const belowZero = (directive: string, name: string): Step => ({
  ...belowOne(directive),
  name,
  corrected: (value) => (value(directive) < 0 ? 1 : undefined),
});

/** mpm_netware.c, netware_run: `if (ap_threads_max_free < ap_threads_min_free + 1)`. */
const maxSpareThreadsOfNetware: Step = {
  name: 'max-spare-too-small',
  corrects: 'MaxSpareThreads',
  because: ['MinSpareThreads'],
  corrected: (value) => raise(value('MaxSpareThreads'), value('MinSpareThreads') + 1),
};

/** netware_check_config. */
const netware: readonly Rung[] = [
  rung(
    {
      ...maxThreadsAboveCompiledLimit,
      says: (value, to) =>
        `${maxThreadsAboveCompiledLimit.says!(value, to)} ` +
        'To increase, please see the HARD_THREAD_LIMIT define in server/mpm/netware/mpm_default.h.',
    },
    228,
    229,
  ),
  rung(belowOne('MaxThreads'), 230, 2661),
  rung(belowZero('StartThreads', 'start-threads-negative'), 231, 232),
  rung(belowOne('MinSpareThreads', almostCertainFailure), 233, 234),
  silent(maxSpareThreadsOfNetware),
];

/** mpmt_os2_check_config; 0 StartServers are let be. */
const os2: readonly Rung[] = [
  rung(belowZero('StartServers', 'start-servers-below-one'), 213, 214),
  rung(belowOne('MinSpareThreads', almostCertainFailure), 215, 216),
];

/** The corrections of each MPM, in httpd's order: each sees what those before it left. */
export const ladders: Readonly<Record<Mpm, readonly Rung[]>> = {
  event,
  worker,
  prefork,
  winnt,
  netware,
  mpmt_os2: os2,
};

/** `MaxRequestWorkers` → `max-request-workers`. */
function idOf(directive: string): string {
  return directive.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
