import { describe, expect, test } from 'vitest';
import type {
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  LinkedEditingRanges,
  SelectionRange,
} from 'vscode-languageserver-protocol';
import documentHighlights from '../server/src/features/document-highlights.ts';
import documentSymbols from '../server/src/features/document-symbols.ts';
import foldingRanges from '../server/src/features/folding-ranges.ts';
import linkedEditing from '../server/src/features/linked-editing.ts';
import selectionRanges from '../server/src/features/selection-ranges.ts';
import { spansOf } from '../server/src/features/spans.ts';
import { changeDocument, openDocument } from '../server/src/syntax/document.ts';
import { ask, withCursor, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';
const text = `# The server
# of the shop
LoadModule mpm_event_module modules/mod_mpm_event.so

LoadModule alias_module modules/mod_alias.so
<IfModule mpm_event_module>
    MaxRequestWorkers 400
    <IfDefine BIG>
        ServerLimit \\
            32
    </IfDefine>
</IfModule>
# region hosts
<VirtualHost *:80>
    ServerName shop.example
    <Macro Page $name>
        </If>
        Alias /$name /srv/$name
    </Macro>
</VirtualHost>
# endregion
<Directory />
`;
const lines = text.split('\n');

test('the outline has sections with what is in them and directives with their values', () => {
  const symbols = ask<DocumentSymbol[]>(documentSymbols, worldOf({ [path]: text }), path);
  const tell = ({ name, detail, children = [], range }: DocumentSymbol, depth = 0): string[] => [
    `${'  '.repeat(depth)}${name}${detail ? ` = ${detail}` : ''} ${range.start.line + 1}-${range.end.line + 1}`,
    ...children.flatMap((child) => tell(child, depth + 1)),
  ];
  expect(symbols.flatMap((symbol) => tell(symbol))).toEqual([
    'LoadModule = mpm_event_module modules/mod_mpm_event.so 3-3',
    'LoadModule = alias_module modules/mod_alias.so 5-5',
    '<IfModule mpm_event_module> 6-12',
    '  MaxRequestWorkers = 400 7-7',
    '  <IfDefine BIG> 8-11',
    '    ServerLimit = 32 9-10',
    '<VirtualHost *:80> 14-20',
    '  ServerName = shop.example 15-15',
    '  <Macro Page $name> 16-19',
    '    Alias = /$name /srv/$name 18-18',
    '<Directory /> 22-23',
  ]);
  const outside = (symbol: DocumentSymbol): readonly DocumentSymbol[] =>
    (symbol.children ?? []).flatMap((child) => [
      ...(child.range.end.line > symbol.range.end.line || child.range.start.line < symbol.range.start.line
        ? [child]
        : []),
      ...outside(child),
    ]);
  expect(symbols.flatMap(outside)).toEqual([]);
});

test('sections, comments, runs of LoadModule, continued lines and regions fold', () => {
  const ranges = ask<FoldingRange[]>(foldingRanges, worldOf({ [path]: text }), path);
  const told = ranges.map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1} ${kind ?? 'section'}`);
  expect(told.sort()).toEqual(
    [
      '1-2 comment',
      '3-5 imports',
      '6-11 section',
      '8-10 section',
      '9-10 section',
      '13-21 region',
      '14-19 section',
      '16-18 section',
      '22-23 section',
    ].sort(),
  );
});

describe('selection grows', () => {
  const grown = (marked: string) => {
    const { text, position } = withCursor(marked);
    const [first] = ask<SelectionRange[]>(selectionRanges, worldOf({ [path]: text }), path, { positions: [position] });
    const rows = text.split('\n');
    const steps: string[] = [];
    for (let each = first; each; each = each.parent) {
      const { start, end } = each.range;
      steps.push(
        start.line === end.line
          ? rows[start.line]!.slice(start.character, end.character)
          : `${start.line + 1}:${start.character}-${end.line + 1}:${end.character}`,
      );
    }
    return steps;
  };

  test('from a word to its directive, the section and the file', () => {
    const steps = grown('<IfModule a>\n  AddType text/x .x|y .z\n</IfModule>\nListen 80\n');
    expect(steps).toEqual(['.xy', 'text/x .xy .z', 'AddType text/x .xy .z', '2:0-3:0', '1:0-3:11', '1:0-5:0']);
  });

  test('from the name and from a tag', () => {
    expect(grown('Lis|ten 80')).toEqual(['Listen', 'Listen 80']);
    expect(grown('<IfMod|ule a>\n</IfModule>\n')).toEqual(['IfModule', '<IfModule a>', '1:0-2:11', '1:0-3:0']);
  });

  test('in an empty line and in a comment', () => {
    expect(grown('|\n\n')).toEqual(['1:0-3:0']);
    expect(grown('# a| b\n')).toEqual(['# a b', '1:0-2:0']);
  });
});

describe('highlights', () => {
  const at = (line: number, word: string) => {
    const position = { line, character: lines[line]!.indexOf(word) + 1 };
    const found = ask<DocumentHighlight[]>(documentHighlights, worldOf({ [path]: text }), path, { position });
    return found.map(
      ({ range: { start, end } }) => `${start.line + 1}:${lines[start.line]!.slice(start.character, end.character)}`,
    );
  };

  test('both tags of a section', () => {
    expect(at(5, 'IfModule')).toEqual(['6:IfModule', '12:IfModule']);
    expect(at(11, 'IfModule')).toEqual(['6:IfModule', '12:IfModule']);
  });

  test('every line of a directive', () => expect(at(2, 'LoadModule')).toEqual(['3:LoadModule', '5:LoadModule']));

  test('a directive under its former name too', () => {
    const former = 'MaxClients 5\nMaxRequestWorkers 5\n';
    const world = worldOf({ [path]: former });
    const found = ask<DocumentHighlight[]>(documentHighlights, world, path, { position: { line: 1, character: 2 } });
    expect(found.map(({ range }) => range.start.line)).toEqual([0, 1]);
  });

  test('nothing for a value', () => expect(at(6, '400')).toEqual([]));
});

test('both tags of a section are edited together', () => {
  const world = worldOf({ [path]: text });
  const at = (line: number, character: number) =>
    ask<LinkedEditingRanges | null>(linkedEditing, world, path, { position: { line, character } })?.ranges;
  const both = [
    { start: { line: 5, character: 1 }, end: { line: 5, character: 9 } },
    { start: { line: 11, character: 2 }, end: { line: 11, character: 10 } },
  ];
  expect(at(5, 4)).toEqual(both);
  expect(at(11, 10)).toEqual(both);
  expect(at(5, 14), 'in the argument').toBeUndefined();
  expect(at(21, 3), 'without end tag').toBeUndefined();
});

test('the sections of a document are those of its text after a tag is edited', () => {
  const document = openDocument('file:///etc/httpd.conf', '<VirtualHost *:80>\n</VirtualHost>\n');
  const named = () => spansOf(document).map(({ open }) => open.statement.rest.text);
  expect(named()).toEqual(['*:80']);
  changeDocument(document, { start: { line: 0, character: 14 }, end: { line: 0, character: 14 } }, ':');
  expect(named()).toEqual(['*::80']);
});
