import { describe, expect, test } from 'vitest';
import type { DocumentLink, Location } from 'vscode-languageserver-protocol';
import definition from '../server/src/features/definition.ts';
import documentLinks from '../server/src/features/document-links.ts';
import references from '../server/src/features/references.ts';
import type { World } from '../server/src/features/world.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Found } from '../server/src/resolve/snapshot.ts';
import { openDocument } from '../server/src/syntax/document.ts';

const texts: Readonly<Record<string, string>> = {
  '/e/httpd.conf': [
    'LoadModule mpm_event_module modules/mod_mpm_event.so',
    'LoadModule alias_module modules/mod_alias.so',
    'Define WORKERS 400',
    'Include extra.conf',
    'Include conf.d/*.conf',
    '<IfDefine WORKERS>',
    'MaxRequestWorkers ${workers}',
    '</IfDefine>',
    '# ${WORKERS} in a comment',
    'IncludeOptional none.conf',
    '',
  ].join('\n'),
  '/e/extra.conf': 'ServerAdmin ${WORKERS}@${NONE}\n<IfDefine !workers>\n</IfDefine>\n',
  '/e/conf.d/a.conf': 'UnDefine WORKERS\nDefine WORKERS 5\n',
  '/e/conf.d/b.conf': '\n',
};
const documents = new Map(Object.entries(texts).map(([path, text]) => [path, openDocument(`file://${path}`, text)]));
const found = new Map<string, Found>([
  ...[...documents].map(([path, document]): [string, Found] => [path, { kind: 'file', document }]),
  ['/e/none.conf', { kind: 'missing' }],
  ['/e/conf.d', { kind: 'folder', entries: ['a.conf', 'b.conf'].map((name) => ({ name, folder: false })) }],
]);
const target = { ...defaultTarget, serverRoot: '/e' };
const judgement = judge({ path: '/e/httpd.conf', document: documents.get('/e/httpd.conf')!, target, found }, []);
const world: World = {
  open: (uri) => {
    const document = documents.get(uri.replace('file://', ''));
    return document && { document, judgement };
  },
  rulePage: () => undefined,
  translate: (template) => template,
};

/** Asks at the place of `|` in the line. */
function ask<T>(answer: (world: World, params: never) => unknown, path: string, line: number, upTo: string): T {
  const position = { line, character: upTo.length };
  const params = { textDocument: { uri: `file://${path}` }, position, context: { includeDeclaration: true } };
  return answer(world, params as never) as T;
}

const places = (locations: readonly Location[]) =>
  locations.map(
    ({ uri, range }) => `${uri.replace('file:///e/', '')}:${range.start.line + 1}:${range.start.character + 1}`,
  );

describe('definition', () => {
  test.each([
    ['a variable, in any letter case', 6, 'MaxRequestWorkers ${wor', ['httpd.conf:3:8', 'conf.d/a.conf:2:8']],
    ['a condition, in its letter case', 5, '<IfDefine WOR', ['httpd.conf:3:8', 'conf.d/a.conf:2:8']],
    ['a file', 3, 'Include ex', ['extra.conf:1:1']],
    ['several files', 4, 'Include conf', ['conf.d/a.conf:1:1', 'conf.d/b.conf:1:1']],
    ['a file that is not there', 9, 'IncludeOptional no', []],
    ['a comment', 8, '# ${WOR', []],
    ['anything else', 0, 'LoadMod', []],
  ])('of %s', (_, line, upTo, expected) => {
    expect(places(ask<Location[]>(definition.answer, '/e/httpd.conf', line, upTo))).toEqual(expected);
  });

  test('of a name that only differs in letter case from what was defined is none for a condition', () => {
    expect(ask<Location[]>(definition.answer, '/e/extra.conf', 1, '<IfDefine !wor')).toEqual([]);
  });
});

test('references go through all files of the configuration', () => {
  expect(places(ask<Location[]>(references.answer, '/e/httpd.conf', 2, 'Define WOR'))).toEqual([
    'httpd.conf:3:8',
    'httpd.conf:6:11',
    'httpd.conf:7:21',
    'extra.conf:1:15',
    'conf.d/a.conf:1:10',
    'conf.d/a.conf:2:8',
  ]);
});

test('links', () => {
  const links = ask<DocumentLink[]>(documentLinks.answer, '/e/httpd.conf', 0, '');
  expect(links.map(({ range, target }) => `${range.start.line + 1} ${target}`).sort()).toEqual([
    '1 https://httpd.apache.org/docs/2.4/mod/event.html',
    '2 https://httpd.apache.org/docs/2.4/mod/mod_alias.html',
    '4 file:///e/extra.conf',
    '6 file:///e/conf.d/a.conf#L2,8',
    '7 file:///e/conf.d/a.conf#L2,8',
  ]);
});
