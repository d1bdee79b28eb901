import { describe, expect, test } from 'vitest';
import { identifierIn } from '../server/src/catalogue/shared-objects.ts';
import { judge } from '../server/src/judge.ts';
import { resolve } from '../server/src/resolve/resolve.ts';
import { defaultTarget, type Found, type Snapshot, type Target } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { startupOf } from '../server/src/startup.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

const event = { mpm: 'event' } as const;

/** A main file, with what stands at some paths; at all others nothing does. */
function snapshotOf(
  text: string,
  target: Partial<Target> = {},
  there: Readonly<Record<string, Found>> = {},
  path = '/srv/conf/httpd.conf',
): Snapshot {
  const document = openDocument(`file://${path.replace(/^(?=\w:)/, '/')}`, text);
  const found = new Map(Object.entries(there));
  const snapshot = { path, document, target: { ...defaultTarget, ...target }, found };
  for (;;) {
    const { wanted } = resolve(snapshot);
    if (wanted.length === 0) return snapshot;
    for (const { path } of wanted) found.set(path, { kind: 'missing' });
  }
}

const said = (...given: Parameters<typeof snapshotOf>) => {
  const snapshot = snapshotOf(...given);
  return startupOf(snapshot, resolve(snapshot), undefined).lines;
};
const findings = (...given: Parameters<typeof snapshotOf>) =>
  judge(snapshotOf(...given), rules)
    .findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ message }) => wordsOf(message));
const fixes = (...given: Parameters<typeof snapshotOf>) =>
  judge(snapshotOf(...given), rules).findings.flatMap(({ fixes = [] }) => fixes.map(({ title }) => wordsOf(title)));

describe('a part of a configuration', () => {
  test('may have mutexes of modules that another file loads, and folders that are on the server', () => {
    expect(findings('Mutex file:/run/lock ssl-cache\nMutex sem nothing default\n', { ...event, whole: false })).toEqual(
      [],
    );
    expect(
      findings('CoreDumpDirectory /nowhere\nLoadFile /nowhere/x.so\nChrootDir /nowhere\n', { ...event, whole: false }),
    ).toEqual([]);
    expect(findings('LogLevel info ssl:warn nothing:debug\n', { ...event, whole: false })).toEqual([]);
  });

  test('is told what httpd refuses wherever the file belongs', () => {
    expect(findings('Mutex foo default\n', event)[0]).toMatch(/^Mutex foo is refused/);
    expect(findings('Mutex none\n', event)[0]).toMatch(/^Mutex none is refused.*None is not allowed/);
    expect(findings('LogLevel warning\n', event)[0]).toMatch(/^LogLevel warning is refused/);
    const host = '<VirtualHost *:80>\n    ServerName a\n    Options Indexes -MultiViews\n</VirtualHost>\n';
    expect(findings(host, event)[0]).toMatch(/^Options -MultiViews is refused/);
    expect(findings('<Directory /srv>\nAllowOverride Foo\n</Directory>\n', event)[0]).toMatch(/^AllowOverride Foo is/);
  });

  test('has values that a variable or a template decides', () => {
    expect(findings(`Mutex ${'${MUTEX}'} default\n`, event)).toEqual([]);
    expect(findings('Mutex {{ mutex }}\nLogLevel {{ level }}\nOptions {{ options }}\n', event)).toEqual([]);
    expect(findings(`Define LEVEL warn\nLogLevel ${'${LEVEL}'}\n`, event)).toEqual([]);
  });
});

describe('a whole configuration', () => {
  test('of which a module from elsewhere may have registered a mutex', () => {
    const lines = (name: string) => `LoadModule fcgid_module modules/mod_fcgid.so\nMutex sem ${name}\n`;
    const there = { '/etc/apache2/modules/mod_fcgid.so': { kind: 'file' } } as const;
    expect(said(lines('fcgid-pipe'), { ...event, started: true }, there)).toEqual(['Syntax OK']);
    expect(said(lines('ssl-cache'), { ...event, started: true }, there)).toContain('Mutex type ssl-cache is not valid');
  });

  test('under WinNT has other mechanisms than those that are known here', () => {
    expect(said('Mutex foo\n', { mpm: 'winnt', started: true })).toEqual(['Syntax OK']);
  });

  test('has drives on Windows, by its MPM, its main file or its ServerRoot, and folders of that name elsewhere', () => {
    const whole = { ...event, started: true } as const;
    const refusal = (path: string) =>
      expect.stringContaining(`Could not open configuration file ${path}: No such file`);
    const include = 'Include c:/wamp/x.conf\n';
    expect(said(include, whole)).toEqual([refusal('/etc/apache2/c:/wamp/x.conf')]);
    expect(said(include, { ...whole, mpm: 'winnt' })).toEqual([refusal('c:/wamp/x.conf')]);
    expect(said(include, whole, {}, 'C:/wamp/conf/httpd.conf')).toEqual([refusal('c:/wamp/x.conf')]);
    const there = { 'c:/wamp': { kind: 'folder', entries: [] } } as const;
    expect(said(`ServerRoot "c:/wamp"\n${include}`, whole, there)).toEqual([refusal('c:/wamp/x.conf')]);
    expect(said('ServerRoot "c:/wamp"\nInclude conf/*.conf\n', whole, there)).toEqual([
      expect.stringContaining('Could not open directory c:/wamp/conf: No such file or directory'),
    ]);
  });

  test('logs its warnings by the LogLevel that is in force at the line', () => {
    const count = (text: string) =>
      said(text, { ...event, started: true }).filter((line) => /AH00117/.test(line)).length;
    expect(count('DefaultType a/b\nLogLevel error\nDefaultType a/b\n')).toBe(1);
    expect(count('<VirtualHost *>\nDefaultType a/b\nLogLevel warn\nDefaultType a/b\n</VirtualHost>\n')).toBe(1);
    expect(count('LogLevel error\n<Directory />\nLogLevel debug\nDefaultType a/b\n</Directory>\n')).toBe(0);
  });
});

