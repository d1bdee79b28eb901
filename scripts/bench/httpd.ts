import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHttpd, loadLine } from '../ask-httpd.ts';
import { configuration } from './configuration.ts';

/** Milliseconds that `httpd -t` takes to read the lines, its start taken off; undefined where it is not installed. */
export function costOfHttpd(lines: number): number | undefined {
  const [many, few] = [lines, 100].map(timeOf);
  return many !== undefined && few !== undefined ? many - few : undefined;
}

function timeOf(lines: number): number | undefined {
  const httpd = findHttpd();
  if (!httpd) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'apache-mpm-bench-'));
  try {
    const file = join(folder, 'httpd.conf');
    const text = configuration(lines)
      .replaceAll(/^LoadModule (\w+)_module .*$/gm, (_, name: string) => loadLine(httpd, name))
      // httpd would look for certificates and folders, which nobody has.
      .replaceAll(/^ +SSLCertificateFile .*$/gm, '')
      .replaceAll(/^ +DocumentRoot .*$/gm, '    DocumentRoot /');
    writeFileSync(file, `ServerName localhost\nErrorLog ${join(folder, 'error.log')}\n${text}`);
    const began = performance.now();
    const { status } = spawnSync(httpd.program, ['-t', '-f', file], { timeout: 60_000 });
    return status === 0 ? performance.now() - began : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
