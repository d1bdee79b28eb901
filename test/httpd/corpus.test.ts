import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCorpus } from '../../scripts/find-corpus.ts';
import { analyse } from '../../server/src/analyse.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { lookedUp } from '../../server/src/hosts/looked-up.ts';
import { judge } from '../../server/src/judge.ts';
import { defaultTarget } from '../../server/src/resolve/snapshot.ts';
import { rules } from '../../server/src/rules/index.ts';
import { startupOf } from '../../server/src/startup.ts';
import { openDocument } from '../../server/src/syntax/document.ts';
import { fromBytes } from '../../server/src/text/bytes.ts';
import { uriOf } from '../../server/src/text/file-uri.ts';
import { wordsOf } from '../../server/src/text/message.ts';

/** What httpd once said of a real file. */
interface Recorded {
  readonly file: string;
  readonly class: string;
  /** How the file was read: included in a wrapper that loads modules (`include`; `own`: no MPM), or in `<Directory>`. */
  readonly mode: string;
  readonly mpm: Mpm | 'own';
  readonly exit: number;
  readonly stderr: readonly string[];
}

const corpus = findCorpus() ?? '';
const modules = '/usr/lib/apache2/modules';
const present = corpus !== '' && existsSync(join(corpus, 'ORACLE.jsonl'));
if (!present) console.warn('skipped: there is no corpus of real files; name its folder with APACHE_MPM_CORPUS');
const canCompare = present && existsSync(modules);
if (present && !canCompare) console.warn(`skipped: the records were made with Debian's modules in ${modules}`);

const read = (file: string) => fromBytes(readFileSync(join(corpus, file)));
const records: readonly Recorded[] = present
  ? read('ORACLE.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];

const usual =
  'access_compat alias auth_basic authn_core authn_file authz_core authz_host authz_user autoindex deflate dir env ' +
  'expires filter headers include mime negotiation reqtimeout rewrite setenvif status userdir actions cgi';
const more =
  'ssl socache_shmcb proxy proxy_http proxy_fcgi proxy_balancer proxy_wstunnel lbmethod_byrequests slotmem_shm macro ' +
  'dav dav_fs vhost_alias substitute authz_groupfile auth_digest asis info ext_filter usertrack unique_id speling md ' +
  'http2 brotli session session_cookie auth_form request xml2enc proxy_html cern_meta data allowmethods';

function modulesFor({ class: kind }: Recorded, text: string): readonly string[] {
  if (kind === 'htaccess' || kind === 'parser-edge') return `${usual} ${more}`.split(' ');
  const isMain = kind === '2.2' || /^\s*(ServerRoot\s|LoadModule\s+(?!mpm_))/im.test(text);
  return isMain ? [] : usual.split(' ');
}

/** The main file that the record was made with. */
function wrapper(record: Recorded, root: string): string {
  const load = (name: string) => `LoadModule ${name}_module ${modules}/mod_${name}.so`;
  const others = modulesFor(record, read(record.file)).filter((name) => existsSync(`${modules}/mod_${name}.so`));
  const include = `Include "${join(corpus, record.file)}"`;
  return [
    `ServerRoot "${root}"`,
    `DefaultRuntimeDir "${root}/run"`,
    `PidFile "${root}/run/httpd.pid"`,
    ...(record.mpm === 'own' ? [] : [load(`mpm_${record.mpm}`)]),
    ...others.map(load),
    'ServerName localhost',
    'User www-data',
    'Group www-data',
    'Listen 127.0.0.1:18080',
    `ErrorLog "${root}/logs/error.log"`,
    ...(record.mode === 'directory' ? [`<Directory "${root}/htdocs">`, include, '</Directory>'] : [include]),
    '',
  ].join('\n');
}

function ours(record: Recorded): { lines: readonly string[]; exit: number } {
  const root = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    for (const folder of ['logs', 'run', 'htdocs', 'conf']) mkdirSync(join(root, folder));
    symlinkSync(modules, join(root, 'modules'));
    writeFileSync(join(root, 'conf/mime.types'), '');
    const path = join(root, 'wrapper.conf');
    const document = openDocument(uriOf(path), wrapper(record, root));
    const environment = new Map([
      ['PATH', '/usr/sbin:/usr/bin:/sbin:/bin'],
      ['LANG', 'C'],
    ]);
    const target = { ...defaultTarget, environment, started: true as const, serverRoot: root };
    const { snapshot, resolution, model } = analyse(lookedUp({ path, document, target, found: new Map() }), []);
    const { lines, exit } = startupOf(snapshot, resolution, model);
    const file = join(corpus, record.file);
    const named = lines.map((line) =>
      line.replaceAll(file, '@FILE@').replaceAll(dirname(file), '@DIR@').replaceAll(root, '@ROOT@'),
    );
    return { lines: named, exit };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Lines about what the engine does not model: folders, host names, certificates, arguments of other modules. */
const outside = [
  /^AH00112: Warning: DocumentRoot/,
  /AH00547: Could not resolve host name/,
  /^SSLCertificateFile: file/,
  /^RewriteRule: cannot compile/,
  /^Cannot parse expression/,
  /^first argument must be 'add'/,
  /AH0229[17]: Cannot access directory/,
];
const isOutside = (line: string) => outside.some((pattern) => pattern.test(line));

describe.skipIf(!canCompare)('the records of real files', () => {
  const modes = ['include', 'own', 'directory'];
  // Two old main files include what happens to stand in /etc/apache2 of the machine.
  const own = records.filter(({ mode, stderr }) => modes.includes(mode) && !stderr.join().includes('/etc/apache2/'));
  const comparable = own.filter(({ exit, stderr }) => exit === 0 || !stderr.some(isOutside));

  it('are as many as there were', () => {
    expect(own.length).toBeGreaterThan(500);
    expect(comparable.length).toBeGreaterThan(0.95 * own.length);
  });

  it.each(comparable.map((record) => [record.file, record.mode, record.mpm, record] as const))(
    '%s, %s, %s',
    (_file, _mode, _mpm, record) => {
      const theirs = record.stderr.filter((line) => !isOutside(line));
      expect(ours(record)).toEqual({ lines: theirs, exit: record.exit });
    },
  );
});

describe.skipIf(!present)('real files that httpd takes without a message', () => {
  const fine = records.filter(({ mode, exit, stderr }) => mode === 'include' && exit === 0 && stderr.length === 1);

  it.each(fine.map((record) => [record.file, record.mpm, record] as const))(
    '%s, %s: no finding but what httpd does without a word',
    (_file, _mpm, record) => {
      const path = join(corpus, record.file);
      const target = { ...defaultTarget, mpm: record.mpm as Mpm };
      const document = openDocument(uriOf(path), read(record.file));
      const { findings } = judge({ path, document, target, found: new Map() }, rules);
      const loud = findings.filter(({ severity, rule }) => {
        const isSilent = rule.situation === 'changed silently';
        return (severity === 'error' || severity === 'warning') && !isSilent;
      });
      expect(loud.map(({ message }) => wordsOf(message))).toEqual([]);
    },
  );
});
