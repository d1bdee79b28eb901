import { describe, expect, test } from 'vitest';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Found } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

const event = 'LoadModule mpm_event_module modules/mod_mpm_event.so\n';

/** What is found in these files, the first of them the main one; paths are those below the ServerRoot. */
function findings(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => {
    const full = `/etc/apache2/${path}`;
    return { path: full, document: openDocument(`file://${full}`, text) };
  });
  const found = new Map(files.map(({ path, document }): [string, Found] => [path, { kind: 'file', document }]));
  const { path, document } = files[0]!;
  const target = { ...defaultTarget, serverRoot: '/etc/apache2' };
  return judge({ path, document, target, found }, rules).findings;
}

/** The severities of lines that another one overrules. */
const overruled = (texts: Readonly<Record<string, string>>) =>
  findings(texts)
    .filter(({ rule }) => rule.id === 'overridden-by-later-line' || rule.id === 'same-setting-under-two-names')
    .map(
      ({ severity, at, message }) => `${severity} ${at.uri.slice('file:///etc/apache2/'.length)} ${wordsOf(message)}`,
    );

describe('a usual number that a later file overrules is', () => {
  test.each([
    'conf-enabled/timeout.conf',
    'conf.d/local.conf',
    'conf.d/includes/pre_main_global.conf',
    'tuning.conf',
    'sites-enabled/000-default.conf',
  ])('a warning in %s: somebody wrote it, and the main file undoes it', (file) => {
    expect(overruled({ 'apache2.conf': `${event}Include ${file}\nTimeout 60\n`, [file]: 'Timeout 300\n' })).toEqual([
      `warning ${file} Timeout 300 has no effect: apache2.conf:3 sets 60`,
    ]);
  });

  test.each([
    'mods-enabled/mpm_event.conf',
    'conf.modules.d/00-mpm.conf',
    'extra/httpd-mpm.conf',
    'server-tuning.conf',
  ])('a hint in %s, which a package brings', (file) => {
    const main = `${event}Include ${file}\nInclude conf-enabled/own.conf\n`;
    const texts = {
      'apache2.conf': main,
      [file]: 'MaxRequestWorkers 150\n',
      'conf-enabled/own.conf': 'MaxClients 400\n',
    };
    expect(overruled(texts)).toEqual([expect.stringMatching(`^hint ${file} `)]);
    const own = { ...texts, [file]: 'MaxRequestWorkers 175\n' };
    expect(overruled(own)).toEqual([expect.stringMatching(`^warning ${file} `)]);
  });

  test('a hint where it is what Debian has in apache2.conf, and a warning where it is not', () => {
    const main = (lines: string) => ({
      'apache2.conf': `${event}${lines}Include conf-enabled/own.conf\n`,
      'conf-enabled/own.conf': 'Timeout 30\nKeepAliveTimeout 2\nMaxRequestWorkers 400\n',
    });
    expect(overruled(main('Timeout 300\nKeepAliveTimeout 5\n')).map((each) => each.split(' ')[0])).toEqual([
      'hint',
      'hint',
    ]);
    expect(overruled(main('Timeout 60\nMaxRequestWorkers 150\n')).map((each) => each.split(' ')[0])).toEqual([
      'warning',
      'warning',
    ]);
  });

  test('a warning where the shipped file is read behind that of a person', () => {
    const texts = {
      'httpd.conf': `${event}MaxRequestWorkers 250\nInclude conf/extra/httpd-mpm.conf\n`,
      'conf/extra/httpd-mpm.conf': 'MaxRequestWorkers 400\n',
    };
    expect(overruled(texts)).toEqual([
      'warning httpd.conf MaxRequestWorkers 250 has no effect: conf/extra/httpd-mpm.conf:1 sets 400',
    ]);
  });
});

describe('a name that is defined', () => {
  const about = (text: string) =>
    findings({ 'httpd.conf': event + text }).map(({ rule, message }) => `${rule.id}: ${wordsOf(message)}`);

  test('with a value of the environment is defined there, not further down only', () => {
    expect(about('Define WORKERS ${FROM_ENV}\nMaxRequestWorkers ${WORKERS}\nDefine WORKERS 100\n')).toEqual([]);
    expect(about('Define WORKERS {{ workers }}\nMaxRequestWorkers ${WORKERS}\nDefine WORKERS 100\n')).toEqual([]);
    expect(about('MaxRequestWorkers ${WORKERS}\nDefine WORKERS ${FROM_ENV}\n')).toEqual([
      'variable-not-defined: ${WORKERS} is defined further down only: httpd reads MaxRequestWorkers as 0',
    ]);
    expect(about('Define A 1\nDefine A ${B}\nMaxRequestWorkers ${A}\n')).toEqual([]);
  });

  test('and taken back before is no Define that comes too late', () => {
    expect(about('<IfDefine ROOT>\n  UnDefine ROOT\n</IfDefine>\nDefine ROOT /srv/b\nServerAdmin ${ROOT}\n')).toEqual(
      [],
    );
    expect(about('<IfDefine ROOT>\n  UnDefine ROOT\n  Timeout 5\n</IfDefine>\nDefine ROOT /srv/b\n')).toEqual([
      expect.stringContaining('if-define-misses-its-define'),
    ]);
    expect(about('<IfDefine ROOT>\n</IfDefine>\nDefine ROOT /srv/b\n')).toEqual([
      expect.stringContaining('if-define-misses-its-define'),
    ]);
    expect(about('<IfDefine !ROOT>\n  Define ROOT /srv/a\n</IfDefine>\nDefine ROOT /srv/b\n')).toEqual([]);
  });
});

describe('a block for mod_php', () => {
  const php = 'LoadModule mpm_prefork_module a\nLoadModule php_module libphp8.2.so\n';
  const blocks = (...names: readonly string[]) =>
    names.map((name) => `<IfModule ${name}>\nTimeout 60\n</IfModule>\n`).join('');
  const about = (text: string) =>
    findings({ 'httpd.conf': text }).flatMap(({ rule, severity, message }) =>
      rule.id === 'if-module-name-never-matches' ? [`${severity}: ${wordsOf(message)}`] : [],
    );

  test('of another version than the one that is loaded is a hint', () => {
    for (const name of ['mod_php5.c', 'mod_php7.c', 'mod_php8.c', 'php7_module', 'php8_module']) {
      expect(about(php + blocks(name))).toEqual([
        `hint: <IfModule ${name}> never applies: httpd.conf:2 loads php_module, which is also called mod_php.c`,
      ]);
    }
    const seven = 'LoadModule php7_module libphp7.4.so\n';
    expect(about(seven + blocks('mod_php.c'))).toHaveLength(1);
    expect(about(seven + blocks('mod_php7.c'))).toEqual([]);
    expect(about(`LoadModule php5_module libphp5.so\n${blocks('php7_module')}`)).toHaveLength(1);
  });

  test('is fine where the file has one for the loaded version too, and where nobody knows which is loaded', () => {
    expect(about(php + blocks('mod_php5.c', 'mod_php7.c', 'mod_php8.c', 'mod_php.c'))).toEqual([]);
    expect(about(php + blocks('mod_php7.c', 'php_module'))).toEqual([]);
    expect(about(blocks('mod_php5.c', 'mod_php8.c'))).toEqual([]);
    expect(about(`LoadModule mpm_prefork_module a\n${blocks('mod_php5.c')}`)).toEqual([]);
    expect(about(`<IfDefine PHP>\nLoadModule php_module b\n</IfDefine>\n${blocks('mod_php5.c')}`)).toEqual([]);
    expect(about(php + blocks('!mod_php5.c'))).toEqual([]);
  });
});
