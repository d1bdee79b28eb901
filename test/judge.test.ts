import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Found } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

/** A file alone, as the editor has it. */
function judged(path: string, text: string) {
  const document = openDocument(`file://${path}`, text);
  const { analyses, findings } = judge({ path, document, target: defaultTarget, found: new Map() }, rules);
  return {
    mpms: analyses.map(({ model }) => model?.mpm),
    findings: findings.map(({ rule, mpms, message }) => ({ rule: rule.id, mpms, message: wordsOf(message) })),
  };
}

describe('a file alone is judged under', () => {
  test.each([
    [
      'the MPM that it loads',
      '/a.conf',
      'LoadModule mpm_worker_module x\n<IfModule prefork.c>\n</IfModule>\n',
      ['worker'],
    ],
    ['the MPM that its name tells', '/mods-available/mpm_prefork.conf', 'MaxRequestWorkers 5\n', ['prefork']],
    [
      'the MPMs of its blocks',
      '/a.conf',
      '<IfModule prefork.c>\n</IfModule>\n<IfModule worker.c>\n</IfModule>\n',
      ['worker', 'prefork'],
    ],
    ['those that have all of its directives', '/a.conf', 'MinSpareThreads 5\nServerLimit 5\n', ['event', 'worker']],
    [
      'those that have most of them',
      '/a.conf',
      'MinSpareServers 5\nMaxSpareServers 5\nThreadsPerChild 5\n',
      ['prefork'],
    ],
    ['the default MPM where nothing tells', '/a.conf', 'ServerName a\n', ['event']],
    [
      'none where it loads two',
      '/a.conf',
      'LoadModule mpm_worker_module x\nLoadModule mpm_event_module x\n',
      [undefined],
    ],
  ])('%s', (_, path, text, mpms) => expect(judged(path, text).mpms).toEqual(mpms));
});

test('that no MPM is loaded is told where httpd has none linked in, and all that it reads is here', () => {
  const text = 'LoadModule authz_core_module modules/mod_authz_core.so\n';
  const told = (path: string, lines = text) => judged(path, lines).findings.map(({ rule }) => rule);
  expect(told('/etc/apache2/apache2.conf')).toEqual(['no-mpm-loaded']);
  expect(told('/srv/apache2.conf')).toEqual(['no-mpm-loaded']);
  expect(told('/srv/modules.conf')).toEqual([]);
  expect(told('/srv/httpd.conf', `${text}Listen 80\n`)).toEqual([]);
  const commented = '#LoadModule mpm_event_module modules/mod_mpm_event.so\n';
  expect(told('/srv/httpd.conf', `${text}Listen 80\n${commented}`)).toEqual(['no-mpm-loaded']);
  expect(told('/srv/httpd.conf', `${text}Listen 80\n# see C:\\\n${commented.slice(1)}`)).toContain('no-mpm-loaded');
  const rhel = `ServerRoot "/etc/httpd"\n${text}LoadModule unixd_module modules/mod_unixd.so\n`;
  expect(told('/home/me/etc/httpd/conf/httpd.conf', rhel)).toEqual(['no-mpm-loaded']);
  expect(told('/etc/apache2/apache2.conf', 'ServerName a\n')).toEqual([]);
  expect(told('/etc/apache2/apache2.conf', `${text}IncludeOptional mods-enabled/*.load\n`)).toEqual([]);
  expect(told('/etc/apache2/apache2.conf', `${text}<IfDefine A>\nLoadModule x x\n</IfDefine>\n`)).toEqual([]);
});

test('what only some of the guessed MPMs would say is not said', () => {
  // 300 is too much for prefork alone; 500 is too much for each, in its own words.
  expect(judged('/a.conf', 'MaxRequestWorkers 300\n').findings).toEqual([]);
  const [found, ...more] = judged('/a.conf', 'MaxRequestWorkers 500\n').findings;
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    rule: 'max-request-workers-above-server-limit',
    mpms: ['event', 'worker', 'prefork'],
  });
});

test('MPMs that the file names are told apart where they differ, and shared where they agree', () => {
  const text =
    '<IfModule event.c>\n</IfModule>\n<IfModule prefork.c>\n</IfModule>\nMaxRequestWorkers 500\nStartServers 3k\n';
  expect(judged('/a.conf', text).findings.map(({ rule, mpms }) => [rule, mpms.join()])).toEqual([
    ['max-request-workers-above-server-limit', 'event'],
    ['max-request-workers-above-server-limit', 'prefork'],
    ['not-a-number', 'event,prefork'],
  ]);
});

