import { describe, expect, test } from 'vitest';
import type { CompletionItem, CompletionList, TextEdit } from 'vscode-languageserver-protocol';
import completion from '../server/src/features/completion.ts';
import completionResolve from '../server/src/features/completion-resolve.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { ask, withCursor, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';

function itemsAt(marked: string, snippets = false): readonly CompletionItem[] {
  const { text, position } = withCursor(marked);
  const world = { ...worldOf({ [path]: text }), snippets, blocks: snippets };
  const list = ask<CompletionList | null>(completion, world, path, { position });
  return [...(list?.items ?? [])].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}
const labelsAt = (marked: string) => itemsAt(marked).map(({ label }) => label);

/** The text when the item of this label is chosen. */
function chosen(marked: string, label: string, snippets = false): string {
  const { text } = withCursor(marked);
  const { range, newText } = itemsAt(marked, snippets).find((item) => item.label === label)!.textEdit as TextEdit;
  return applyEdits(text, [{ at: { uri: '', ...range }, text: newText }]);
}

describe('names', () => {
  test('of the MPMs come first, former ones marked, and only those of the MPM of the block', () => {
    const items = itemsAt('<IfModule mpm_prefork_module>\n|\n</IfModule>\n');
    const labels = items.map(({ label }) => label);
    expect(labels.slice(0, 34)).toContain('MaxSpareServers');
    expect(labels.indexOf('MaxRequestWorkers')).toBeLessThan(labels.indexOf('Alias'));
    expect(labels).not.toContain('ThreadsPerChild');
    expect(items.find(({ label }) => label === 'MaxClients')?.tags).toEqual([1]);
  });

  test('fit the section', () => {
    const inDirectory = labelsAt('<Directory />\n|\n</Directory>\n');
    expect(inDirectory).toContain('Require');
    expect(inDirectory).not.toContain('MaxRequestWorkers');
    expect(inDirectory).not.toContain('<VirtualHost>');
    const inHost = labelsAt('<VirtualHost *:80>\n|\n</VirtualHost>\n');
    expect(inHost).toContain('ServerName');
    expect(inHost).toContain('<Directory>');
    expect(inHost).not.toContain('StartServers');
    expect(inHost).not.toContain('AllowOverride');
  });

  test('of modules that are loaded come before the others', () => {
    const labels = labelsAt('LoadModule alias_module modules/mod_alias.so\n|\n');
    expect(labels.indexOf('Alias')).toBeLessThan(labels.indexOf('RewriteRule'));
  });

  test('replace what is typed, in any letter case and column', () => {
    expect(chosen('  maxreq|', 'MaxRequestWorkers')).toBe('  MaxRequestWorkers ');
    expect(chosen('<ifm|', '<IfModule>')).toBe('<IfModule ');
    expect(chosen('<ifm|', '<IfModule>', true)).toBe('<IfModule ${1}>\n\t$0\n</IfModule>');
    expect(labelsAt('<Dir|')).not.toContain('DirectoryIndex');
  });

  test('of end tags are those of what is open', () => {
    expect(labelsAt('<VirtualHost *>\n<Directory />\n</|')).toEqual(['</Directory>']);
    expect(chosen('<A x>\n</A|', '</A>')).toBe('<A x>\n</A>');
    expect(labelsAt('</|')).toEqual([]);
  });
});

describe('values', () => {
  const described = (marked: string) =>
    itemsAt(marked).map(({ label, labelDetails }) => `${label}: ${labelDetails?.description ?? ''}`);

  test('of MaxRequestWorkers say what they give', () => {
    expect(
      described('<IfModule mpm_event_module>\nThreadsPerChild 64\nServerLimit 12\nMaxRequestWorkers |\n</IfModule>'),
    ).toEqual([
      '400: default of event',
      '768: 12 processes × 64 threads',
      '384: 6 processes × 64 threads',
      '192: 3 processes × 64 threads',
    ]);
  });

  test.each([
    [
      'mpm_event_module',
      'ServerLimit |',
      ['16: default of event · 400 workers / 25 threads', '32: as many again for processes that finish'],
    ],
    [
      'mpm_event_module',
      'MaxRequestWorkers |',
      [
        '400: default of event · 16 processes × 25 threads',
        '200: 8 processes × 25 threads',
        '100: 4 processes × 25 threads',
      ],
    ],
    ['mpm_prefork_module', 'ServerLimit |', ['256: default of prefork · room for MaxRequestWorkers 256']],
    [
      'mpm_worker_module',
      'MinSpareThreads 75\nMaxSpareThreads |',
      ['250: default of worker', '101: the least beside MinSpareThreads 75'],
    ],
    [
      'mpm_prefork_module',
      'MinSpareServers 9\nMaxSpareServers |',
      ['10: default of prefork · the least beside MinSpareServers 9'],
    ],
  ])('under %s, %s', (module, lines, expected) => {
    expect(described(`<IfModule ${module}>\n${lines}\n</IfModule>`)).toEqual(expected);
  });

  test('that are words come from the manual', () => {
    expect(labelsAt('KeepAlive |')).toEqual(['On', 'Off']);
    expect(labelsAt('ServerTokens |')).toContain('ProductOnly');
    expect(labelsAt('ServerTokens Full |')).toEqual([]);
  });
});

