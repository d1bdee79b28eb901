import type { DirectiveFact } from './fact.ts';
import { frozen, nextChildren } from './restart.ts';

/** How many processes a start makes. */
export const startServers: DirectiveFact = {
  name: 'StartServers',
  summary: 'How many child processes httpd starts at once; after that their number follows the load',
  syntax: 'StartServers number',
  usage: 'Number of child processes launched at server startup',
  arity: 'one',
  reading: 'atoi',
  unit: 'processes',
  providedBy: ['event', 'worker', 'prefork', 'mpmt_os2'],
  defaults: { event: 3, worker: 3, prefork: 5, mpmt_os2: 2 },
  contexts: ['server config'],
  since: '1.3',
  restart: nextChildren,
  trap: 'More than MaxRequestWorkers has room for (divided by ThreadsPerChild, where there are threads) is cut without a word',
  manual: 'mod/mpm_common.html#startservers',
};

/** How many processes there can ever be; sizes the scoreboard. */
export const serverLimit: DirectiveFact = {
  name: 'ServerLimit',
  summary: 'The most child processes there can ever be in this run of httpd, for which the scoreboard has room',
  syntax: 'ServerLimit number',
  usage: {
    event: 'Maximum number of child processes for this run of Apache',
    worker: 'Maximum number of child processes for this run of Apache',
    prefork: 'Maximum value of MaxRequestWorkers for this run of Apache',
  },
  arity: 'one',
  reading: 'atoi',
  unit: 'processes',
  providedBy: ['event', 'worker', 'prefork'],
  defaults: { event: 16, worker: 16, prefork: 256 },
  compiledLimits: { event: 20000, worker: 20000, prefork: 200000 },
  contexts: ['server config'],
  since: '2.0',
  restart: frozen,
  trap: 'Raising it does not raise MaxRequestWorkers, whose default is a constant, but MaxRequestWorkers cannot rise without it',
  manual: 'mod/mpm_common.html#serverlimit',
};

/** The lower end of the pool of idle processes. */
export const minSpareServers: DirectiveFact = {
  name: 'MinSpareServers',
  summary: 'When fewer child processes than this are idle, httpd starts more',
  syntax: 'MinSpareServers number',
  usage: 'Minimum number of idle children, to handle request spikes',
  arity: 'one',
  reading: 'atoi',
  unit: 'processes',
  providedBy: ['prefork'],
  defaults: { prefork: 5 },
  contexts: ['server config'],
  since: '1.3',
  restart: nextChildren,
  trap: 'Above MaxRequestWorkers it can never be met, and an idle server logs within seconds that it reached MaxRequestWorkers',
  manual: 'mod/prefork.html#minspareservers',
};

/** The upper end of the pool of idle processes. */
export const maxSpareServers: DirectiveFact = {
  name: 'MaxSpareServers',
  summary: 'When more child processes than this are idle, httpd ends some, one in a second',
  syntax: 'MaxSpareServers number',
  usage: 'Maximum number of idle children',
  arity: 'one',
  reading: 'atoi',
  unit: 'processes',
  providedBy: ['prefork'],
  defaults: { prefork: 10 },
  contexts: ['server config'],
  since: '1.3',
  restart: nextChildren,
  trap: 'Less than MinSpareServers + 1 is raised to that without a word',
  manual: 'mod/prefork.html#maxspareservers',
};

/** How long a process lives. */
export const maxConnectionsPerChild: DirectiveFact = {
  name: 'MaxConnectionsPerChild',
  formerNames: [
    {
      name: 'MaxRequestsPerChild',
      deprecatedSince: '2.3.9',
      usage:
        'Maximum number of connections a particular child serves before dying. (DEPRECATED, use MaxConnectionsPerChild)',
      code: 'AH00545',
    },
  ],
  summary: 'After this many connections a child process ends and a fresh one takes its place; 0 lets it live on',
  syntax: 'MaxConnectionsPerChild number',
  usage: 'Maximum number of connections a particular child serves before dying.',
  arity: 'one',
  reading: 'atoi',
  unit: 'connections',
  providedBy: 'core.c',
  defaults: 0,
  contexts: ['server config'],
  since: '2.3.9',
  restart: nextChildren,
  trap: 'A negative number means never under prefork, but makes every child of event and worker stop as soon as it has started',
  manual: 'mod/mpm_common.html#maxconnectionsperchild',
};

/** How long a graceful stop may take. */
export const gracefulShutdownTimeout: DirectiveFact = {
  name: 'GracefulShutdownTimeout',
  summary:
    'How many seconds running requests may still take after a graceful stop, without limit at 0; it does nothing at a graceful restart',
  syntax: 'GracefulShutdownTimeout seconds',
  usage: 'Maximum time in seconds to wait for child processes to complete transactions during shutdown',
  arity: 'one',
  reading: 'atoi',
  unit: 'seconds',
  providedBy: ['event', 'worker', 'prefork'],
  defaults: { event: 0, worker: 0, prefork: 0 },
  contexts: ['server config'],
  since: '2.2',
  restart:
    'Both kinds of restart apply a new value for the next graceful stop; what a graceful restart leaves running is not limited by it',
  trap: 'With 0, one connection that never ends keeps a gracefully stopped server from going away',
  manual: 'mod/mpm_common.html#gracefulshutdowntimeout',
};