test('a byte order mark makes the first directive an unknown one, but not on Windows', () => {
  const [found] = judged('/mpm_event.conf', '\ufeffThreadsPerChild 25\n').findings;
  expect(found?.message).toContain('byte order mark');
  expect(judged('/mpm_winnt.conf', '\ufeffThreadsPerChild 25\n').findings).toEqual([]);
});

test('what a condition that nobody can decide holds is neither an error nor counted', () => {
  const text = '<IfModule mod_elsewhere.c>\nMaxRequestWorkers 410 # why\n</IfModule>\n';
  expect(judged('/mpm_event.conf', text).findings).toEqual([]);
  expect(judged('/mpm_event.conf', `${text}MaxRequestWorkers 410\n`).findings).toHaveLength(1);
});

test('the modules that lines load are known, with those that a condition may leave out', () => {
  const document = openDocument(
    'file:///a.conf',
    'LoadModule cgi_module a.so\n<IfModule a.c>\nLoadModule b_module b.so\n</IfModule>\nLoadModule cgi_module a.so\n',
  );
  const { analyses } = judge({ path: '/a.conf', document, target: defaultTarget, found: new Map() }, rules);
  const loaded = analyses[0]?.resolution.loaded.map(({ identifier, by, certain }) => [identifier, by.number, certain]);
  expect(loaded).toEqual([
    ['cgi_module', 1, true],
    ['b_module', 3, false],
  ]);
});

describe('blocks of MPMs', () => {
  const mpmConf = readFileSync(new URL('fixtures/stock/source/httpd-mpm.conf', import.meta.url), 'utf8');
  const judgedWith = (main: string) => {
    const found = new Map<string, Found>(
      [
        ['/etc/httpd.conf', main],
        ['/etc/extra/httpd-mpm.conf', mpmConf],
      ].map(([path = '', text = '']) => [path, { kind: 'file', document: openDocument(`file://${path}`, text) }]),
    );
    const document = found.get('/etc/httpd.conf')!.document!;
    const target = { ...defaultTarget, serverRoot: '/etc' };
    return judge({ path: '/etc/httpd.conf', document, target, found }, rules);
  };

  test('of a stock file are faded where the main file loads another MPM, and nothing is underlined', () => {
    const { findings, analyses } = judgedWith('LoadModule mpm_event_module x\nInclude extra/httpd-mpm.conf\n');
    const skipped = analyses[0]!.resolution.conditions.filter(({ verdict }) => verdict === 'no');
    expect(skipped.length).toBeGreaterThan(4);
    expect(findings.map(({ at }) => at.start.line)).toEqual(skipped.map(({ first }) => first));
    for (const { severity, tag, message, related = [] } of findings) {
      expect([severity, tag]).toEqual(['hint', 'unnecessary']);
      expect(wordsOf(message)).toBe('Not read: httpd runs event, which httpd.conf:1 loads');
      expect(related.map(({ at }) => at.uri)).toEqual(['file:///etc/httpd.conf']);
    }
  });

  test('are not faded where nobody tells which MPM is loaded', () => {
    expect(judgedWith('Include extra/httpd-mpm.conf\n').findings).toEqual([]);
    const fallback = '<IfModule !mpm_event_module>\nLoadModule mpm_prefork_module x\n</IfModule>\n';
    expect(judgedWith(`${fallback}Include extra/httpd-mpm.conf\n`).findings).toEqual([]);
    const template = '{% if prefork %}\nLoadModule mpm_prefork_module x\n{% endif %}\n';
    expect(judgedWith(`${template}Include extra/httpd-mpm.conf\n`).findings).toEqual([]);
  });
});

test('lines that every MPM reads are judged by one of them only where it is sure which one reads them', () => {
  const said = (path: string, text: string) => judged(path, text).findings.map(({ rule }) => rule);
  const about = ['keep-alive-off-under-event'];
  expect(said('/a.conf', 'KeepAlive Off\n')).toEqual([]);
  expect(
    said('/a.conf', '<IfModule prefork.c>\n</IfModule>\n<IfModule event.c>\n</IfModule>\nKeepAlive Off\n'),
  ).toEqual([]);
  expect(said('/mpm_event.conf', 'KeepAlive Off\n')).toEqual(about);
  expect(said('/a.conf', 'LoadModule mpm_event_module x\nKeepAlive Off\n')).toEqual(about);
});
