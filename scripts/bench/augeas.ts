import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configuration } from './configuration.ts';

/** Milliseconds that Augeas takes to read the lines (`augtool` with its lens for httpd); undefined where it is not installed. */
export function costOfAugeas(lines: number): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'apache-mpm-bench-'));
  try {
    const file = join(folder, 'httpd.conf');
    writeFileSync(file, configuration(lines));
    const input = `set /augeas/load/H/lens Httpd.lns\nset /augeas/load/H/incl ${file}\nload\nmatch /augeas//error\n`;
    const began = performance.now();
    const { status, stdout } = spawnSync('augtool', ['--noautoload'], { input, encoding: 'utf8', timeout: 120_000 });
    return status === 0 && !stdout.includes('/error =') ? performance.now() - began : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
