import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormattingOptions, TextEdit } from 'vscode-languageserver-protocol';
import { argumentsOf } from '../server/src/catalogue/lookup.ts';
import { formatLines } from '../server/src/features/format.ts';
import onTypeFormatting from '../server/src/features/on-type-formatting.ts';
import type { Preferences } from '../server/src/features/preferences.ts';
import rangeFormatting from '../server/src/features/range-formatting.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { linesOf, openDocument } from '../server/src/syntax/document.ts';
import { ask, worldOf } from './support/world.ts';

const options: FormattingOptions = { insertSpaces: true, tabSize: 4 };
type Style = Preferences['format'];
const keep: Style = { alignValues: false, letterCase: 'keep' };
const all: Style = { alignValues: true, letterCase: 'manual' };

function apply(text: string, edits: readonly TextEdit[]): string {
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ at: { uri: '', ...range }, text: newText })),
  );
}

const formatted = (text: string, style: Style = keep, how = options) =>
  apply(text, formatLines(openDocument('file:///x.conf', text), how, style));

/** What httpd sees of a text: words where it splits them, else all behind the name. */
const seen = (text: string) =>
  [...linesOf(openDocument('file:///x.conf', text))].flatMap(({ logical: { parsed }, number }) => {
    if (parsed.kind === 'blank' || parsed.kind === 'comment') return [];
    const isSplit = parsed.kind === 'directive' && (argumentsOf(parsed.key)?.takes ?? 'any') !== 'any';
    const words = isSplit ? parsed.words.map(({ text }) => text) : parsed.rest.text;
    return [`${number} ${parsed.key} ${JSON.stringify(words)}`];
  });

