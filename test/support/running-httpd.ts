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
  /** Child processes that it has now. */
  readonly children: () => number;
  readonly errorLog: () => string;
  /** Makes it read its configuration again while it serves, as `apachectl graceful` does. */
  readonly restartGracefully: () => void;
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
  writeFileSync(join(root, 'httpd.conf'), `${config.join('\n')}\n`);
  const args = ['-D', 'FOREGROUND', '-f', join(root, 'httpd.conf')];
  // A process group of its own: httpd signals its whole group when it ends.
  const limited = ['-c', `ulimit -n ${openFiles}; exec "$0" "$@"`, httpd.program, ...args];
  const child = spawn('/bin/sh', limited, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const errorLog = () => readOr(log, '');
  const stop = async () => {
    await ended(child);
    rmSync(root, { recursive: true, force: true });
  };
  for (let waited = 0; !/resuming normal operations/.test(errorLog()); waited += 50) {
    if (hasEnded(child) || waited > 10_000) {
      const log = errorLog();
      await stop();
      throw new Error(`httpd did not start:\n${said}${log}`);
    }
    await pause(50);
  }
  const pid = child.pid!;
  const restartGracefully = () => void child.kill('SIGUSR1');
  return { port, pid, children: () => childrenOf(pid), errorLog, restartGracefully, stop };
}

/** Resolves after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function ended(child: ChildProcess): Promise<void> {
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

/** Linux only: counts in /proc, where zombies do not count. */
function childrenOf(parent: number): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.filter((pid) => {
    const [state, ppid] = readOr(`/proc/${pid}/stat`, '')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(ppid) === parent && state !== 'Z';
  }).length;
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
