import { describe, expect, it, test } from 'vitest';
import { commandsNamed, directiveNamed } from '../server/src/catalogue/lookup.ts';
import { manualPages } from '../server/src/catalogue/manual.ts';
import { directivesOfOtherBuilds } from '../server/src/catalogue/other-builds.ts';
import { judge } from '../server/src/judge.ts';
import { resolve } from '../server/src/resolve/resolve.ts';
import { defaultTarget, type Found, type Target } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { incompleteness, startupOf, verdictOn } from '../server/src/startup.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

type Texts = Readonly<Record<string, string>>;

const folder = '/home/me/copy';

/** A copy of a configuration, the main file first; a name that ends with a slash is an empty folder. */
function snapshotOf(texts: Texts, target: Partial<Target> = {}) {
  const found = new Map<string, Found>();
  for (const [name, text] of Object.entries(texts)) {
    const path = `${folder}/${name}`;
    if (name.endsWith('/')) found.set(path.slice(0, -1), { kind: 'folder', entries: [] });
    else found.set(path, { kind: 'file', document: openDocument(`file://${path}`, text) });
  }
  const [main = ''] = Object.keys(texts);
  const path = `${folder}/${main}`;
  const document = found.get(path)!.document!;
  const snapshot = { path, document, target: { ...defaultTarget, serverRoot: folder, ...target }, found };
  for (;;) {
    const { wanted } = resolve(snapshot);
    if (wanted.length === 0) return snapshot;
    for (const one of wanted) {
      const own = Object.keys(texts).filter((name) => `${folder}/${name}`.startsWith(`${one.path}/`));
      const entries = own.map((name) => ({ name: name.slice(one.path.length - folder.length), folder: false }));
      found.set(one.path, own.length > 0 ? { kind: 'folder', entries } : { kind: 'missing' });
    }
  }
}

const isWhole = (texts: Texts, target?: Partial<Target>) => resolve(snapshotOf(texts, target)).whole;

/** What is found in the copy, as `FILE:LINE severity rule`. */
function found(texts: Texts, target?: Partial<Target>): readonly string[] {
  return judge(snapshotOf(texts, target), rules).findings.map(
    ({ at, severity, rule }) =>
      `${at.uri.slice(`file://${folder}/`.length)}:${at.start.line + 1} ${severity} ${rule.id}`,
  );
}

const load = (name: string) => `LoadModule ${name}_module modules/mod_${name}.so\n`;
const debian = (name: string) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so\n`;
const main = `# A copy\nListen 80\n${debian('mpm_event')}${debian('authz_core')}`;

describe('a configuration is whole by evidence', () => {
  test.each<[string, Texts, boolean]>([
    ['a file that sets the ServerRoot', { 'any.conf': 'ServerRoot /srv\n' }, true],
    ['one that listens and loads what every server needs', { 'any.conf': `Listen 80\n${load('unixd')}` }, true],
    ['one that listens and loads something else', { 'ssl.conf': `Listen 443\n${load('ssl')}` }, false],
    [
      'one that loads an MPM and sets what the main server has',
      { 'any.conf': `ServerName localhost\n${load('mpm_event')}` },
      true,
    ],
    [
      'one that sets it for a virtual host only',
      { 'any.conf': `${load('mpm_event')}<VirtualHost *:80>\nServerName a\n</VirtualHost>\n` },
      false,
    ],
    ['one that loads modules', { '00-base.conf': `${load('unixd')}${load('authz_core')}` }, false],
    ['one that listens', { 'ports.conf': 'Listen 80\n' }, false],
    ['one with the name of a main file that listens', { 'httpd.conf': 'Listen 80\n' }, true],
    ['one with that name and nothing of a main file', { 'httpd.conf': 'MaxRequestWorkers 400\n' }, false],
    ['a template', { 'httpd.conf.j2': 'ServerRoot /srv\n' }, false],
    ['one with a line of a template', { 'httpd.conf': `${main}{% if ssl %}\n` }, false],
    ['one with a place-holder', { 'httpd.conf': `${main}MaxRequestWorkers @WORKERS@\n` }, false],
    ['one with an Include that is here', { 'httpd.conf': `${main}Include a.conf\n`, 'a.conf': 'KeepAlive On\n' }, true],
    ['one with an Include that is not', { 'httpd.conf': `${main}Include a.conf\n` }, false],
    ['one with a pattern that matches nothing here', { 'httpd.conf': `${main}Include conf.d/*.conf\n` }, false],
    ['one with a folder that may be missing', { 'httpd.conf': `${main}IncludeOptional conf.d/*.conf\n` }, false],
    [
      'one with a folder that is empty',
      { 'httpd.conf': `${main}IncludeOptional conf.d/*.conf\n`, 'conf.d/': '' },
      true,
    ],
    [
      'one with a link that was checked out as text',
      { 'httpd.conf': `${main}Include mods-enabled/a.load\n`, 'mods-enabled/a.load': '../mods-available/a.load' },
      false,
    ],
  ])('%s', (_, texts, whole) => expect(isWhole(texts)).toBe(whole));

  test('what a person says goes before it', () => {
    const open = { 'httpd.conf': `${main}Include none.conf\nSSLEngine on\n` };
    expect(isWhole(open, { whole: true })).toBe(true);
    expect(found(open, { whole: true })).toContain('httpd.conf:6 error directive-needs-module');
    expect(found(open)).toEqual(['httpd.conf:5 hint not-fully-checked']);
    expect(isWhole({ 'httpd.conf': main }, { whole: false })).toBe(false);
    expect(isWhole({ 'part.conf': 'SSLEngine on\n' }, { whole: true })).toBe(true);
  });

  test('an MPM that is there before the first line makes a main file of one with its name', () => {
    expect(isWhole({ 'httpd.conf': 'WorkerPoolSize 1\n' }, { mpm: 'event' })).toBe(true);
    expect(isWhole({ 'httpd.conf': 'WorkerPoolSize 1\n' }, { mpm: 'event', mpmIsGuess: true })).toBe(false);
    expect(isWhole({ 'mpm.conf': 'WorkerPoolSize 1\n' }, { mpm: 'event' })).toBe(false);
  });
});

