import { type Message, say } from '../text/message.ts';
import { slotsPerProcess } from './memory.ts';
import type { TunedSetting } from './plan.ts';
import type { TunedMpm, Workload } from './workload.ts';

/** The numbers that are decided; the others follow from them. */
export interface Decided {
  readonly mpm: TunedMpm;
  readonly workload: Workload;
  readonly processes: number;
  readonly threads: number;
  /** Why there are so many workers, and so many threads. */
  readonly because: { readonly workers: readonly Message[]; readonly threads: Message };
  readonly factor: { readonly value: number; readonly because: Message };
  readonly keepAlive: { readonly seconds: number; readonly because: Message } | undefined;
}

/** Every setting, each a value that httpd runs as it is: multiples, limits and distances are kept. */
export function settingsOf(decided: Decided): readonly TunedSetting[] {
  return [...ownSettings(decided), recycling(decided), ...keepAlive(decided)];
}

function ownSettings(decided: Decided): readonly TunedSetting[] {
  switch (decided.mpm) {
    case 'prefork':
      return preforkSettings(decided);
    case 'winnt':
      return oneProcessSettings(decided);
    default:
      return threadedSettings(decided);
  }
}

function oneProcessSettings({ threads, because }: Decided): readonly TunedSetting[] {
  return [
    setting('ThreadLimit', threads, say('as ThreadsPerChild: more would only take shared memory')),
    setting('ThreadsPerChild', threads, ...because.workers),
  ];
}

function threadedSettings({ mpm, processes, threads, because, factor }: Decided): readonly TunedSetting[] {
  const workers = processes * threads;
  const spare = spareOf(workers, threads);
  const start = Math.min(processes, Math.ceil(spare.least / threads) + 1);
  return [
    setting('ServerLimit', processes * slotsPerProcess(mpm), serverLimitReason(mpm, processes)),
    setting('StartServers', start, say('as many as make MinSpareThreads {least}, and one more', spare)),
    setting('ThreadLimit', threads, say('as ThreadsPerChild: more would only take shared memory')),
    setting('ThreadsPerChild', threads, because.threads),
    setting('MinSpareThreads', spare.least, leastReason(spare.least, workers, threads)),
    setting(
      'MaxSpareThreads',
      spare.most,
      say('MinSpareThreads {least} + {distance}, so that a small swing ends no process', spare),
    ),
    setting('MaxRequestWorkers', workers, ...because.workers),
    ...(mpm === 'event' ? [setting('AsyncRequestWorkerFactor', factor.value, factor.because)] : []),
  ];
}

function serverLimitReason(mpm: TunedMpm, processes: number): Message {
  return mpm === 'event'
    ? say(
        '{processes} processes, and as many slots again for those that still finish requests after a graceful restart',
        { processes },
      )
    : say('{processes} processes; under worker new ones take over the slots of those that still finish', { processes });
}

function preforkSettings({ processes, because }: Decided): readonly TunedSetting[] {
  const spare = spareOf(processes, 1);
  return [
    setting('ServerLimit', processes, say('as MaxRequestWorkers')),
    setting('StartServers', Math.min(processes, spare.least + 2), say('MinSpareServers {least}, and two more', spare)),
    setting('MinSpareServers', spare.least, leastReason(spare.least, processes, 1)),
    setting(
      'MaxSpareServers',
      spare.most,
      say('MinSpareServers {least} + {distance}, so that a small swing ends no process', spare),
    ),
    setting('MaxRequestWorkers', processes, ...because.workers),
  ];
}

/** The most processes that httpd starts in one second (MAX_SPAWN_RATE of event.c, worker.c and prefork.c). */
const highestRate = 32;

/**
 * The idle pool: an eighth of all workers, whole processes where that makes some, and a quarter more before any is ended;
 * no more than a second's worth and two of the processes that httpd can start. httpd wants one process and one thread
 * between the two (event_run, worker_run), and as long as a quarter of the workers is idle, an eighth does not make it say
 * that MaxRequestWorkers is near (AH10159, AH00287).
 */
export function spareOf(workers: number, unit: number): { least: number; most: number; distance: number } {
  const eighth = Math.floor(workers / 8);
  const least = Math.min(highestRate * unit, Math.max(1, eighth >= unit ? eighth - (eighth % unit) : eighth));
  const quarter = Math.floor(workers / 4);
  const wanted = Math.max(unit === 1 ? 4 : 2 * unit, quarter - (quarter % unit));
  const distance = Math.min(2 * highestRate * unit, wanted);
  return { least, most: least + distance, distance };
}

function leastReason(least: number, workers: number, unit: number): Message {
  return least === highestRate * unit
    ? say('as many as the {rate} processes have that httpd can start in a second', { rate: highestRate })
    : say('an eighth of {workers}, idle for what comes before more processes are there', { workers });
}

const connectionsOfLeakyProcess = 10_000;

function recycling({ mpm, threads, workload: { codeInside } }: Decided): TunedSetting {
  if (codeInside && mpm === 'winnt') {
    const connections = connectionsOfLeakyProcess * threads;
    return setting(
      'MaxConnectionsPerChild',
      connections,
      say('code that runs inside httpd may leak: the process ends after {each} for each of its {threads} threads', {
        each: connectionsOfLeakyProcess,
        threads,
      }),
    );
  }
  return codeInside
    ? setting(
        'MaxConnectionsPerChild',
        connectionsOfLeakyProcess,
        say('code that runs inside httpd may leak: a process ends after so many connections'),
      )
    : setting('MaxConnectionsPerChild', 0, say('nothing that leaks runs inside httpd, so processes may live on'));
}

function keepAlive({ keepAlive }: Decided): readonly TunedSetting[] {
  return keepAlive ? [setting('KeepAliveTimeout', keepAlive.seconds, keepAlive.because)] : [];
}

function setting(name: string, value: number, ...because: readonly Message[]): TunedSetting {
  return { name, value, because };
}
