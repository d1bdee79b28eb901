import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Httpd, loadLine, loadOrder } from '../../scripts/ask-httpd.ts';
import { modules } from '../../server/src/catalogue/modules.ts';
import { toBytes } from '../../server/src/text/bytes.ts';
import { startHttpd } from './running-httpd.ts';

/** What httpd makes of a request below the folder of a per-directory file. */
export interface Answered {
  readonly status: number;
  /** Why it refuses the file, in its words; empty where it does not. */
  readonly said: string;
}

/** Those of Debian's package but one of the two that run CGI, in an order in which they load. */
function loads(httpd: Httpd): readonly string[] {
  const names = modules.flatMap(({ sharedObject }) => /^mod_(.*)\.so$/.exec(sharedObject ?? '')?.[1] ?? []);
  return loadOrder(names.filter((name) => !name.startsWith('mpm_') && name !== 'cgi'))
    .filter((name) => existsSync(join(httpd.modules, `mod_${name}.so`)))
    .map((name) => loadLine(httpd, name));
}

/** Starts httpd with all modules, has it read each text as the `.htaccess` of a folder of its own, and ends it. */
export async function askPerDirectory(
  httpd: Httpd,
  texts: readonly string[],
  overrides: readonly string[] = ['AllowOverride All'],
): Promise<readonly Answered[]> {
  const root = mkdtempSync(join(tmpdir(), 'apache-mpm-'));
  try {
    chmodSync(root, 0o755);
    for (const [at, text] of texts.entries()) {
      const folder = join(root, String(at));
      mkdirSync(folder);
      writeFileSync(join(folder, '.htaccess'), toBytes(text));
      writeFileSync(join(folder, 'index.html'), '');
    }
    const running = await startHttpd(httpd, 'event', [
      ...loads(httpd),
      'StartServers 1',
      'KeepAlive Off',
      'TypesConfig /dev/null',
      'Define OF_SERVER 7',
      '<Macro OfServer>',
      'Options -Indexes',
      '</Macro>',
      `DocumentRoot "${root}"`,
      `<Directory "${root}">`,
      ...overrides,
      'Require all granted',
      '</Directory>',
    ]);
    try {
      const statuses: number[] = [];
      for (const at of texts.keys()) {
        const response = await fetch(`http://127.0.0.1:${running.port}/${at}/index.html`, { redirect: 'manual' }).catch(
          () => undefined,
        );
        await response?.arrayBuffer();
        // A child process that crashes answers nothing.
        statuses.push(response?.status ?? 0);
      }
      const log = running.errorLog();
      return statuses.map((status, at) => ({ status, said: saidOf(log, join(root, String(at), '.htaccess')) }));
    } finally {
      await running.stop();
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}

function saidOf(log: string, path: string): string {
  const line = log.split('\n').find((each) => each.includes(':alert]') && each.includes(path)) ?? '';
  return line.slice(line.indexOf(path) + path.length).replace(/^: /, '');
}
