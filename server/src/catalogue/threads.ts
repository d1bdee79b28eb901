import type { DirectiveFact } from './fact.ts';
import { frozen, nextChildren, withinFrozenLimits } from './restart.ts';

const threadLimitOfUnix =
  'Maximum number of worker threads per child process for this run of Apache - Upper limit for ThreadsPerChild';

/** How many workers one process has. */
export const threadsPerChild: DirectiveFact = {
  name: 'ThreadsPerChild',
  summary: 'How many worker threads each child process starts; it never starts more',
  syntax: 'ThreadsPerChild number',
  usage: 'Number of threads each child creates',
  arity: 'one',
  reading: 'atoi',
  unit: 'threads',
  providedBy: ['event', 'worker', 'winnt'],
  defaults: { event: 25, worker: 25, winnt: 64 },
  contexts: ['server config'],
  since: '2.0',
  restart: withinFrozenLimits,
  trap: 'MaxRequestWorkers keeps its default of 400 when this changes, and 400 must then be a multiple of it to survive',
  manual: 'mod/mpm_common.html#threadsperchild',
};

/** How many workers one process can ever have; sizes the scoreboard. */
export const threadLimit: DirectiveFact = {
  name: 'ThreadLimit',
  summary: 'The most that ThreadsPerChild can ever be in this run of httpd, for which the scoreboard has room',
  syntax: 'ThreadLimit number',
  usage: {
    event: threadLimitOfUnix,
    worker: threadLimitOfUnix,
    winnt: 'Maximum worker threads in a server for this run of Apache',
  },
  arity: 'one',
  reading: 'atoi',
  unit: 'threads',
  providedBy: ['event', 'worker', 'winnt'],
  defaults: { event: 64, worker: 64, winnt: 1920 },
  compiledLimits: { event: 100000, worker: 20000, winnt: 15000 },
  contexts: ['server config'],
  since: '2.0',
  restart: frozen,
  trap: 'Far above ThreadsPerChild it only costs shared memory, which is touched in full at the start',
  manual: 'mod/mpm_common.html#threadlimit',
};

/** The lower end of the pool of idle threads. */
export const minSpareThreads: DirectiveFact = {
  name: 'MinSpareThreads',
  summary: 'When fewer threads than this are idle in the whole server, httpd starts more processes',
  syntax: 'MinSpareThreads number',
  usage: {
    event: 'Minimum number of idle threads, to handle request spikes',
    worker: 'Minimum number of idle threads, to handle request spikes',
    netware: 'Minimum number of idle threads, to handle request spikes',
    mpmt_os2: 'Minimum number of idle children, to handle request spikes',
  },
  arity: 'one',
  reading: 'atoi',
  unit: 'threads',
  providedBy: ['event', 'worker', 'netware', 'mpmt_os2'],
  defaults: { event: 75, worker: 75, netware: 10, mpmt_os2: 5 },
  contexts: ['server config'],
  since: '2.0',
  restart: nextChildren,
  trap: 'Above MaxRequestWorkers it can never be met, and an idle server logs within seconds that it is near MaxRequestWorkers',
  manual: 'mod/mpm_common.html#minsparethreads',
};

/** The upper end of the pool of idle threads. */
export const maxSpareThreads: DirectiveFact = {
  name: 'MaxSpareThreads',
  summary: 'When more threads than this are idle in the whole server, httpd ends a process',
  syntax: 'MaxSpareThreads number',
  usage: {
    event: 'Maximum number of idle threads',
    worker: 'Maximum number of idle threads',
    netware: 'Maximum number of idle threads',
    mpmt_os2: 'Maximum number of idle children',
  },
  arity: 'one',
  reading: 'atoi',
  unit: 'threads',
  providedBy: ['event', 'worker', 'netware', 'mpmt_os2'],
  defaults: { event: 250, worker: 250, netware: 100, mpmt_os2: 10 },
  contexts: ['server config'],
  since: '2.0',
  restart: nextChildren,
  trap: 'Under event and worker, less than MinSpareThreads + ThreadsPerChild + 1 is raised to that without a word',
  manual: 'mod/mpm_common.html#maxsparethreads',
};

/** NetWare's counterpart of StartServers. */
export const startThreads: DirectiveFact = {
  name: 'StartThreads',
  summary: 'How many worker threads httpd on NetWare starts at once',
  syntax: 'StartThreads number',
  usage: 'Number of worker threads launched at server startup',
  arity: 'one',
  reading: 'atoi',
  unit: 'threads',
  providedBy: ['netware'],
  defaults: { netware: 50 },
  contexts: ['server config'],
  since: '2.0',
  restart: nextChildren,
  manual: 'mod/mpm_common.html#startthreads',
};

/** NetWare's counterpart of MaxRequestWorkers. */
export const maxThreads: DirectiveFact = {
  name: 'MaxThreads',
  summary: 'The most worker threads that httpd on NetWare runs',
  syntax: 'MaxThreads number',
  usage: 'Maximum number of worker threads alive at the same time',
  arity: 'one',
  reading: 'atoi',
  unit: 'threads',
  providedBy: ['netware'],
  defaults: { netware: 2048 },
  compiledLimits: { netware: 2048 },
  contexts: ['server config'],
  since: '2.0',
  restart: nextChildren,
  manual: 'mod/mpm_netware.html#maxthreads',
};

/** How much stack a worker thread gets. */
export const threadStackSize: DirectiveFact = {
  name: 'ThreadStackSize',
  summary: 'How many bytes of stack each worker thread gets; 0 leaves it to the system',
  syntax: 'ThreadStackSize size',
  usage: 'Size in bytes of stack used by threads handling client connections',
  arity: 'one',
  reading: 'strtol',
  unit: 'bytes',
  providedBy: 'core.c',
  defaults: { event: 0, worker: 0, prefork: 0, winnt: 0, netware: 65536, mpmt_os2: 0 },
  refusals: [{ when: 'below', least: 0, message: 'Invalid ThreadStackSize value: {value}' }],
  contexts: ['server config'],
  since: '2.1',
  restart: nextChildren,
  trap: 'A number that looks like kilobytes is bytes: below 16384 Linux keeps its own size, and up to 32768 children crash with the usual modules',
  manual: 'mod/mpm_common.html#threadstacksize',
};
