import type { PoolMpm } from '../mpm/convert.ts';
import { type Message, say } from '../text/message.ts';
import type { TunedMpm } from './workload.ts';

/** What a server is to do, as far as it decides about the MPM. */
export interface Needs {
  readonly platform: 'unix' | 'windows';
  /** PHP inside of httpd; `thread-safe` where it was built so (ZTS). */
  readonly modPhp?: 'not thread-safe' | 'thread-safe';
  /** Other modules that run an application in httpd's own processes and are not known to be thread-safe. */
  readonly otherUnsafe?: boolean;
  readonly http2?: boolean;
  /** Whether many clients keep connections open that mostly wait. */
  readonly manyIdleConnections?: boolean;
  /** Whether requests are handed on: to PHP-FPM, an application server, another server. */
  readonly behind?: boolean;
}

/** The choice of an MPM with the reasons for it. */
export interface Advice {
  readonly mpm: TunedMpm;
  readonly because: readonly Message[];
  /** What to change so that a better one could be. */
  readonly instead: readonly Message[];
}

/** Which MPM serves the needs. Where nothing speaks against it, that is event, the default of httpd 2.4. */
export function adviseMpm(needs: Needs): Advice {
  if (needs.platform === 'windows') {
    return { mpm: 'winnt', because: [say('On Windows there is no other')], instead: [] };
  }
  return isUnsafe(needs) ? adviseProcesses(needs) : adviseThreads(needs);
}

function isUnsafe({ modPhp, otherUnsafe }: Needs): boolean {
  return modPhp === 'not thread-safe' || otherUnsafe === true;
}

function adviseProcesses({ modPhp, http2, manyIdleConnections }: Needs): Advice {
  const because = [
    modPhp === 'not thread-safe'
      ? say('mod_php that was not built thread-safe lets httpd start under prefork only (AH00013)')
      : say('Code that is not thread-safe may run only where each process serves one connection'),
  ];
  const instead = [
    modPhp === 'not thread-safe'
      ? say('With PHP in PHP-FPM (mod_proxy_fcgi) event could be used: it serves as many in a few processes')
      : say('With that code in processes of its own (mod_wsgi daemon mode, Passenger, FastCGI) event could be used'),
  ];
  if (http2) instead.push(say('mod_http2 serves no HTTP/2 under prefork (AH10034)'));
  if (manyIdleConnections) {
    instead.push(say('Each idle connection holds a process under prefork: keep KeepAliveTimeout at 1 to 2 seconds'));
  }
  return { mpm: 'prefork', because, instead };
}

function adviseThreads({ modPhp, http2, manyIdleConnections, behind }: Needs): Advice {
  const because = [say('event is the default of httpd 2.4, and nothing here speaks against threads')];
  if (manyIdleConnections) because.push(say('Its listener keeps idle connections, so none of them holds a worker'));
  if (behind) because.push(say('Requests that are handed on need only a thread that waits, not a process'));
  if (http2) because.push(say('mod_http2 works under event'));
  if (modPhp === 'thread-safe') because.push(say('mod_php was built thread-safe (ZTS), so it may run in threads'));
  return { mpm: 'event', because, instead: [] };
}

/** Modules that run an application in httpd's own processes; each may be safe in threads, which their files do not tell. */
const applications = new Set(['perl_module', 'ruby_module', 'python_module']);

/** Modules that hand requests on. */
const handsOn = /^(proxy(_\w+)?|fcgid|wsgi|passenger|jk|cgid)_module$/;

/** The needs that the loaded modules tell. Which build of PHP it is they do not: most are not thread-safe. */
export function needsOf(loaded: Iterable<string>): Needs {
  const modules = [...loaded];
  return {
    platform: modules.includes('mpm_winnt_module') ? 'windows' : 'unix',
    ...(modules.some((name) => /^php\d*_module$/.test(name)) && { modPhp: 'not thread-safe' as const }),
    ...(modules.some((name) => applications.has(name)) && { otherUnsafe: true }),
    ...(modules.includes('http2_module') && { http2: true }),
    ...(modules.some((name) => handsOn.test(name)) && { behind: true }),
  };
}

/** One line of the comparison: what is compared, and how it is under each. */
export interface Comparison {
  readonly what: Message;
  readonly under: Readonly<Record<PoolMpm, Message>>;
}

/** How the MPMs differ, without invented figures. */
export const comparisons: readonly Comparison[] = [
  {
    what: say('A connection takes'),
    under: {
      event: say('a thread while a request is served'),
      worker: say('a thread as long as it is open'),
      prefork: say('a process as long as it is open'),
    },
  },
  {
    what: say('An idle keep-alive connection'),
    under: {
      event: say('waits at the listener and holds no worker'),
      worker: say('holds a thread'),
      prefork: say('holds a process'),
    },
  },
  {
    what: say('Memory for 400 at once'),
    under: {
      event: say('16 processes of 25 threads'),
      worker: say('16 processes of 25 threads'),
      prefork: say('400 processes'),
    },
  },
  {
    what: say('A crash ends'),
    under: {
      event: say('all requests of one process'),
      worker: say('all requests of one process'),
      prefork: say('one request'),
    },
  },
  {
    what: say('Code that is not thread-safe'),
    under: { event: say('may not run inside'), worker: say('may not run inside'), prefork: say('may run inside') },
  },
  {
    what: say('HTTP/2 (mod_http2)'),
    under: { event: say('yes'), worker: say('yes, a thread for each connection'), prefork: say('no (AH10034)') },
  },
];
