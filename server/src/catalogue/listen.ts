import { type DirectiveFact, mpms } from './fact.ts';
import { keptSockets } from './restart.ts';

/** Which addresses and ports httpd opens. */
export const listen: DirectiveFact = {
  name: 'Listen',
  summary: 'An address and port at which httpd accepts connections; each line adds one',
  syntax: 'Listen [IP-address:]portnumber [protocol]',
  usage: 'A port number or a numeric IP address and a port number, and an optional protocol',
  arity: 'one-or-two',
  reading: 'text',
  providedBy: mpms,
  defaults: 'none: a server without it does not start',
  contexts: ['server config'],
  since: '1.3',
  restart: 'Either restart opens what is new and closes what is gone; an unchanged line keeps its socket',
  trap: 'The same port for all addresses and for one address reads well but fails when the second is bound',
  manual: 'mod/mpm_common.html#listen',
};

/** How many connections wait in the kernel. */
export const listenBacklog: DirectiveFact = {
  // The manual heads its section ListenBackLog; httpd's own table says ListenBacklog (listen.h, LISTEN_COMMANDS).
  name: 'ListenBacklog',
  summary: 'How many connections the kernel may keep waiting until a worker accepts them',
  syntax: 'ListenBacklog backlog',
  usage: 'Maximum length of the queue of pending connections, as used by listen(2)',
  arity: 'one',
  reading: 'atoi',
  unit: 'connections',
  providedBy: mpms,
  defaults: 511,
  refusals: [{ when: 'below', least: 1, message: 'ListenBacklog must be > 0' }],
  contexts: ['server config'],
  since: '1.3',
  restart: keptSockets,
  trap: 'Linux caps it at net.core.somaxconn without telling httpd',
  manual: 'mod/mpm_common.html#listenbacklog',
};

/** How many groups of processes, each with its own listening sockets, there are. */
export const listenCoresBucketsRatio: DirectiveFact = {
  name: 'ListenCoresBucketsRatio',
  summary:
    'How many processor cores share one set of listening sockets, so that many cores do not queue at one; it is off unless set',
  syntax: 'ListenCoresBucketsRatio ratio',
  usage: 'Ratio between the number of CPU cores (online) and the number of listeners buckets',
  arity: 'one',
  reading: 'atoi',
  providedBy: mpms,
  defaults: 0,
  refusals: [{ when: 'below', least: 1, message: 'ListenCoresBucketsRatio must be > 0' }],
  contexts: ['server config'],
  since: '2.4.17',
  restart:
    'A graceful restart keeps the number of socket sets, and switching it on by a hard one fails to bind: it needs a stop and a start',
  trap: 'More socket sets than ServerLimit crash prefork and worker, and under event connections hang',
  manual: 'mod/mpm_common.html#listencoresbucketsratio',
};

/** How long the kernel holds back a connection that sends nothing. */
export const listenTcpDeferAccept: DirectiveFact = {
  name: 'ListenTCPDeferAccept',
  summary: 'How many seconds Linux holds back a connection on which the client has sent nothing yet',
  syntax: 'ListenTCPDeferAccept seconds',
  usage: 'Value set for the socket option TCP_DEFER_ACCEPT if it is set',
  arity: 'one',
  reading: 'atoi',
  unit: 'seconds',
  providedBy: mpms,
  defaults: 30,
  refusals: [{ when: 'below', least: 1, message: 'ListenTCPDeferAccept must be > 0' }],
  contexts: ['server config'],
  since: '2.4.66',
  restart: keptSockets,
  manual: 'mod/mpm_common.html#listentcpdeferaccept',
};

/** How much the kernel buffers on the way out. */
export const sendBufferSize: DirectiveFact = {
  name: 'SendBufferSize',
  summary: 'How many bytes the kernel buffers for sending on each connection; 0 leaves it to the system',
  syntax: 'SendBufferSize bytes',
  usage: 'Send buffer size in bytes',
  arity: 'one',
  reading: 'atoi',
  unit: 'bytes',
  providedBy: mpms,
  defaults: 0,
  refusals: [
    {
      when: 'below',
      least: 512,
      orZero: true,
      message: 'SendBufferSize must be >= 512 bytes, or 0 for system default.',
    },
  ],
  contexts: ['server config'],
  since: '1.3',
  restart: keptSockets,
  trap: 'A fixed size also keeps the kernel from tuning that buffer itself',
  manual: 'mod/mpm_common.html#sendbuffersize',
};

/** How much the kernel buffers on the way in. */
export const receiveBufferSize: DirectiveFact = {
  name: 'ReceiveBufferSize',
  summary: 'How many bytes the kernel buffers for receiving on each connection; 0 leaves it to the system',
  syntax: 'ReceiveBufferSize bytes',
  usage: 'Receive buffer size in bytes',
  arity: 'one',
  reading: 'atoi',
  unit: 'bytes',
  providedBy: mpms,
  defaults: 0,
  refusals: [
    {
      when: 'below',
      least: 512,
      orZero: true,
      message: 'ReceiveBufferSize must be >= 512 bytes, or 0 for system default.',
    },
  ],
  contexts: ['server config'],
  since: '2.2',
  restart: keptSockets,
  trap: 'A fixed size also keeps the kernel from tuning that buffer itself',
  manual: 'mod/mpm_common.html#receivebuffersize',
};

/** What the kernel waits for before it hands over a connection. */
export const acceptFilter: DirectiveFact = {
  name: 'AcceptFilter',
  summary: 'What the kernel waits for, per protocol, before it hands a new connection to httpd',
  syntax: 'AcceptFilter protocol accept_filter',
  usage: 'Set the Accept Filter to use for a protocol',
  arity: 'two',
  reading: 'text',
  providedBy: 'core.c',
  defaults: 'http data and https data on Linux; httpready and dataready on BSD; connect on Windows',
  contexts: ['server config'],
  since: '2.1.5',
  restart: keptSockets,
  trap: 'On Linux every word but none means the same: wait for data',
  manual: 'mod/core.html#acceptfilter',
};