describe('of a whole configuration it is known what httpd does not have', () => {
  it.each([
    ['a directive of a module', 'ProxyTimeout 1800\n', ['httpd.conf:5 error directive-needs-module']],
    ['a section of a module', '<Proxy *>\n</Proxy>\n', ['httpd.conf:5 error directive-needs-module']],
    ['a name that nobody has', 'WorkerPoolSize 100\n', ['httpd.conf:5 error unknown-directive']],
    ['a section that nobody has', '<IfModul a>\n</IfModul>\n', ['httpd.conf:5 error unknown-directive']],
    ['a line that cannot stand alone', 'Require all granted\n', ['httpd.conf:5 error misplaced-directive']],
    ['a module that is linked in', debian('log_config'), ['httpd.conf:5 error refused-by-httpd']],
    ['a condition on a module', '<IfModule ssl_module>\nSSLEngine on\nBogus\n</IfModule>\n', []],
    ['a condition on a module from elsewhere', '<IfModule mod_php5.c>\nphp_value a b\n</IfModule>\n', []],
    ['the opposite', '<IfModule !mod_php5.c>\nBogus\n</IfModule>\n', ['httpd.conf:6 error unknown-directive']],
    ['-D names stay unknown', '<IfDefine SSL>\nBogus\n</IfDefine>\n', []],
  ])('%s', (_, lines, expected) => expect(found({ 'httpd.conf': main + lines })).toEqual(expected));

  test('where the build is not known, a module may be linked in: one warning for each', () => {
    const other = `ServerRoot /srv/www\nListen 80\nRewriteEngine On\nRewriteRule a b\nOrder allow,deny\n`;
    expect(found({ 'httpd.conf': other }, { mpm: 'event' })).toEqual([
      'httpd.conf:3 warning directive-needs-module',
      'httpd.conf:5 warning directive-needs-module',
    ]);
    const condition = `${other}<IfModule mod_status.c>\nBogus\n</IfModule>\n`;
    expect(resolve(snapshotOf({ 'httpd.conf': condition })).conditions[0]?.verdict).toBe('unknown');
    for (const known of ['ServerRoot /etc/httpd\n', load('unixd'), debian('alias')]) {
      const first = found({ 'httpd.conf': `${known}Listen 80\nRewriteEngine On\n` }, { mpm: 'event' });
      expect(first, known).toEqual(['httpd.conf:3 error directive-needs-module']);
    }
    expect(found({ 'etc/apache2/httpd.conf': `Listen 80\nRewriteEngine On\n` }, { mpm: 'event' })).toEqual([
      'etc/apache2/httpd.conf:2 error directive-needs-module',
    ]);
  });

  test('a directive that only other builds have is not said to be unknown', () => {
    const windows = 'ServerRoot "C:/Apache24"\nListen 80\nScriptInterpreterSource Registry\n';
    expect(found({ 'httpd.conf': windows }, { mpm: 'winnt' })).toEqual([]);
    const names = Object.values(manualPages).flatMap((page) => Object.keys(page));
    const missing = names.filter((name) => commandsNamed(name).length === 0 && !directiveNamed(name));
    expect([...directivesOfOtherBuilds].sort()).toEqual(missing.sort());
  });
});

