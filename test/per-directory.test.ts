import { describe, expect, test } from 'vitest';
import type { CodeAction, CodeLens, CompletionList, Hover, InlayHint } from 'vscode-languageserver-protocol';
import advise from '../server/src/features/advise.ts';
import codeActions from '../server/src/features/code-actions.ts';
import codeLens from '../server/src/features/code-lens.ts';
import completion from '../server/src/features/completion.ts';
import effectiveSettings from '../server/src/features/effective-settings.ts';
import hover from '../server/src/features/hover.ts';
import inlayHints from '../server/src/features/inlay-hints.ts';
import planner from '../server/src/features/planner.ts';
import report from '../server/src/features/report.ts';
import status from '../server/src/features/status.ts';
import switchMpm from '../server/src/features/switch-mpm.ts';
import tune from '../server/src/features/tune.ts';
import { judge } from '../server/src/judge.ts';
import { isPerDirectoryFile, targetFor } from '../server/src/resolve/per-directory.ts';
import { defaultTarget, type Target } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { ask, withCursor, worldOf } from './support/world.ts';

const path = '/srv/www/.htaccess';

function judged(text: string, assumed: Partial<Target> = {}) {
  const document = openDocument(`file://${path}`, text);
  const target = targetFor(path, { ...defaultTarget, ...assumed });
  return judge({ path, document, target, found: new Map() }, rules);
}

const told = (text: string, assumed: Partial<Target> = {}) =>
  judged(text, assumed).findings.map(
    ({ at, severity, rule, message }) => `${at.start.line + 1} ${severity} ${rule.id}: ${wordsOf(message)}`,
  );
const ids = (text: string, assumed: Partial<Target> = {}) =>
  judged(text, assumed).findings.map(({ severity, rule }) => `${severity} ${rule.id}`);

const refused = 'error not-allowed-in-htaccess';
const answersNothing = 'httpd answers every request below this folder with 500';

test.each([
  ['/srv/www/.htaccess', true],
  ['C:/xampp/htdocs/.htaccess', true],
  ['.HTACCESS', true],
  ['public.htaccess', true],
  ['htaccess.txt', true],
  ['htaccess.dist', true],
  ['.htaccess.sample', true],
  ['.htaccess.j2', true],
  ['_htaccess', true],
  ['dot-htaccess', true],
  ['htaccess', true],
  ['htaccess.conf', false],
  ['drupal-htaccess-1531.conf', false],
  ['/srv/.htaccess/httpd.conf', false],
  ['conf-enabled/htaccess.conf', false],
  ['httpd.conf', false],
  ['mpm_event.conf', false],
  ['nohtaccess', false],
])('%s is a per-directory file: %s', (name, is) => {
  expect(isPerDirectoryFile(name)).toBe(is);
});

describe('a setting of the server in .htaccess', () => {
  test('is one error each, with the value and where it belongs', () => {
    expect(told('# speed up\nKeepAlive On\nMaxClients 200\nMaxClients 300\nTimeout 600\n')).toEqual([
      `2 ${refused}: KeepAlive On is not allowed in .htaccess and belongs in the main configuration file or <VirtualHost>: ${answersNothing}`,
      `3 ${refused}: MaxClients 200 is not allowed in .htaccess and belongs in the main configuration file: ${answersNothing}`,
      `4 ${refused}: MaxClients 300 is not allowed in .htaccess and belongs in the main configuration file: ${answersNothing}`,
      `5 ${refused}: Timeout 600 is not allowed in .htaccess and belongs in the main configuration file or <VirtualHost>: ${answersNothing}`,
    ]);
  });

  test('has one fix, which is not safe', () => {
    const { findings } = judged('MaxClients 200\n');
    expect(findings.flatMap(({ fixes = [] }) => fixes).map(({ title, safe }) => [wordsOf(title), safe])).toEqual([
      ['Remove the line', false],
    ]);
  });

  test('is wrong under every MPM, with values that an MPM would change, and in a file of a tool for templates', () => {
    for (const mpm of ['event', 'prefork', 'winnt'] as const) {
      expect(ids('StartServers 4k\nMaxRequestWorkers 0\nMaxSpareServers 1\n', { mpm })).toEqual([
        refused,
        refused,
        refused,
      ]);
    }
    expect(ids('MaxRequestWorkers {{ workers }}\n')).toEqual([refused]);
  });

  test('in a condition is wrong where httpd reads it', () => {
    const block = '<IfModule mpm_prefork_module>\nMaxRequestWorkers 5\n</IfModule>\n';
    expect(told(block)).toEqual([
      `2 ${refused}: MaxRequestWorkers 5 is not allowed in .htaccess and belongs in the main configuration file: where httpd reads <IfModule mpm_prefork_module>, it answers every request below this folder with 500`,
    ]);
    expect(told(block, { mpm: 'prefork' })[0]).toContain(`configuration file: ${answersNothing}`);
    expect(ids(block, { mpm: 'event' })).toEqual(['hint inactive-mpm-block']);
    expect(ids('<IfVersion < 2.4>\nKeepAlive On\n</IfVersion>\n')).toEqual(['hint if-version-never-true']);
    // Names that nobody defines are used to leave lines out.
    expect(ids('<IfDefine OLD>\nKeepAlive On\n</IfDefine>\n')).toEqual(['warning not-allowed-in-htaccess']);
  });

  test('near to a name that no module has is not proposed', () => {
    const { findings } = judged('MaxRequestWorker 150\n');
    expect(findings.map(({ rule, severity, fixes }) => [rule.id, severity, fixes])).toEqual([
      ['unknown-directive', 'warning', []],
    ]);
    expect(wordsOf(findings[0]!.message)).toContain('MaxRequestWorkers is not allowed in .htaccess either');
  });
});

