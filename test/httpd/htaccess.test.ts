import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { findCorpus } from '../../scripts/find-corpus.ts';
import { edited } from '../../scripts/rule-example.ts';
import { modules } from '../../server/src/catalogue/modules.ts';
import { judge } from '../../server/src/judge.ts';
import { targetFor } from '../../server/src/resolve/per-directory.ts';
import { defaultTarget } from '../../server/src/resolve/snapshot.ts';
import { readFiles } from '../../server/src/rules/annotations.ts';
import { mainFileOf, snapshotOf } from '../../server/src/rules/example-files.ts';
import { rules } from '../../server/src/rules/index.ts';
import { pages } from '../../server/src/rules/pages.ts';
import { openDocument } from '../../server/src/syntax/document.ts';
import { fromBytes } from '../../server/src/text/bytes.ts';
import { type Answered, askPerDirectory } from '../support/per-directory.ts';

const httpd = process.platform === 'linux' ? findHttpd() : undefined;
if (!httpd) console.warn('skipped: no httpd on Linux found; install apache2, or name one with APACHE_MPM_HTTPD');
const corpus = join(findCorpus() ?? '', 'htaccess');
if (!existsSync(corpus))
  console.warn('skipped: there is no corpus of real files; name its folder with APACHE_MPM_CORPUS');

const rule = 'not-allowed-in-htaccess';

function findingsIn(text: string) {
  const path = '/srv/www/.htaccess';
  const document = openDocument(`file://${path}`, text);
  return judge({ path, document, target: targetFor(path, defaultTarget), found: new Map() }, rules).findings;
}

/** What we say that httpd refuses, by rules. */
const refusedBy = (text: string) => [
  ...new Set(findingsIn(text).flatMap(({ severity, rule }) => (severity === 'error' ? [rule.id] : []))),
];

/** Files, and the rules that find an error in them; none in those that httpd takes. */
const cases: readonly (readonly [string, ...string[]])[] = [
  ['MaxRequestWorkers 200\n', rule],
  ['MaxClients 200\n', rule],
  ['maxrequestsperchild 200\n', rule],
  ['KeepAlive On\nKeepAliveTimeout 5\n', rule],
  ['Timeout 600\r\n', rule],
  ['RequestReadTimeout body=0\n', rule],
  ['MaxSpareServers 3\n', rule],
  ['Max\\\nRequestWorkers 3\n', rule],
  ['# a comment \\\nMaxRequestWorkers 3\n'],
  ['<IfModule reqtimeout_module>\nRequestReadTimeout body=0\n</IfModule>\n', rule],
  ['<IfModule mpm_event_module>\nMaxRequestWorkers 3\n</IfModule>\n', rule],
  ['<IfModule !mod_nobody.c>\nMaxRequestWorkers 3\n</IfModule>\n', rule],
  ['<IfVersion >= 2.4>\nMaxRequestWorkers 3\n</IfVersion>\n', rule],
  ['<IfVersion < 2.4>\nMaxRequestWorkers 3\n</IfVersion>\n'],
  ['<IfDirective KeepAlive>\nKeepAlive On\n</IfDirective>\n', rule],
  ['<Files x>\nMaxRequestWorkers 3\n</Files>\n', rule],
  ['<If "true">\nKeepAlive Off\n</If>\n', rule],
  ['<Limit GET>\nTimeout 3\n</Limit>\n', rule],
  ['<RequireAll>\nTimeout 3\n</RequireAll>\n', rule],
  ['<Files x>\nAllowOverride None\n</Files>\n', rule],
  ['<Files x>\n<Directory />\n</Directory>\n</Files>\n', rule],
  ['<Directory />\nOptions Indexes\n</Directory>\n', rule],
  ['<Location />\nOptions Indexes\n</Location>\n', rule],
  ['<VirtualHost *:80>\nOptions Indexes\n</VirtualHost>\n', rule],
  ['<Proxy *>\n</Proxy>\n', rule],
  ['Include /etc/hostname\n', rule],
  ['IncludeOptional /nowhere/*\n', rule],
  ['Define NAME 1\n', rule],
  ['UnDefine NAME\n', rule],
  ['LoadModule x_module x.so\n', rule],
  ['ServerRoot /\n', rule],
  ['Listen 8080\n', rule],
  ['AcceptMutex flock\n', rule],
  ['NameVirtualHost *:80\n', rule],
  ['Port 80\n', rule],
  ['ServerAlias x\n', rule],
  ['HostnameLookups On\n', rule],
  ['LogLevel debug\n', rule],
  ['RewriteMap x txt:/x\n', rule],
  ['SSLEngine on\n', rule],
  ['php_admin_value memory_limit 1G\n', rule],
  ['php_admin_flag display_errors On\n', rule],
  ['PHPINIDir /etc/php\n', rule],
  ['LuaInputFilter x y z\n', rule],
  ['LuaMapHandler x y\n', rule],
  ['ProxyHCExpr x y\n', rule],
  ['<Macro Own>\nMaxRequestWorkers 3\n</Macro>\nUse Own\n', rule],
  ['<Macro Own>\nMaxRequestWorkers 3\n</Macro>\n'],
  ['<Macro Own>\nOptions -Indexes\n</Macro>\nUse Own\n'],
  ['Use OfServer\n'],
  ['UndefMacro OfServer\n'],
  ['Header set X-Name ${OF_SERVER}\n'],
  ['Header set X-Name ${NOBODY}\n'],
  ['RewriteEngine On\nRewriteBase /\n'],
  ['<Files x>\n<Files y>\n</Files>\n<If "true">\n<Limit GET>\nRequire all granted\n</Limit>\n</If>\n</Files>\n'],
  ['<FilesMatch x>\nRequire all granted\n</FilesMatch>\n<LimitExcept GET>\nRequire all granted\n</LimitExcept>\n'],
  ['<RequireAll>\nRequire all granted\n</RequireAll>\n'],
  ['<RequireAll>\nOptions Indexes\n</RequireAll>\n', 'misplaced-directive'],
  ['ServerSignature Off\nLimitRequestBody 100\nH2Push off\n'],
  ['<IfModule core.c>\nOptions Indexes\n'],
  ['<Files x>\nOptions Indexes\n', 'unclosed-section'],
  ['</Files>\n', 'unmatched-end-tag'],
  ['<Files x\n</Files>\n', 'unfinished-tag'],
  ['SetHandler a b\n', 'wrong-argument-count'],
  ['Error "Not here"\n', 'refused-by-httpd'],
  ['\ufeffOptions -Indexes\n', 'byte-order-mark'],
  [`Header set X-Name ${'a'.repeat(8173)}\n`],
  [`Header set X-Name ${'a'.repeat(8174)}\n`, 'refused-by-httpd'],
  [`Header set X-Name ${'é'.repeat(4090)}\n`, 'refused-by-httpd'],
];

