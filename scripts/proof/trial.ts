import { readdirSync, readFileSync } from 'node:fs';
import { readPss, readStatus } from '../../server/src/tuning/proc-texts.ts';
import type { TunedMpm } from '../../server/src/tuning/workload.ts';
import { pause, startHttpd } from '../../test/support/running-httpd.ts';
import { type Httpd, loadLine } from '../ask-httpd.ts';
import { type Load, loadWith } from './apache-bench.ts';
import type { BackEnd } from './back-end.ts';

/** What is to be tried on a started httpd. */
export interface Trial {
  readonly mpm: TunedMpm;
  /** Lines of configuration with the settings. */
  readonly lines: readonly string[];
  readonly threads: number;
  /** Requests that ab keeps open. */
  readonly concurrency: number;
  /** Seconds before the load, of it, and after it. */
  readonly seconds: { readonly before: number; readonly during: number; readonly after: number };
}

/** The pool as mod_status shows it. */
export interface Seen {
  /** Milliseconds since the first look. */
  readonly at: number;
  readonly busy: number;
  readonly idle: number;
  readonly processes: number;
}

export interface Outcome {
  readonly seen: readonly Seen[];
  readonly load: Load;
  /** Codes of errors in the error log, each once, in order. */
  readonly codes: readonly string[];
  /** PSS of each child process in the middle of the load. */
  readonly sizes: readonly number[];
}

/** Starts httpd, loads it, and looks at it once a second while the load comes and goes. */
export async function run(httpd: Httpd, ab: string, backEnd: BackEnd, trial: Trial): Promise<Outcome> {
  const { mpm, lines, concurrency, seconds } = trial;
  const running = await startHttpd(httpd, mpm, [...lines, ...served(httpd, backEnd)]);
  try {
    const began = Date.now();
    const total = seconds.before + seconds.during + seconds.after;
    const seen: Seen[] = [];
    const looking = (async () => {
      for (let second = 0; second < total; second++) {
        await pause(Math.max(0, began + second * 1000 - Date.now()));
        const look = await status(running.port, trial.threads);
        if (look) seen.push({ ...look, at: Date.now() - began });
      }
    })();
    await pause(seconds.before * 1000);
    const loading = loadWith(ab, `http://127.0.0.1:${running.port}/app`, concurrency, seconds.during);
    await pause((seconds.during * 1000 * 3) / 4);
    const sizes = childrenSizes(running.pid);
    const load = await loading;
    await looking;
    const codes = [
      ...new Set(
        [...running.errorLog().matchAll(/:(?:error|crit|alert|emerg)\].*?(AH\d{5}):/g)].map(([, code = '']) => code),
      ),
    ];
    return { seen, load, codes, sizes };
  } finally {
    await running.stop();
  }
}

/** Everything below /app waits for the back end; /server-status tells the pool. */
function served(httpd: Httpd, { port }: BackEnd): readonly string[] {
  return [
    ...['authz_core', 'proxy', 'proxy_http', 'status'].map((name) => loadLine(httpd, name)),
    `ProxyPass /app http://127.0.0.1:${port}/`,
    '<Location /server-status>',
    'SetHandler server-status',
    '</Location>',
  ];
}

/** Undefined when there is no answer within a second: then no worker is idle. */
async function status(port: number, threads: number): Promise<Omit<Seen, 'at'> | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/server-status?auto`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(900),
    });
    const text = await response.text();
    const number = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    const [busy, idle] = [number('BusyWorkers'), number('IdleWorkers')];
    // Only event tells its processes; those that end have no idle workers left and are taken out.
    const processes = number('Processes') - number('Stopping');
    return { busy, idle, processes: Number.isNaN(processes) ? Math.ceil((busy + idle) / threads) : processes };
  } catch {
    return undefined;
  }
}

function childrenSizes(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (readStatus(readFileSync(`/proc/${pid}/status`, 'utf8'))?.parent !== parent) return [];
        return readPss(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
      } catch {
        return [];
      }
    });
}
