import type { Context, DirectiveFact } from './fact.ts';

const serverAndHosts: readonly Context[] = ['server config', 'virtual host'];
const nextConnections = 'Either restart takes a new value over for the connections accepted from then on';

/** How long a connection may stall. */
export const timeout: DirectiveFact = {
  // The manual heads its section TimeOut; httpd's own table says Timeout (core.c, core_cmds).
  name: 'Timeout',
  summary: 'How many seconds httpd waits for each read from or write to a client before it gives the connection up',
  syntax: 'TimeOut seconds',
  usage: 'Timeout duration (sec)',
  arity: 'one',
  reading: 'atoi',
  unit: 'seconds',
  providedBy: 'core.c',
  defaults: 60,
  contexts: serverAndHosts,
  since: '1.3',
  restart: nextConnections,
  trap: 'The 300 that many guides repeat was the default of 2.2; a stalled client holds a worker that long',
  manual: 'mod/core.html#timeout',
};

/** Whether a client may send more than one request on a connection. */
export const keepAlive: DirectiveFact = {
  name: 'KeepAlive',
  summary: 'Whether a client may send further requests on the same connection',
  syntax: 'KeepAlive On|Off',
  usage: 'Whether persistent connections should be On or Off',
  arity: 'flag',
  reading: 'flag',
  providedBy: 'http_core.c',
  defaults: 'On',
  refusals: [{ when: 'malformed', message: 'KeepAlive must be On or Off' }],
  contexts: serverAndHosts,
  since: '1.3',
  restart: nextConnections,
  trap: 'An idle kept connection holds a whole process under prefork and a thread under worker, but no worker under event',
  manual: 'mod/core.html#keepalive',
};

/** How long an idle connection is kept. */
export const keepAliveTimeout: DirectiveFact = {
  name: 'KeepAliveTimeout',
  summary: 'How long httpd waits for the next request on a kept connection: seconds, or a number with ms, mi or h',
  syntax: 'KeepAliveTimeout num[ms]',
  usage: 'Keep-Alive timeout duration (sec)',
  arity: 'one',
  reading: 'duration',
  unit: 'seconds',
  providedBy: 'http_core.c',
  defaults: 5,
  refusals: [{ when: 'malformed', message: 'KeepAliveTimeout has wrong format' }],
  contexts: serverAndHosts,
  since: '1.3',
  restart: nextConnections,
  trap: 'Under prefork and worker every second of it is a worker that waits; only under event is it nearly free',
  manual: 'mod/core.html#keepalivetimeout',
};

/** How many requests one connection may carry. */
export const maxKeepAliveRequests: DirectiveFact = {
  name: 'MaxKeepAliveRequests',
  summary: 'How many requests one connection may carry before httpd closes it; 0 sets no limit',
  syntax: 'MaxKeepAliveRequests number',
  usage: 'Maximum number of Keep-Alive requests per connection, or 0 for infinite',
  arity: 'one',
  reading: 'atoi',
  unit: 'requests',
  providedBy: 'http_core.c',
  defaults: 100,
  contexts: serverAndHosts,
  since: '1.3',
  restart: nextConnections,
  trap: 'A text that is no number reads as 0, which is no limit at all',
  manual: 'mod/core.html#maxkeepaliverequests',
};
