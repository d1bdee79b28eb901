import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { bundle } from './language-client.ts';

/** What a run of the command line left behind. */
export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `apache-mpm` as a person would who stands in the folder; `uid` is another user, for whom only root may speak;
 * `input` is what comes in by standard input.
 */
export function apacheMpm(
  args: readonly string[],
  folder = tmpdir(),
  env: NodeJS.ProcessEnv = {},
  uid?: number | undefined,
  input?: string | Uint8Array,
): Ran {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [bundle('cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 28,
    timeout: 120_000,
    ...(uid !== undefined && { uid }),
    ...(input !== undefined && { input }),
  });
  if (error) throw error;
  return { exit: status, stdout, stderr };
}

/** A user who may not read everything, as the superuser may; undefined where nobody can be asked. */
export const nobody: number | undefined =
  process.getuid?.() === 0 && spawnSync(process.execPath, [bundle('cli.js'), '-V'], { uid: 65_534 }).status === 0
    ? 65_534
    : undefined;
