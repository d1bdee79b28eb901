import { describe, expect, test } from 'vitest';
import type {
  DocumentLink,
  Location,
  PrepareRenameResult,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import definition from '../server/src/features/definition.ts';
import documentLinks from '../server/src/features/document-links.ts';
import prepareRename from '../server/src/features/prepare-rename.ts';
import references from '../server/src/features/references.ts';
import rename from '../server/src/features/rename.ts';
import workspaceSymbols from '../server/src/features/workspace-symbols.ts';
import type { World } from '../server/src/features/world.ts';

import { worldOf } from './support/world.ts';

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
const world = worldOf(
  texts,
  {
    '/e/none.conf': { kind: 'missing' },
    '/e/conf.d': { kind: 'folder', entries: ['a.conf', 'b.conf'].map((name) => ({ name, folder: false })) },
  },
  { serverRoot: '/e' },
);

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

describe('rename', () => {
  const renamed = (path: string, line: number, upTo: string, newName: string) => {
    const position = { line, character: upTo.length };
    const params = { textDocument: { uri: `file://${path}` }, position, newName };
    const { changes = {} } = rename.answer(world, params as never) as WorkspaceEdit;
    return Object.entries(changes).flatMap(([uri, edits]) => places(edits.map(({ range }) => ({ uri, range }))));
  };

  test.each([
    ['its definition', '/e/httpd.conf', 2, 'Define WOR'],
    ['a use in another letter case', '/e/httpd.conf', 6, 'MaxRequestWorkers ${wor'],
    ['a condition', '/e/httpd.conf', 5, '<IfDefine WOR'],
    ['another file', '/e/extra.conf', 0, 'ServerAdmin ${WOR'],
  ])('from %s reaches every file, but no condition in another letter case', (_, path, line, upTo) => {
    expect(renamed(path, line, upTo, 'THREADS')).toEqual([
      'httpd.conf:3:8',
      'httpd.conf:6:11',
      'httpd.conf:7:21',
      'extra.conf:1:15',
      'conf.d/a.conf:1:10',
      'conf.d/a.conf:2:8',
    ]);
  });

  test('refuses what would not work', () => {
    expect(() => renamed('/e/httpd.conf', 2, 'Define WOR', 'a b')).toThrow('a b cannot be the name of a variable');
    expect(() => renamed('/e/httpd.conf', 2, 'Define WOR', 'x:y')).toThrow('x:y cannot be the name of a variable');
    expect(() => renamed('/e/httpd.conf', 2, 'Define WOR', 'none')).toThrow('NONE is the name of another variable');
    expect(() => renamed('/e/extra.conf', 0, 'ServerAdmin ${WORKERS}@${NO', 'x')).toThrow(
      'NONE is not defined in these',
    );
  });

  test('is offered for names of variables alone', () => {
    const offered = ask<PrepareRenameResult>(prepareRename.answer, '/e/httpd.conf', 6, 'MaxRequestWorkers ${wor');
    expect(offered).toMatchObject({
      placeholder: 'workers',
      range: { start: { character: 20 }, end: { character: 27 } },
    });
    expect(ask<PrepareRenameResult | null>(prepareRename.answer, '/e/httpd.conf', 0, 'LoadM')).toBeNull();
  });
});

test('symbols of the workspace are found by parts of their names', () => {
  const named = (query: string) =>
    (workspaceSymbols.answer(world, { query } as never) as WorkspaceSymbol[]).map(
      ({ name, containerName }) => `${containerName}: ${name}`,
    );
  expect(named('mrw')).toEqual(['httpd.conf: MaxRequestWorkers ${workers}']);
  expect(named('define')).toEqual(['httpd.conf: Define WORKERS 400', 'a.conf: Define WORKERS 5']);
  expect(named('zzz')).toEqual([]);
});