describe.skipIf(!httpd)('a started httpd, AllowOverride All and all modules', () => {
  const commands = modules
    .filter(({ sourceFile }) => !['worker.c', 'prefork.c', 'mod_cgi.c'].includes(sourceFile))
    .flatMap(({ directives }) => directives.flatMap(({ names }) => names.split(' ')));
  const texts = commands.map((name) => (name.startsWith('<') ? `${name} x>\n</${name.slice(1)}>\n` : `${name} x\n`));
  const examples = pages[rule]!.examples.flatMap((example) => {
    const files = new Map([...readFiles(example.config, mainFileOf(example))].map(([path, { text }]) => [path, text]));
    const found = judge(snapshotOf(files, undefined), rules).findings;
    const fixes = found.flatMap(({ fixes = [] }) => fixes);
    const fixed = fixes.map(({ edits }) => [...edited(files, edits).values()][0]!);
    return [...files.values(), ...(fixes.length === found.length ? fixed : [])];
  });
  const files = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
        .map((name) => join(corpus, name))
        .filter((path) => statSync(path).isFile())
    : [];
  const real = files.map((path) => fromBytes(readFileSync(path)));
  const all = [...texts, ...cases.map(([text]) => text), ...examples, ...real];
  const answers = new Map<string, Answered>();

  beforeAll(async () => {
    const answered = await askPerDirectory(httpd!, all);
    for (const [at, text] of all.entries()) answers.set(text, answered[at]!);
  }, 60_000);

  it('refuses of the directives of all modules those that we say it refuses, and no other for where it stands', () => {
    const differ = texts.flatMap((text) => {
      const { status, said } = answers.get(text)!;
      const refused = /not allowed here|cannot occur within htaccess files/.test(said);
      const ours = refusedBy(text).includes(rule);
      return (ours ? status === 500 : !refused) ? [] : [`${text.trim()}: ${status} ${said}`];
    });
    expect(differ).toEqual([]);
    expect(commands.length).toBeGreaterThan(700);
    expect(texts.filter((text) => refusedBy(text).length > 0).length).toBeGreaterThan(350);
  });

  it.each(cases.map(([text, ...ids]) => [text.trim().slice(0, 80), text, ids] as const))('%j', (_, text, ids) => {
    const { status, said } = answers.get(text)!;
    expect(refusedBy(text)).toEqual(ids);
    expect(status === 500, said).toBe(ids.length > 0);
    for (const { message, httpd: code } of findingsIn(text)) {
      expect(JSON.stringify(message)).not.toContain('does not start');
      expect(code).toBeUndefined();
    }
  });

  it.each(examples)('%j: as the page has it', (text) => {
    expect(answers.get(text)!.status === 500).toBe(findingsIn(text).length > 0);
  });

  it.skipIf(files.length === 0)('refuses the real files in which we find an error', () => {
    const wrong = files.filter((_, at) => {
      const isLoud = findingsIn(real[at]!).some(({ severity }) => severity === 'error' || severity === 'warning');
      return isLoud && answers.get(real[at]!)!.status !== 500;
    });
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });
});

describe.skipIf(!httpd)('what AllowOverrideList can allow', () => {
  const listed = ['HostnameLookups Off', 'LogLevel warn', 'IncludeOptional /nowhere/*', 'Alias /y'];
  const never = ['MaxRequestWorkers 3', 'KeepAlive On', 'Define X 1', 'UnDefine X', 'AllowOverride None'];
  const told = 'unless AllowOverrideList names it';

  it('is what we say', async () => {
    const lines = [...listed, ...never];
    const names = lines.map((line) => line.split(' ')[0]);
    const answered = await askPerDirectory(httpd!, lines, [
      'AllowOverride None',
      `AllowOverrideList ${names.join(' ')}`,
    ]);
    expect(answered.map(({ status }) => status)).toEqual(lines.map((line) => (listed.includes(line) ? 200 : 500)));
    for (const line of lines) {
      const [finding] = findingsIn(line);
      expect(JSON.stringify(finding?.message).includes(told), line).toBe(listed.includes(line));
    }
  }, 60_000);
});