test('a lock of 2.2 becomes a Mutex that httpd takes, with the folder of its file', () => {
  const load = 'LoadModule ssl_module modules/mod_ssl.so\n';
  const there = { '/etc/apache2/modules/mod_ssl.so': { kind: 'file' } } as const;
  const mutexes = (text: string, target: Partial<Target> = event) =>
    fixes(text, target, there).flatMap((title) => /^Write (Mutex .*)/.exec(title)?.[1] ?? []);
  expect(mutexes('SSLMutex file:/run/ssl/mutex\n')).toEqual(['Mutex file:/run/ssl ssl-cache']);
  expect(mutexes('SSLMutex flock:mutex\n')).toEqual(['Mutex flock:. ssl-cache']);
  expect(mutexes('SSLMutex default\n')).toEqual(['Mutex default ssl-cache']);
  expect(mutexes('SSLMutex none\n')).toEqual([]);
  expect(mutexes('SSLStaplingMutex file:/mutex\n')).toEqual(['Mutex file:/ ssl-stapling']);
  expect(mutexes('RewriteLock /run/lock/rewrite\n')).toEqual(['Mutex file:/run/lock rewrite-map']);
  expect(mutexes('WatchdogMutexPath /run/lock\n')).toEqual(['Mutex file:/run/lock watchdog-callback']);
  expect(mutexes('AcceptMutex flock\n', { mpm: 'worker' })).toEqual(['Mutex flock mpm-accept']);
  expect(mutexes('AcceptMutex flock\n')).toEqual([]);
  // Of a whole configuration it is known which modules there are, and which folders.
  expect(mutexes('SSLMutex sem\n', { ...event, started: true })).toEqual([]);
  expect(mutexes(`${load}SSLMutex file:/nowhere/mutex\n`, { ...event, started: true })).toEqual([
    'Mutex default ssl-cache',
  ]);
});

test.each([
  ['/usr/lib/apache2/modules/mod_ssl.so', 'ssl_module'],
  ['modules/mod_mpm_event.so', 'mpm_event_module'],
  ['libphp5.so', 'php5_module'],
  ['libphp7.4.so', 'php7_module'],
  ['libphp7-zts.so', 'php7_module'],
  ['libphp8.2.so', 'php_module'],
  ['libphp.so', 'php_module'],
  ['C:/php/php8apache2_4.dll', 'php_module'],
  ['C:\\php\\php7apache2_4.dll', 'php7_module'],
  ['libphp4.so', undefined],
  ['libphp5filter.so', undefined],
  ['mod_wsgi.so', undefined],
])('the module in %s is %s', (file, identifier) => {
  expect(identifierIn(file)).toBe(identifier);
});

test('an address beside all of them collides on Linux, as far as is known', () => {
  const count = (text: string, target: Partial<Target> = event) =>
    resolve(snapshotOf(`${text}Listen 80\nListen 127.0.0.1:80\n`, target)).collisions.length;
  expect(count('')).toBe(1);
  expect(count('Listen localhost:80\nListen 8080\n')).toBe(1);
  expect(count('ListenCoresBucketsRatio 8\n')).toBe(0);
  expect(count('', { mpm: 'winnt' })).toBe(0);
  expect(count('ServerRoot "C:/Apache24"\n')).toBe(0);
  expect(count('ServerRoot /usr/local/etc/apache24\n')).toBe(0);
  expect(count('LoadModule ssl_module libexec/apache24/mod_ssl.so\n')).toBe(0);
});

test('of many lines that listen each has its collision at once', () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `Listen 10.0.${at >> 8}.${at & 255}:80\n`);
  const { collisions } = resolve(snapshotOf(`${lines.join('')}Listen 80\n`, event));
  expect(collisions.map(({ node, earlier, ends }) => [node.number, earlier.number, ends])).toEqual([[20_001, 1, true]]);
});