describe('a module from elsewhere may bring any directive', () => {
  const php = `# A copy\nListen 80\n${debian('mpm_prefork')}${debian('authz_core')}LoadModule php_module modules/libphp8.2.so\n`;

  it.each([
    ['MaxRequestWorker 150\n', ['httpd.conf:6 warning unknown-directive']],
    ['KepAlive On\n', ['httpd.conf:6 warning unknown-directive']],
    ['<IfModul a>\n</IfModul>\n', ['httpd.conf:6 warning unknown-directive']],
    ['<Direcory />\n</Direcory>\n', ['httpd.conf:6 warning unknown-directive']],
    ['php_value a b\nphp_flag a b\n', ['httpd.conf:6 hint not-fully-checked']],
    ['Order allow,deny\n', ['httpd.conf:6 error directive-needs-module']],
    ['<IfModule mod_php.c>\nKeepAlive Perhaps\n</IfModule>\n', ['httpd.conf:7 error wrong-argument-count']],
    ['<IfModule php_module>\nKeepAlive Perhaps\n</IfModule>\n', ['httpd.conf:7 error wrong-argument-count']],
    ['<IfModule mod_php7.c>\nBogus\n</IfModule>\n', ['httpd.conf:6 hint if-module-name-never-matches']],
    ['<IfModule mod_security2.c>\nBogus\n</IfModule>\n', []],
  ])('%s', (lines, expected) => {
    expect(found({ 'httpd.conf': php + lines })).toEqual(expected);
  });

  test('its source file is that of its shared object, or may be like it', () => {
    const verdict = (line: string, name: string) => {
      const text = `${main}${line}\n<IfModule ${name}>\nKeepAlive On\n</IfModule>\n`;
      return resolve(snapshotOf({ 'httpd.conf': text })).conditions[0]?.verdict;
    };
    const wsgi = 'LoadModule wsgi_module modules/mod_wsgi.so';
    expect(verdict(wsgi, 'mod_wsgi.c')).toBe('yes');
    expect(verdict(wsgi, 'wsgi_module')).toBe('yes');
    expect(verdict(wsgi, 'mod_jk.c')).toBe('no');
    expect(verdict('LoadModule evasive20_module modules/mod_evasive24.so', 'mod_evasive.c')).toBe('unknown');
    expect(verdict('LoadModule evasive20_module modules/mod_evasive24.so', 'evasive_module')).toBe('no');
  });

  test('what is not known is told with its line', () => {
    const said = (lines: string) => {
      const missing = incompleteness(resolve(snapshotOf({ 'httpd.conf': php + lines })));
      return missing && wordsOf(missing);
    };
    expect(said('KeepAlive On\n')).toBeUndefined();
    expect(said('KeepAlive On\nphp_value a b\n')).toBe(
      `php_value at ${folder}/httpd.conf:7 may be a directive of php_module`,
    );
  });
});

describe('httpd has one MPM, and before its LoadModule line none', () => {
  const workers = (text: string, target?: Partial<Target>) => {
    const { analyses } = judge(snapshotOf({ 'part.conf': text }, target), []);
    return analyses.map(({ model }) => model?.settings.get('MaxRequestWorkers')?.asked);
  };
  const block = (name: string) => `<IfModule ${name}>\nMaxRequestWorkers 50\n</IfModule>\n`;

  it.each([
    'mpm_beos_module',
    'beos.c',
    'perchild.c',
    'threaded.c',
    'mpmt_pthread.c',
    'mpm_peruser_module',
    'leader.c',
  ])('the former MPM %s is not there', (name) => {
    expect(workers(load('mpm_prefork') + block(name))).toEqual([256]);
    expect(workers(block(name) + load('mpm_prefork'))).toEqual([256]);
    expect(workers(block(name), { mpm: 'event' })).toEqual([400]);
  });

  it.each(['prefork.c', 'mpm_prefork_module', 'worker.c'])('a block of %s above the line is skipped', (name) => {
    expect(workers(block(name) + load('mpm_prefork'))).toEqual([256]);
    expect(workers(`${block(name)}<IfDefine A>\n${load('mpm_prefork')}</IfDefine>\n`)).not.toEqual([256]);
  });

  test('mpm_itk is an ordinary module beside prefork', () => {
    const itk = 'LoadModule mpm_itk_module modules/mpm_itk.so\n';
    for (const name of ['mpm_itk_module', 'mpm_itk.c']) {
      expect(workers(load('mpm_prefork') + itk + block(name)), name).toEqual([50]);
      expect(workers(load('mpm_prefork') + block(name) + itk), name).toEqual([256]);
      expect(workers(load('mpm_prefork') + block(name)), name).toEqual([undefined]);
      expect(workers(main + block(name)), name).toEqual([400]);
    }
    expect(workers(load('mpm_prefork') + itk + block('itk.c'))).toEqual([256]);
    expect(workers(load('mpm_event') + itk + block('mpm_itk.c'))).toEqual([50]);
  });
});

