import { readdirSync, readFileSync } from 'node:fs';
import { readPrivate, readPss, readStatus } from '../../server/src/tuning/proc-texts.ts';
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

/** Bytes of one process: with its shares of what is shared, of its own, and what it shares, in full. */
export interface Size {
  readonly pss: number;
  readonly own: number;
  readonly shared: number;
}

export interface Outcome {
  readonly seen: readonly Seen[];
  readonly load: Load;
  /** Codes of errors in the error log, each once, in order. */
  readonly codes: readonly string[];
  /** The memory of each child process in the middle of the load. */
  readonly sizes: readonly Size[];
  /** The same of the parent process. */
  readonly parent: Size;
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
    const { sizes, parent } = sizesOf(running.pid);
    const load = await loading;
    await looking;
    const codes = [
      ...new Set(
        [...running.errorLog().matchAll(/:(?:error|crit|alert|emerg)\].*?(AH\d{5}):/g)].map(([, code = '']) => code),
      ),
    ];
    return { seen, load, codes, sizes, parent };
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
    // Only event tells its processes; those that end have no idle workers left and are taken out. Of the others the
    // scoreboard tells, where those that start have an S, and G and I are those that end.
    const processes = number('Processes') - number('Stopping');
    const slots = /^Scoreboard: (.*)$/m.exec(text)?.[1]?.replace(/[.GI]/g, '').length ?? Number.NaN;
    return { busy, idle, processes: Number.isNaN(processes) ? Math.ceil(slots / threads) : processes };
  } catch {
    return undefined;
  }
}

function sizesOf(parent: number): { readonly sizes: readonly Size[]; readonly parent: Size } {
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readStatus(readFileSync(`/proc/${pid}/status`, 'utf8'))?.parent === parent ? [sizeOf(pid)] : [];
      } catch {
        return [];
      }
    });
  return { sizes, parent: sizeOf(String(parent)) };
}

function sizeOf(pid: string): Size {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const resident = readStatus(readFileSync(`/proc/${pid}/status`, 'utf8'))?.resident ?? Number.NaN;
  const own = readPrivate(rollup) ?? Number.NaN;
  return { pss: readPss(rollup) ?? Number.NaN, own, shared: resident - own };
}