test('what other modules may have stays unknown', () => {
  expect(
    ids('AuthType shibboleth\nShibRequestSetting requireSession 1\nPassengerEnabled on\nExpiresActive On\n'),
  ).toEqual([]);
});

test('PHP: a hint where nobody asks for mod_php, an error for what it refuses', () => {
  expect(ids('php_value memory_limit 256M\nphp_flag display_errors Off\n')).toEqual([
    'hint not-allowed-in-htaccess',
    'hint not-allowed-in-htaccess',
  ]);
  expect(ids('<IfModule mod_php7.c>\nphp_value memory_limit 256M\n</IfModule>\n')).toEqual([]);
  expect(ids('<IfModule !mod_php.c>\nphp_value memory_limit 256M\n</IfModule>\n')).toHaveLength(1);
  expect(ids('php_admin_value memory_limit 1G\n')).toEqual([refused]);
});

test('rules about the text find what they find elsewhere, and tell what httpd does there', () => {
  expect(told('<Files x>\nOptions -Indexes\n')).toEqual([
    `1 error unclosed-section: ${answersNothing} and logs "/srv/www/.htaccess:1: <Files> was not closed."`,
  ]);
  expect(told('SetHandler a b\n')[0]).toContain('and logs "SetHandler takes one argument');
  expect(ids('# apache-mpm-ignore no-such-rule: x\nOptions -Indexes\n')).toEqual(['warning unused-ignore']);
  expect(ids('# apache-mpm-ignore not-allowed-in-htaccess: our httpd reads it elsewhere\nKeepAlive On\n')).toEqual([]);
});

test('a file of the same text under another name is judged as ever', () => {
  const world = worldOf({ '/srv/www/mpm_event.conf': 'MaxClients 200\n' });
  const { findings } = world.open('file:///srv/www/mpm_event.conf')!.judgement;
  expect(findings.map(({ rule }) => rule.id)).toContain('deprecated-directive-name');
});

test('an included .htaccess is a part of what includes it', () => {
  const world = worldOf({
    '/etc/apache2/apache2.conf': '<Directory /srv/www>\nInclude /srv/www/.htaccess\n</Directory>\n',
    [path]: 'AllowOverride None\nOptions -Indexes\n',
  });
  expect(world.open(`file://${path}`)!.judgement.findings).toEqual([]);
});

describe('the editor', () => {
  const text =
    '<IfModule mpm_event_module>\nMaxRequestWorkers 410\nThreadsPerChild 25\n</IfModule>\nOptions -Indexes\nphp_value a b\n';
  const world = worldOf({ [path]: text });
  const range = { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } };

  test('tells no settings, no capacity, and proposes none', () => {
    expect(ask(status, world, path)).toBeNull();
    expect(ask<readonly CodeLens[]>(codeLens, world, path)).toEqual([]);
    expect(ask<readonly InlayHint[]>(inlayHints, world, path, { range })).toEqual([]);
    expect(ask(planner, world, path)).toBeNull();
    expect(ask(advise, world, path)).toBeNull();
    expect(ask(switchMpm, world, path)).toBeNull();
    const none = '.htaccess is a per-directory file (.htaccess), which has no settings of an MPM';
    expect(ask(tune, world, path, { goal: { kind: 'facts' } })).toEqual({ kind: 'refused', messages: [none] });
    expect(ask(effectiveSettings, world, path)).toEqual({ text: `${none}\n`, links: [] });
    expect(ask<{ text: string }>(report, world, path).text).toContain(none);
    const actions = ask<readonly CodeAction[]>(codeActions, world, path, {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title)).toEqual([
      'Remove the line',
      'Ignore not-allowed-in-htaccess here…',
      'Change the severity of not-allowed-in-htaccess…',
    ]);
  });

  test.each([
    [1, ['MaxRequestWorkers', '**Not allowed in `.htaccess`**', 'the main configuration file']],
    [4, ['Options', 'Allowed in `.htaccess` where `AllowOverride` has Options']],
    [5, ['mod_php', '`.user.ini`']],
  ])('hover in line %i tells whether it may stand there', (line, words) => {
    const { contents } = ask<Hover>(hover, world, path, { position: { line, character: 2 } });
    const { value } = contents as { value: string };
    for (const word of words) expect(value).toContain(word);
    expect(value).not.toMatch(/httpd runs|Default: .*workers|At a restart/);
  });

  test('completes what may stand there, and nothing else', () => {
    const labels = (typed: string) => {
      const { text, position } = withCursor(typed);
      const list = ask<CompletionList>(completion, worldOf({ [path]: text }), path, { position });
      return list.items.map(({ label }) => label);
    };
    const names = labels('|\n');
    expect(names).toEqual(
      expect.arrayContaining(['Options', 'RewriteEngine', 'Require', '<IfModule>', '<Files>', '<If>']),
    );
    for (const name of ['KeepAlive', 'Timeout', 'MaxRequestWorkers', 'Include', 'LogLevel', '<Directory>']) {
      expect(names).not.toContain(name);
    }
    expect(labels('<IfModule mpm_event_module>\n|\n</IfModule>\n')).not.toContain('MaxRequestWorkers');
  });
});
