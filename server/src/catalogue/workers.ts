import type { DirectiveFact } from './fact.ts';
import { nextChildren, withinFrozenLimits } from './restart.ts';

/** How many requests are served at once. */
export const maxRequestWorkers: DirectiveFact = {
  name: 'MaxRequestWorkers',
  formerNames: [
    {
      name: 'MaxClients',
      deprecatedSince: '2.3.13',
      usage: 'Deprecated name of MaxRequestWorkers',
      code: { event: 'AH00521', worker: 'AH00324', prefork: 'AH00188' },
    },
  ],
  summary:
    'How many requests are served at the same time: threads of all processes together, or processes under prefork',
  syntax: 'MaxRequestWorkers number',
  usage: {
    event: 'Maximum number of threads alive at the same time',
    worker: 'Maximum number of threads alive at the same time',
    prefork: 'Maximum number of children alive at the same time',
  },
  arity: 'one',
  reading: 'atoi',
  unit: 'workers',
  providedBy: ['event', 'worker', 'prefork'],
  defaults: { event: 400, worker: 400, prefork: 256 },
  contexts: ['server config'],
  since: '2.3.13',
  restart: withinFrozenLimits,
  trap: 'With threads it must be a multiple of ThreadsPerChild and needs a ServerLimit of at least the two divided; httpd cuts the rest',
  manual: 'mod/mpm_common.html#maxrequestworkers',
};

/** How many connections an idle worker of event stands for. */
export const asyncRequestWorkerFactor: DirectiveFact = {
  name: 'AsyncRequestWorkerFactor',
  summary: 'How many connections beyond its threads a child process accepts for each worker that is idle',
  syntax: 'AsyncRequestWorkerFactor factor',
  usage: 'How many additional connects will be accepted per idle worker thread',
  arity: 'one',
  reading: 'strtod',
  providedBy: ['event'],
  defaults: { event: 2 },
  refusals: [
    { when: 'malformed', message: 'error parsing value' },
    { when: 'not positive', message: 'AsyncRequestWorkerFactor argument must be a positive number' },
  ],
  contexts: ['server config'],
  since: '2.3.13',
  restart: nextChildren,
  trap: 'Since 2.4.30 only the whole part counts, and at least 1: a factor of 1.5 acts as 1',
  manual: 'mod/event.html#asyncrequestworkerfactor',
};
