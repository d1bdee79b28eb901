import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Httpd, loadLine } from '../../scripts/ask-httpd.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';

/** A real httpd at work on a free port of 127.0.0.1. */
export interface RunningHttpd {
  readonly port: number;
  readonly pid: number;
  readonly configurationFile: string;
  /** Child processes that it has now. */
  readonly children: () => number;
  readonly errorLog: () => string;
  /** Whether every thread of its child processes sleeps: what was to be done is done. */
  readonly isIdle: () => boolean;
  /** Makes it read its configuration again while it serves, as `apachectl graceful` does; done when it says that it has. */
  readonly restartGracefully: () => Promise<void>;
  /** Ends it by its own process id and takes its folder away. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts httpd with an MPM and lines of configuration; rejects with what it says when it does not come up. `openFiles` is
 * how many each of its processes may open.
 */
export async function startHttpd(
  httpd: Httpd,
  mpm: Mpm,
  lines: readonly string[],
  openFiles = 1024,
): Promise<RunningHttpd> {
  const root = mkdtempSync(join(tmpdir(), 'apache-mpm-'));
  const port = await freePort();
  const log = join(root, 'error.log');
  const user = process.getuid?.() === 0 ? ['User nobody', 'Group nogroup'] : [];
  const config = [
    loadLine(httpd, `mpm_${mpm}`),
    `ServerRoot "${root}"`,
    'DefaultRuntimeDir .',
    'PidFile httpd.pid',
    `ErrorLog "${log}"`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    ...user,
    ...lines,
  ];
  const configurationFile = join(root, 'httpd.conf');
  writeFileSync(configurationFile, `${config.join('\n')}\n`);
  const args = ['-D', 'FOREGROUND', '-f', configurationFile];
  // A process group of its own: httpd signals its whole group when it ends.
  const limited = ['-c', `ulimit -n ${openFiles}; exec "$0" "$@"`, httpd.program, ...args];
  const child = spawn('/bin/sh', limited, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const errorLog = () => readOr(log, '');
  const stop = async () => {
    await end(child);
    rmSync(root, { recursive: true, force: true });
  };
  const starts = () => errorLog().split('resuming normal operations').length - 1;
  const ended = () => hasEnded(child);
  await eventually(() => starts() > 0 || ended(), Boolean, 60_000, 50);
  if (starts() === 0 || ended()) {
    const log = errorLog();
    await stop();
    throw new Error(`httpd did not start:\n${said}${log}`);
  }
  const pid = child.pid!;
  const children = () => childrenOf(pid).length;
  const isIdle = () => childrenOf(pid).every((each) => tasksOf(each).every((state) => state === 'S'));
  const restartGracefully = async () => {
    const before = starts();
    child.kill('SIGUSR1');
    if (!(await eventually(() => starts() > before, Boolean))) throw new Error(`no restart:\n${errorLog()}`);
  };
  return { port, pid, configurationFile, children, isIdle, errorLog, restartGracefully, stop };
}

/**
 * Looks again and again until it is enough, for so many milliseconds at most, however busy the machine is; gives what was
 * seen last, which is enough or is what a failing test shows.
 */
export async function eventually<Seen>(
  look: () => Seen,
  enough: (seen: Seen) => boolean,
  patience = 40_000,
  rest = 100,
): Promise<Seen> {
  const end = Date.now() + patience;
  for (let seen = look(); ; seen = look()) {
    if (enough(seen) || Date.now() > end) return seen;
    await pause(rest);
  }
}

/** Resolves after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  // A parent that gives up by itself leaves child processes behind; its group is its own.
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

/** A port of 127.0.0.1 that nobody listens to. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Linux only: the process ids in /proc, where zombies do not count. */
function childrenOf(parent: number): readonly string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.filter((pid) => {
    const [state, ppid] = fieldsIn(`/proc/${pid}/stat`);
    return Number(ppid) === parent && state !== 'Z';
  });
}

/** The states of the threads of a process: S sleeps, R runs or waits for a processor. */
function tasksOf(pid: string): readonly (string | undefined)[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((task) => fieldsIn(`/proc/${pid}/task/${task}/stat`)[0]);
  } catch {
    return [];
  }
}

/** What stands behind the name of a process in its stat: its state, its parent and so on. */
function fieldsIn(stat: string): readonly string[] {
  return readOr(stat, '')
    .replace(/^.*\) /s, '')
    .split(' ');
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
