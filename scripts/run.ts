import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { constants } from 'node:os';

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A file that receives everything printed. */
  readonly log?: string;
  /** Prints what the command prints, as it comes. */
  readonly show?: boolean;
  /** Milliseconds after which the command is ended. */
  readonly limit?: number;
}

export interface Ran {
  readonly code: number;
  readonly output: string;
}

const windows = process.platform === 'win32';
const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const child of running) end(child);
    process.exit(128 + constants.signals[signal]);
  });
}

/** Ends a command with all it started: each has a process group of its own. */
function end(child: ChildProcess): void {
  try {
    if (windows) child.kill();
    else process.kill(-(child.pid ?? 0), 'SIGTERM');
  } catch {
    // It is gone already.
  }
}

/** Runs a command to its end; it never rejects: a command that cannot start has code 127 and its reason as output. */
export function run({ command, args, cwd, env, log, show, limit }: Run): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      ...(env && { env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows,
      shell: windows && command === 'npm',
    });
    running.add(child);
    const file = log ? createWriteStream(log) : undefined;
    let output = '';
    const take = (data: string) => {
      output += data;
      file?.write(data);
      if (show) process.stdout.write(data);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const timer = limit
      ? setTimeout(() => {
          take(`ended after ${limit / 1000} s\n`);
          end(child);
        }, limit)
      : undefined;
    const finish = (code: number) => {
      clearTimeout(timer);
      running.delete(child);
      file?.end();
      resolve({ code, output });
    };
    child.on('error', (error) => {
      take(`${error.message}\n`);
      finish(127);
    });
    child.on('close', (code, signal) => finish(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