describe('formatting', () => {
  test('indents what is in sections, comments too, and takes blanks away that nobody sees', () => {
    const text = '  Listen 80  \n<IfModule x>\n# why\nA 1\n  <IfDefine y>\nB 2\t\n</IfDefine>\n   \n</IfModule>\n';
    expect(formatted(text)).toBe(
      'Listen 80\n<IfModule x>\n    # why\n    A 1\n    <IfDefine y>\n        B 2\n    </IfDefine>\n\n</IfModule>\n',
    );
    expect(formatted(text, keep, { insertSpaces: false, tabSize: 8 })).toContain('\n\t\tB 2\n');
  });

  test('keeps line ends, and a missing one', () => {
    expect(formatted('<A>\r\nB 1\r\n</A>')).toBe('<A>\r\n    B 1\r\n</A>');
  });

  test('moves continued lines with their first, but not where blanks belong to a word', () => {
    expect(formatted('<A x>\nAlias one \\\n    two\n</A>\n')).toBe('<A x>\n    Alias one \\\n        two\n</A>\n');
    expect(formatted('<A x>\nB "one \\\n  two"\n</A>\n')).toBe('<A x>\n    B "one \\\n  two"\n</A>\n');
    expect(formatted('<A x>\nB o\\\nne\n</A>\n')).toBe('<A x>\n    B o\\\nne\n</A>\n');
  });

  test('keeps the blanks behind a backslash, which keep it from joining lines', () => {
    expect(formatted('Error x\\ \nListen 80\n')).toBe('Error x\\ \nListen 80\n');
  });

  test('finds a name behind lines of backslashes', () => {
    expect(formatted('\\\\\n\\\n\nlisten 80\n', all)).toBe('\\\\\n\\\n\nListen 80\n');
  });

  test('leaves scripts alone and indents what is in a macro', () => {
    const script = '<LuaHookFixups f>\nfunction f()\n   x = 1\nend\n</LuaHookFixups>\n';
    expect(formatted(script)).toBe(script);
    expect(formatted('<Macro M $a>\nListen $a\n</Macro>\n')).toBe('<Macro M $a>\n    Listen $a\n</Macro>\n');
  });

  test('does not guess where a section ends whose end tag is missing', () => {
    expect(formatted('<A x>\nB 1\nC 2\n')).toBe('<A x>\nB 1\nC 2\n');
  });

  test('puts values into a column and names into the spelling of the manual, if asked to', () => {
    const text = '<ifmodule mpm_event_module>\nstartservers 3\nMAXREQUESTWORKERS   400\n\nlisten 80\n</IFMODULE>\n';
    expect(formatted(text, all)).toBe(
      '<IfModule mpm_event_module>\n    StartServers      3\n    MaxRequestWorkers 400\n\n    Listen 80\n</IfModule>\n',
    );
  });

  test('of a range changes only its lines', () => {
    const path = '/etc/httpd.conf';
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
    const text = '<A x>\nB 1\nC 2\n</A>\n';
    const edits = ask<TextEdit[]>(rangeFormatting, worldOf({ [path]: text }), path, { range, options });
    expect(apply(text, edits)).toBe('<A x>\n    B 1\nC 2\n</A>\n');
  });

  test('of a range is that of the document as far as it goes', () => {
    const pieces = fc.constantFrom(
      ...['<Directory />', '</Directory>', '  <IfModule x>', '</IfModule>', '<Macro m>', '</Macro>', '<VirtualHost *>'],
      ...[
        '</VirtualHost>',
        'Listen 80',
        '  ServerName x',
        '# note',
        '',
        'Alias /a \\',
        'keepalive On',
        '<Lua x>',
        '</Lua>',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 2, maxLength: 25 }), fc.nat(25), fc.nat(4), (lines, from, count) => {
        const document = openDocument('file:///a.conf', lines.join('\n'));
        const first = Math.min(from, document.lines.count - 1);
        const style = { alignValues: true, letterCase: 'manual' } as const;
        const touched = [...linesOf(document)].filter(
          (line) => line.first + line.logical.count > first && line.first <= first + count,
        );
        const isTouched = ({ range: { start } }: TextEdit) =>
          touched.some((line) => line.first <= start.line && start.line < line.first + line.logical.count);
        const all = formatLines(document, { tabSize: 4, insertSpaces: true }, style).filter(isTouched);
        expect(formatLines(document, { tabSize: 4, insertSpaces: true }, style, first, first + count)).toEqual(all);
      }),
      { numRuns: 3000 },
    );
  });

  test('while typing indents the line that was ended, and a tag when it is closed', () => {
    const path = '/etc/httpd.conf';
    const typed = (text: string, line: number, character: number, ch: string) => {
      const position = { line, character };
      return apply(text, ask<TextEdit[]>(onTypeFormatting, worldOf({ [path]: text }), path, { position, ch, options }));
    };
    expect(typed('<A x>\nB 1\n\n</A>\n', 2, 0, '\n')).toBe('<A x>\n    B 1\n\n</A>\n');
    expect(typed('<A x>\n    B 1\n    </A>\n', 2, 8, '>')).toBe('<A x>\n    B 1\n</A>\n');
    expect(typed('<A x>\nB ->\n</A>\n', 1, 4, '>'), 'no tag').toBe('<A x>\nB ->\n</A>\n');
  });

  test('is idempotent and changes nothing that httpd sees, whatever the text', () => {
    const piece = fc.constantFrom(
      ...['<IfModule x>', '</IfModule>', '<Macro m $a>', '</Macro>', '<LuaQuickHandler f>', '</LuaQuickHandler>'],
      ...[
        'startservers  3',
        'Listen\t80',
        '# note',
        '\\',
        '"',
        ' ',
        '\t',
        '\n',
        '\n',
        '\r\n',
        '\r',
        '\\\n',
        '\\\r\n',
        '\v',
        '\0',
        "'",
        'x',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(keep, all), (pieces, style) => {
        const text = pieces.join('');
        const once = formatted(text, style);
        expect(formatted(once, style)).toBe(once);
        expect(seen(once)).toEqual(seen(text));
      }),
      { numRuns: 10_000 },
    );
  });
});