describe('whether httpd starts', () => {
  const verdict = (texts: Texts, target?: Partial<Target>) => {
    const snapshot = snapshotOf(texts, target);
    const { analyses } = judge(snapshot, []);
    const { starts, message } = verdictOn(snapshot, analyses[0]!.resolution);
    return [starts, wordsOf(message)];
  };

  it.each<[string, Texts, boolean | undefined, string]>([
    ['all is here', { 'httpd.conf': main }, true, 'Syntax OK'],
    [
      'an unknown name',
      { 'httpd.conf': `${main}Bogus\n` },
      false,
      `AH00526: Syntax error on line 5 of ${folder}/httpd.conf:\nInvalid command 'Bogus'`,
    ],
    ['no MPM', { 'apache2.conf': `Listen 80\n${load('authz_core')}` }, false, 'No MPM loaded.'],
    ['a part', { 'mpm.conf': 'KeepAlive On\n' }, undefined, 'the file is a part of a configuration'],
    ['a part that no httpd takes', { 'mpm.conf': 'KeepAlive Perhaps\n' }, false, 'KeepAlive must be On or Off'],
    [
      'an Include that is not here',
      { 'httpd.conf': `${main}Include a.conf\n` },
      undefined,
      'a.conf, which it includes',
    ],
    ['no MPM, and one may be linked in', { 'httpd.conf': 'Listen 80\n' }, undefined, 'no line loads an MPM'],
    ['a name that a module may have', { 'httpd.conf': `${main}LoadModule x_module x.so\nXY 1\n` }, undefined, 'XY at'],
  ])('%s', (_, texts, starts, words) => {
    const [is, message] = verdict(texts);
    expect(is).toBe(starts);
    expect(message).toContain(words);
  });

  test('is what startup says where it is known', () => {
    for (const lines of ['', 'Bogus\n', 'MaxRequestWorkers 410\n', '<Directory />\n']) {
      const snapshot = snapshotOf({ 'httpd.conf': main + lines }, { started: true });
      const resolution = resolve(snapshot);
      expect(verdictOn(snapshot, resolution).starts, lines).toBe(startupOf(snapshot, resolution, undefined).exit === 0);
    }
  });
});

describe('the hint on what could not be checked', () => {
  const hints = (texts: Texts) => found(texts).filter((each) => each.includes('not-fully-checked'));

  test('is one for a file, and none on what distributions ship', () => {
    expect(hints({ 'site.conf': 'PassengerRoot /a\nPassengerRuby /b\n' })).toEqual([
      'site.conf:1 hint not-fully-checked',
    ]);
    expect(hints({ 'httpd.conf': `${main}Include own/settings.conf\n` })).toEqual([
      'httpd.conf:5 hint not-fully-checked',
    ]);
    expect(hints({ 'httpd.conf': `${main}Include conf.modules.d/*.conf\nIncludeOptional conf.d/*.conf\n` })).toEqual(
      [],
    );
    expect(hints({ 'a.conf': '<IfModule mod_perl.c>\nPerlRequire a\n</IfModule>\n' })).toEqual([]);
    expect(hints({ 'a.conf': 'Include ports.conf\nIncludeOptional sites-enabled/*.conf\n' })).toEqual([]);
  });
});

test('a module of another name than its file cannot be loaded, wherever the file lies', () => {
  const refused = (line: string) =>
    resolve(snapshotOf({ 'part.conf': `LoadModule ${line}\n` })).problems.map(({ text }) => text);
  expect(refused('mpm_event_module modules/mod_mpm_worker.so')).toEqual([
    expect.stringContaining("Can't locate API module structure `mpm_event_module' in file"),
  ]);
  expect(refused('mod_http2 modules/mod_http2.so')).toHaveLength(1);
  expect(refused('http2_module modules/mod_http2.so')).toEqual([]);
  expect(refused('somebodys_module modules/mod_somebodys.so')).toEqual([]);
});

test('a relative ServerRoot belongs to the folder in which httpd is started', () => {
  const lines = 'ServerRoot .\nLoadModule alias_module modules/mod_alias.so\n';
  const here = new Map<string, Found>([[`${folder}/modules`, { kind: 'folder', entries: [] }]]);
  const document = openDocument(`file://${folder}/httpd.conf`, lines);
  const told = (target: Partial<Target>) => {
    const snapshot = { path: `${folder}/httpd.conf`, document, target: { ...defaultTarget, ...target } };
    const missing: Found = { kind: 'missing' };
    const found = new Map([
      ...here,
      [`${folder}/modules/mod_alias.so`, missing],
      [folder, { kind: 'folder' } as const],
    ]);
    return resolve({ ...snapshot, found }).problems.map(({ text }) => text);
  };
  expect(told({ serverRoot: folder })).toEqual([]);
  expect(told({ started: true, folder })).toEqual([expect.stringContaining(`${folder}/modules/mod_alias.so`)]);
});
