import { Lexer } from 'chevrotain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patternOfNothing } from '../scripts/bundling.ts';
import { lex } from '../server/src/syntax/lex.ts';
import { LineGrammar, parseLine, parseStatement, wordsOf } from '../server/src/syntax/line.ts';

describe('the grammar of a line', () => {
  test('is sound by the checks of Chevrotain, which are left out at run time', () => {
    expect(() => new LineGrammar(false)).not.toThrow();
  });

  const piece = fc.oneof(
    fc.constantFrom('<', '>', '</', '"', "'", '\\', ' ', '\t', 'a', '#', '\n', '\0', '!', '${x}', '\udc80'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const line = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  test('takes whatever the lexer makes of a text', () => {
    const grammar = new LineGrammar(true);
    fc.assert(
      fc.property(line, (text) => {
        const { types, offsets } = lex(text);
        for (let at = 1; at < 2 * types.length; at++) {
          const isBegin = at % 2 === 0;
          expect(offsets[at]! - offsets[at - 1]!).toBeGreaterThanOrEqual(isBegin ? 0 : 1);
        }
        if (types.length === 0) return;
        grammar.input = types;
        grammar.statement();
        expect(grammar.errors).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('takes every text, and every word of it in order', () => {
    fc.assert(
      fc.property(line, (text) => {
        const line = parseStatement(text);
        if (line.kind === 'blank' || line.kind === 'comment') return;
        let end = line.name.end;
        for (const word of line.words) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          end = word.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        expect(line.count).toBe(line.words.length);
        const empty = line.words.findIndex((word) => word.text === '');
        expect(line.filled).toBe(empty < 0 ? line.count : empty);
      }),
      { numRuns: 3000 },
    );
  });

  test('splits arguments as the words of a directive', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '>', '\t') }), (text) => {
        const line = parseLine(`Name ${text}`);
        if (line.kind !== 'directive') throw new Error('a directive was expected');
        expect(line.words.map((word) => word.text)).toEqual(wordsOf(text).map((word) => word.text));
      }),
    );
  });

  test.each([
    ['# comment', 'comment'],
    ['', 'blank'],
    ['"" ignored', 'blank'],
  ])('%j is %s', (text, kind) => expect(parseLine(text).kind).toBe(kind));

  test.each([
    ['<IfModule !x >', 'IfModule', '<ifmodule', ['!x'], true],
    ['<IfModule>', 'IfModule', '<ifmodule', [], true],
    ['<IfModule x', 'IfModule', '<ifmodule', ['x'], false],
    ['<If "a > b"> # c', 'If', '<if', ['a > b'], true],
    ['<If a> # b > c', 'If', '<if', ['a>', '#', 'b'], true],
    ['Foo> x', 'Foo', 'foo', ['x'], true],
    ['</IfModule >', 'IfModule', '</ifmodule', ['>'], false],
    ['</IfModule>', 'IfModule', '</ifmodule>', [], true],
    ['"<foo" bar', 'foo', '<foo', ['bar'], false],
  ])('%j', (text, name, key, words, closed) => {
    expect(parseLine(text)).toMatchObject({ name: { text: name }, key, closed });
    expect(parseLine(text)).toHaveProperty(
      'words',
      words.map((word) => expect.objectContaining({ text: word })),
    );
  });
});

test('the pattern that stands for the lexer of Chevrotain in the bundles is its own', () => {
  expect(patternOfNothing).toEqual(Lexer.NA);
});
