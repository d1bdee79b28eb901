import { type PoolMpm, poolMpms } from '../mpm/convert.ts';
import { type Message, say } from '../text/message.ts';

/** The MPMs that can be tuned: those whose parent starts and ends processes as the load wants, and WinNT with its one child. */
export type TunedMpm = PoolMpm | 'winnt';

export const tunedMpms: readonly TunedMpm[] = [...poolMpms, 'winnt'];

/** What the server does, with what follows from it where nothing better is known. */
export interface Workload {
  readonly name: string;
  readonly title: Message;
  readonly mpm: PoolMpm;
  readonly why: Message;
  /** Seconds that an idle connection is kept, where it holds no worker (event) and where it does (worker, prefork). */
  readonly keepAlive: { readonly free: number; readonly held: number };
  /** Open files that a request needs beside its connection: the file, the socket to the back end. */
  readonly descriptorsPerRequest: number;
  /** Whether code that may leak runs in httpd's own processes. */
  readonly codeInside: boolean;
  /** Whether each request waits for another server. */
  readonly behind: boolean;
}

const keepAlive = { free: 5, held: 2 };

/** In the order in which they are shown. */
export const workloads = [
  {
    name: 'static',
    title: say('static files'),
    mpm: 'event',
    why: say('event keeps idle connections without a thread, and files need nothing of the process that serves them'),
    keepAlive: { free: 15, held: 2 },
    descriptorsPerRequest: 1,
    codeInside: false,
    behind: false,
  },
  {
    name: 'php-fpm',
    title: say('PHP by PHP-FPM (mod_proxy_fcgi)'),
    mpm: 'event',
    why: say('PHP runs in processes of its own, so httpd may use threads'),
    keepAlive,
    descriptorsPerRequest: 1,
    codeInside: false,
    behind: true,
  },
  {
    name: 'mod_php',
    title: say('PHP inside httpd (mod_php)'),
    mpm: 'prefork',
    why: say('mod_php needs prefork unless PHP was built thread-safe; PHP-FPM with event is the better way'),
    keepAlive,
    descriptorsPerRequest: 4,
    codeInside: true,
    behind: false,
  },
  {
    name: 'proxy',
    title: say('a Java, Node or other server behind mod_proxy'),
    mpm: 'event',
    why: say('the work is done elsewhere, so httpd only needs threads that wait'),
    keepAlive,
    descriptorsPerRequest: 1,
    codeInside: false,
    behind: true,
  },
  {
    name: 'python',
    title: say('Python or Ruby (mod_wsgi daemon, Passenger)'),
    mpm: 'event',
    why: say('the application runs in daemon processes of its own, so httpd may use threads'),
    keepAlive,
    descriptorsPerRequest: 1,
    codeInside: false,
    behind: true,
  },
  {
    name: 'api',
    title: say('an API'),
    mpm: 'event',
    why: say('clients keep their connections, which cost event no thread'),
    keepAlive,
    descriptorsPerRequest: 1,
    codeInside: false,
    behind: true,
  },
  {
    name: 'mixed',
    title: say('files and an application together'),
    mpm: 'event',
    why: say('idle connections cost event no thread, and slow requests do not hold them up'),
    keepAlive,
    descriptorsPerRequest: 2,
    codeInside: false,
    behind: true,
  },
  {
    name: 'custom',
    title: say('something else'),
    mpm: 'event',
    why: say('event is the default of httpd 2.4 and does all that worker does'),
    keepAlive,
    descriptorsPerRequest: 2,
    codeInside: false,
    behind: false,
  },
] as const satisfies readonly Workload[];

export type WorkloadName = (typeof workloads)[number]['name'];

export function workloadNamed(name: WorkloadName): Workload {
  return workloads.find((each) => each.name === name)!;
}
