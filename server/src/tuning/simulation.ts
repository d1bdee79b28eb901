import type { PoolMpm } from '../mpm/convert.ts';
import type { MpmModel } from '../mpm/model.ts';
import type { TunedMpm } from './workload.ts';

/** What the parent process goes by. Under prefork a process is one worker, and `minSpare` and `maxSpare` count processes. */
export interface Pool {
  readonly mpm: TunedMpm;
  readonly startServers: number;
  readonly minSpare: number;
  readonly maxSpare: number;
  readonly serverLimit: number;
  readonly threads: number;
  readonly maxRequestWorkers: number;
}

/** The pool in one second, as it is before the parent looks at it. */
export interface PoolSample {
  readonly second: number;
  /** Requests that clients have open. */
  readonly asked: number;
  readonly busy: number;
  readonly idle: number;
  /** Requests that find no worker. */
  readonly waiting: number;
  /** Processes that serve. */
  readonly processes: number;
  /** Processes that were told to end and still finish requests. */
  readonly stopping: number;
}

/** A line of the error log. */
export interface PoolMessage {
  readonly second: number;
  readonly code: string;
}

export interface Simulation {
  readonly samples: readonly PoolSample[];
  readonly messages: readonly PoolMessage[];
}

/** The codes of each MPM; `near` is absent under prefork, whose one message says both. */
const codes: Readonly<Record<PoolMpm, { reached: string; near?: string; full?: string; busy: string }>> = {
  event: { reached: 'AH00484', near: 'AH10159', full: 'AH03490', busy: 'AH00486' },
  worker: { reached: 'AH00286', near: 'AH00287', full: 'AH00288', busy: 'AH00289' },
  prefork: { reached: 'AH00161', busy: 'AH00162' },
};

/** The most children that are started in one second (event.c, worker.c and prefork.c, MAX_SPAWN_RATE). */
const highestRate = 32;
/** From this rate on httpd says that it seems busy. */
const busyRate = 8;

/** A pool whose parent starts and ends processes. */
type ChangingPool = Pool & { readonly mpm: PoolMpm };

/** What the parent keeps in mind from one look at the pool to the next. */
interface Parent {
  readonly pool: ChangingPool;
  /** The most processes that serve at once (active_daemons_limit). */
  readonly limit: number;
  processes: number;
  /** The seconds in which processes that were told to end will be gone. */
  stopping: number[];
  rate: number;
  readonly said: Set<string>;
  readonly messages: PoolMessage[];
}

/**
 * The pool under a load: `load[n]` requests are open in second n. The parent looks once a second, as
 * perform_idle_server_maintenance of each MPM does, for one listener bucket; a process counts as idle as soon as it is
 * forked, and one that is told to end is gone after `finishing` seconds. Under WinNT nothing is started or ended.
 */
export function simulatePool(pool: Pool, load: readonly number[], finishing = 1): Simulation {
  const { mpm } = pool;
  return mpm === 'winnt' ? simulateOneProcess(pool, load) : simulateParent({ ...pool, mpm }, load, finishing);
}

/** mpm_winnt, child.c: AH00326 is told once in the life of the child, when a connection waits for a thread. */
function simulateOneProcess(pool: Pool, load: readonly number[]): Simulation {
  const samples = load.map((asked, second) => look({ pool, processes: 1, stopping: [] }, asked, second));
  const full = samples.find(({ waiting }) => waiting > 0);
  return { samples, messages: full ? [{ second: full.second, code: 'AH00326' }] : [] };
}

function simulateParent(pool: ChangingPool, load: readonly number[], finishing: number): Simulation {
  const limit = Math.min(pool.serverLimit, Math.trunc(pool.maxRequestWorkers / pool.threads));
  const processes = Math.min(pool.startServers, limit);
  const parent: Parent = { pool, limit, processes, stopping: [], rate: 1, said: new Set(), messages: [] };
  const samples = load.map((asked, second) => {
    parent.stopping = parent.stopping.filter((gone) => gone > second);
    const sample = look(parent, asked, second);
    maintain(parent, sample, finishing);
    return sample;
  });
  return { samples, messages: parent.messages };
}

/** What is to be seen of a pool. */
interface Looked {
  readonly pool: Pool;
  readonly processes: number;
  readonly stopping: readonly number[];
}

