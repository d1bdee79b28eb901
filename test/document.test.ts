import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeDocument,
  type Document,
  lineAt,
  linesOf,
  openDocument,
  placeOf,
} from '../server/src/syntax/document.ts';
import { offsetIn, positionIn } from '../server/src/syntax/logical-line.ts';
import type { Range } from '../server/src/text/place.ts';

/** Texts in which line ends, continuations, quotes, tags and what breaks them are frequent. */
const piece = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '\\\n',
    '\\\r\n',
    '\\',
    '\\\\',
    '\0',
    ' ',
    '\t',
    '\f',
    '#',
    '"',
    "'",
    '<',
    '>',
    '</',
    '${',
  ),
  fc.constantFrom(
    'MaxRequestWorkers 4',
    '<IfModule mpm_event_module>',
    '</IfModule>',
    'a b',
    '\u00a0',
    '\ufeff',
    'é',
    '😀',
    '\udc80',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

/** Positions beyond the text, too. */
const position = fc.record({ line: fc.integer({ min: 0, max: 12 }), character: fc.integer({ min: 0, max: 30 }) });
const edit = fc.record({ start: position, end: position, text });

function contentOf(document: Document) {
  return { text: document.lines.text(), logical: document.logical.map((line) => line ?? null) };
}

function isInOrder({ start, end }: Range): boolean {
  return start.line < end.line || (start.line === end.line && start.character <= end.character);
}

/** The text after an edit, made without a line store: what LSP says that ranges mean. */
function edited(before: string, { start, end }: Range, insert: string): string {
  const lineStarts = [0, ...[...before.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
  const offset = ({ line, character }: Range['start']) => {
    const from = lineStarts[line];
    if (from === undefined) return before.length;
    const length = /^[^\r\n]*/.exec(before.slice(from))![0].length;
    return from + Math.min(character, length);
  };
  const [from, to] = [offset(start), offset(end)];
  return before.slice(0, from) + insert + before.slice(Math.max(from, to));
}

describe('a document', () => {
  test('joined, its lines are its text', () => {
    fc.assert(
      fc.property(text, (all) => {
        expect(openDocument('file:///a', all).lines.text()).toBe(all);
      }),
    );
  });

  test('is the same after edits as read afresh', () => {
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 8 }), (before, edits) => {
        const document = openDocument('file:///a', before);
        let expected = before;
        for (const { text: insert, ...range } of edits) {
          if (!isInOrder(range)) continue;
          expected = edited(expected, range, insert);
          changeDocument(document, range, insert);
          expect(contentOf(document)).toEqual(contentOf(openDocument('file:///a', expected)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('reads again only what an edit touches', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `Directive${i} value \\\n  more\n`).join('');
    const document = openDocument('file:///a', lines);
    const before = [...document.logical];
    changeDocument(document, { start: { line: 1000, character: 0 }, end: { line: 1000, character: 0 } }, 'x');
    const changed = document.logical.filter((line, i) => line !== before[i]);
    expect(changed).toHaveLength(1);
  });

  test('takes every physical line into exactly one logical line', () => {
    fc.assert(
      fc.property(text, (all) => {
        const document = openDocument('file:///a', all);
        const taken = [...linesOf(document)].reduce((sum, { logical }) => sum + logical.count, 0);
        expect(taken).toBe(document.lines.count);
      }),
    );
  });

  test('turns offsets to positions and back', () => {
    fc.assert(
      fc.property(text, (all) => {
        const document = openDocument('file:///a', all);
        for (const line of linesOf(document)) {
          for (let offset = 0; offset < line.logical.text.length; offset++) {
            const at = positionIn(line.logical, line.first, offset);
            expect(offsetIn(line.logical, line.first, at)).toBe(offset);
            expect(lineAt(document, at.line)?.first).toBe(line.first);
          }
        }
      }),
    );
  });

  test('places words where they stand, over continued lines', () => {
    const document = openDocument('file:///a', '  MaxRequest\\\r\nWorkers \\\r\n  4\\\r\n10\r\n');
    const [line] = linesOf(document);
    const statement = line!.logical.parsed;
    if (statement.kind !== 'directive') throw new Error('a directive was expected');
    expect(statement.name.text).toBe('MaxRequestWorkers');
    expect(line!.number).toBe(4);
    const { name, words } = statement;
    expect(placeOf(document, line!, name.start, name.end)).toMatchObject({
      start: { line: 0, character: 2 },
      end: { line: 1, character: 7 },
    });
    expect(words.map(({ text }) => text)).toEqual(['410']);
    expect(placeOf(document, line!, words[0]!.start, words[0]!.end)).toMatchObject({
      start: { line: 2, character: 2 },
      end: { line: 3, character: 2 },
    });
  });
});
