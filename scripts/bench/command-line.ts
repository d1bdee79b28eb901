import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configuration } from './configuration.ts';
import { median } from './measure.ts';

/** Milliseconds that programs take from their start to their end, the median of some. */
export interface CommandLineCost {
  /** `apache-mpm check` of one file of 100 lines. */
  readonly check: number;
  /** Node with a program that does nothing. */
  readonly node: number;
}

/** What it costs to check one file. */
export function costOfCommandLine(cli: string, times: number): CommandLineCost {
  const folder = mkdtempSync(join(tmpdir(), 'apache-mpm-bench-'));
  try {
    const file = join(folder, 'httpd.conf');
    writeFileSync(file, configuration(100));
    writeFileSync(join(folder, 'nothing.cjs'), '');
    const runs = Array.from({ length: times }, () => ({
      check: timeOf([cli, 'check', file]),
      node: timeOf([join(folder, 'nothing.cjs')]),
    }));
    return { check: median(runs.map(({ check }) => check)), node: median(runs.map(({ node }) => node)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timeOf(command: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}