function look({ pool, processes, stopping }: Looked, asked: number, second: number): PoolSample {
  const workers = processes * pool.threads;
  const busy = Math.min(asked, workers);
  return { second, asked, busy, idle: workers - busy, waiting: asked - busy, processes, stopping: stopping.length };
}

function maintain(parent: Parent, { idle, second }: PoolSample, finishing: number): void {
  const { pool } = parent;
  if (idle > pool.maxSpare) {
    if (mayEnd(parent)) {
      parent.processes--;
      parent.stopping.push(second + 1 + finishing);
    }
    parent.rate = 1;
  } else if (idle < pool.minSpare) {
    const room = roomFor(parent);
    if (room > 0) start(parent, room, second);
    else complain(parent, idle, second);
  } else {
    parent.rate = 1;
  }
}

/** event ends no other process while one is ending, unless the scoreboard has slots to spare (event.c). */
function mayEnd({ pool, processes, stopping, limit }: Parent): boolean {
  if (pool.mpm !== 'event') return true;
  return stopping.length === 0 || pool.serverLimit - (processes + stopping.length) > limit;
}

/** How many processes can be started now. Under worker and prefork those that end keep no slot from others for long. */
function roomFor({ pool, processes, stopping, limit }: Parent): number {
  if (pool.mpm !== 'event') return limit - processes;
  return Math.min(limit - processes, pool.serverLimit - processes - stopping.length);
}

function start(parent: Parent, room: number, second: number): void {
  const { pool, messages } = parent;
  if (parent.rate >= busyRate) messages.push({ second, code: codes[pool.mpm].busy });
  parent.processes += Math.min(parent.rate, room);
  if (parent.rate < highestRate) parent.rate *= 2;
}

/** Too few are idle and none can be started: what httpd says of it, once in its life, or each second where slots lack. */
function complain(parent: Parent, idle: number, second: number): void {
  const { pool, processes, said, messages } = parent;
  const { reached, near = reached, full = reached } = codes[pool.mpm];
  parent.rate = 1;
  const isFull = pool.mpm !== 'prefork' && processes * pool.threads < pool.maxRequestWorkers;
  const code = isFull ? full : idle === 0 ? reached : near;
  if (!isFull && said.has(code)) return;
  said.add(code);
  messages.push({ second, code });
}

/** What the settings of an MPM make of the pool; undefined where one is not known. */
export function poolOf(mpm: TunedMpm, setting: (directive: string) => unknown): Pool | undefined {
  const isPrefork = mpm === 'prefork';
  if (mpm === 'winnt') return oneProcess(setting('ThreadsPerChild'));
  const number = (directive: string) => {
    const value = setting(directive);
    return typeof value === 'number' ? value : Number.NaN;
  };
  const pool: Pool = {
    mpm,
    startServers: number('StartServers'),
    minSpare: number(isPrefork ? 'MinSpareServers' : 'MinSpareThreads'),
    maxSpare: number(isPrefork ? 'MaxSpareServers' : 'MaxSpareThreads'),
    serverLimit: number('ServerLimit'),
    threads: isPrefork ? 1 : number('ThreadsPerChild'),
    maxRequestWorkers: number('MaxRequestWorkers'),
  };
  return Object.values(pool).some(Number.isNaN) ? undefined : pool;
}

function oneProcess(threads: unknown): Pool | undefined {
  if (typeof threads !== 'number') return undefined;
  const fixed = { startServers: 1, serverLimit: 1, minSpare: 0, maxSpare: threads };
  return { mpm: 'winnt', threads, maxRequestWorkers: threads, ...fixed };
}

/** The pool that httpd runs; undefined for other MPMs and where a value is not known. */
export function poolOfModel({ mpm, settings }: MpmModel): Pool | undefined {
  if (mpm === 'netware' || mpm === 'mpmt_os2') return undefined;
  return poolOf(mpm, (directive) => {
    const setting = settings.get(directive);
    // Where ServerLimit cuts the processes, event and worker go on comparing with the number that was (max_workers).
    const cut = setting?.adjustments.find(({ step }) => step === 'max-request-workers-above-server-limit');
    return mpm !== 'prefork' && cut ? cut.from : setting?.effective;
  });
}