describe('whole blocks', () => {
  const blocksAt = (marked: string) =>
    itemsAt(marked, true).flatMap(({ label, data }) => (data?.block === label ? [label] : []));

  test('come behind the names, outside of blocks with a condition around', () => {
    const items = itemsAt('ThreadsPerChild 25\n|\n', true);
    const labels = items.map(({ label }) => label);
    expect(labels.indexOf('mpm_event')).toBeGreaterThan(labels.indexOf('<VirtualHost>'));
    expect(chosen('k|', 'mpm_prefork_mod_php', true)).toMatch(
      /^<IfModule mpm_prefork_module>\n\t# apache-mpm: memory=4G .*\n\tServerLimit +\$\{1:\d+\}\n/,
    );
    expect(blocksAt('|')).toContain('mpm_event_lines');
  });

  test('are the settings alone in a block of the MPM, and of that one', () => {
    const marked = '<IfModule mpm_event_module>\n    |\n</IfModule>\n';
    expect(chosen(marked, 'mpm_event_static', true)).toMatch(
      /^<IfModule mpm_event_module>\n {4}# apache-mpm: memory=\S+ .*\nServerLimit +\$\{1:\d+\}\n/,
    );
    const own = blocksAt(marked).filter((label) => label.startsWith('mpm_') && label !== 'mpm_facts');
    expect(own).toContain('mpm_event');
    expect(own.filter((label) => !label.startsWith('mpm_event') || label.endsWith('_lines'))).toEqual([]);
  });

  test('do not load a second MPM, and stand where httpd takes them', () => {
    expect(blocksAt('|')).toContain('loadmpm');
    expect(blocksAt('LoadModule mpm_event_module modules/mod_mpm_event.so\n|')).not.toContain('loadmpm');
    expect(blocksAt('<VirtualHost *>\n|\n</VirtualHost>')).toEqual(['keepalive']);
    expect(blocksAt('<Directory />\n|\n</Directory>')).toEqual([]);
  });

  test.each(['MaxRequestWorkers |', '<|', '# |', 'KeepAlive |'])('are not offered at %s', (marked) => {
    expect(blocksAt(marked)).toEqual([]);
  });

  test('are not offered to an editor that has them itself, which still gets end tags', () => {
    const { text, position } = withCursor('<ifm|');
    const { items } = ask<CompletionList>(completion, { ...worldOf({ [path]: text }), snippets: true }, path, {
      position,
    });
    expect(items.some(({ data }) => data?.block)).toBe(false);
    expect(items.find(({ label }) => label === '<IfModule>')!.textEdit).toMatchObject({
      newText: '<IfModule ${1}>\n\t$0\n</IfModule>',
    });
  });

  test('are not offered to an editor without snippets', () => {
    expect(labelsAt('|')).not.toContain('mpm_event');
  });
});

describe('modules', () => {
  test('that no line loads, with the folder that the others have', () => {
    const before = 'LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so\n';
    expect(labelsAt(`${before}LoadModule |`)).not.toContain('alias_module');
    expect(chosen(`${before}LoadModule rewr|`, 'rewrite_module')).toBe(
      `${before}LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so`,
    );
    expect(labelsAt('LoadModule rewrite_module |')).toEqual(['modules/mod_rewrite.so']);
  });

  test('for a condition are offered in forms that match', () => {
    const labels = labelsAt('<IfModule !mpm|');
    expect(labels).toContain('mpm_event_module');
    expect(labels).toContain('event.c');
    expect(labels).not.toContain('mpm_event.c');
    expect(chosen('<IfModule !mpm|>', 'mpm_event_module')).toBe('<IfModule !mpm_event_module>');
  });
});

