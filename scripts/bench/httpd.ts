import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHttpd, type Httpd, loadLine } from '../ask-httpd.ts';
import { configuration } from './configuration.ts';

/** Milliseconds that `httpd -t` takes for a configuration of so many lines, its start included; undefined where there is none. */
export function timeOfHttpd(lines: number): number | undefined {
  const httpd = findHttpd();
  if (!httpd) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'apache-mpm-bench-'));
  try {
    const file = join(folder, 'httpd.conf');
    writeFileSync(file, acceptable(configuration(lines), folder, httpd));
    return timeOfTest(httpd, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds that `httpd -t` takes for a file; undefined where it refuses the file. */
export function timeOfTest({ program }: Httpd, file: string): number | undefined {
  const began = performance.now();
  const { status } = spawnSync(program, ['-t', '-f', file], { timeout: 60_000 });
  return status === 0 ? performance.now() - began : undefined;
}

/** A generated configuration that the httpd of this machine takes: it would look for certificates and folders, which nobody has. */
export function acceptable(text: string, folder: string, httpd: Httpd): string {
  const here = text
    .replaceAll(/^LoadModule (\w+)_module .*$/gm, (_, name: string) => loadLine(httpd, name))
    .replaceAll(/^ +SSLCertificateFile .*\n/gm, '')
    .replaceAll(/^ +DocumentRoot .*$/gm, '    DocumentRoot /');
  return `ServerName localhost\nErrorLog ${join(folder, 'error.log')}\n${here}`;
}