describe('paths of an Include', () => {
  const entries = [
    { name: 'sites-enabled', folder: true },
    { name: 'ports.conf', folder: false },
    { name: 'apache2.conf', folder: false },
    { name: 'conf-enabled', folder: true },
    { name: '.htpasswd', folder: false },
  ];
  const itemsIn = (marked: string, folder: string) => {
    const { text, position } = withCursor(marked);
    const world = worldOf({ [path]: text }, { [folder]: { kind: 'folder', entries } });
    const params = { textDocument: { uri: `file://${path}` }, position };
    const items = ask<CompletionList | null>(completion, world, path, { position })?.items ?? [];
    const sorted = [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    return { wanted: completion.wants!(world, params as never), labels: sorted.map(({ label }) => label), items, text };
  };
  const expected = ['conf-enabled/', 'sites-enabled/', '*.conf', 'apache2.conf', 'ports.conf'];

  test.each([
    ['Include |', '/etc/apache2'],
    ['IncludeOptional mods/po|', '/etc/apache2/mods'],
    ['include "sites-enabled/x|"', '/etc/apache2/sites-enabled'],
    ['Include /opt/httpd/|', '/opt/httpd'],
    ['ServerRoot /srv/www\nInclude conf/|', '/srv/www/conf'],
    ['Define CONF /srv/conf\nInclude ${CONF}/|', '/srv/conf'],
    ['Include ../|', '/etc'],
  ])('%j: those in %s, folders first', (marked, folder) => {
    const { wanted, labels } = itemsIn(marked, folder);
    expect(wanted).toEqual([{ path: folder, content: true }]);
    expect(labels).toEqual(expected);
  });

  test('replace the last part alone, quotes stay', () => {
    const { items, text } = itemsIn('Include "mods/po|"', '/etc/apache2/mods');
    const { range, newText } = items.find(({ label }) => label === 'ports.conf')!.textEdit as TextEdit;
    expect(applyEdits(text, [{ at: { uri: '', ...range }, text: newText }])).toBe('Include "mods/ports.conf"');
  });

  test.each(['Include mods-*/|', 'Include ${NOBODY}/|', 'Alias /x /|', 'Include a |'])('none at %s', (marked) => {
    const { wanted, labels } = itemsIn(marked, '/etc/apache2');
    expect([wanted, labels]).toEqual([[], []]);
  });
});

describe('comments for us', () => {
  const before = 'MaxRequestWorkers 410\nThreadsPerChild 25\n';

  test('list the rules, those that find something here first', () => {
    const items = itemsAt(`${before}# apache-mpm-ignore max|\n`);
    expect(items[0]?.label).toBe('max-request-workers-not-a-multiple');
    expect(items.map(({ label }) => label)).toContain('unknown-directive');
    expect(chosen('#apache-mpm-ignore-file unknown-directive, mi|', 'misplaced-directive')).toBe(
      '#apache-mpm-ignore-file unknown-directive, misplaced-directive',
    );
  });

  test('begin with a word that is offered', () => {
    expect(chosen('  # ap|', 'apache-mpm-ignore')).toBe('  # apache-mpm-ignore ');
  });

  test.each(['# comment ap|', '# a|', '# apache-mpm-ignore x: because |'])('are left alone at %s', (marked) => {
    expect(labelsAt(marked)).toEqual([]);
  });
});

test('variables are offered where they may stand', () => {
  expect(labelsAt('Define WORKERS 5\nMaxRequestWorkers ${|')).toEqual(['WORKERS']);
  expect(chosen('Define WORKERS 5\nMaxRequestWorkers ${w|}', 'WORKERS')).toBe(
    'Define WORKERS 5\nMaxRequestWorkers ${WORKERS}',
  );
  expect(labelsAt('Define WORKERS 5\n<IfDefine !|>')).toEqual(['WORKERS']);
});

test.each(['# comment |', '</IfModule |', 'Alias /x |', 'Nonsense |'])('nothing for %s', (marked) => {
  expect(labelsAt(marked)).toEqual([]);
});

test('what a name means is told when somebody looks at it', () => {
  const resolved = (command: string) => {
    const item = completionResolve.answer(worldOf({ [path]: '' }), { label: command, data: { command } } as never);
    return ((item as CompletionItem).documentation as { value: string }).value;
  };
  expect(resolved('MaxRequestWorkers')).toContain('Default: ');
  expect(resolved('Alias')).toContain('Module: mod_alias');
  expect(resolved('<VirtualHost')).toContain('Allowed in: server config');
  const ofBlock = { label: 'mpm_event_api', data: { block: 'mpm_event_api' } };
  const shown = completionResolve.answer(worldOf({ [path]: '' }), ofBlock as never) as CompletionItem;
  expect((shown.documentation as { value: string }).value).toMatch(
    /^Tuned: 200 workers for 1000 requests\/s of 100 ms, .*\.\n\n```apacheconf\n<IfModule mpm_event_module>\n/,
  );
});
