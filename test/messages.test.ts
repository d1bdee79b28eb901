import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { callsIn, literalIn } from '../scripts/translations.ts';
import { asMessage, say, wordsOf } from '../server/src/text/message.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const calls = globSync('{server/src,scripts/artefacts}/**/*.ts', { cwd: root }).flatMap(callsIn);

test('the template of every message is one string literal, so that it is found and translated as it stands', () => {
  expect(calls.length).toBeGreaterThan(400);
  const composed = calls.filter(({ argument }) => literalIn(argument) === undefined);
  expect(composed.map(({ where }) => where)).toEqual([]);
  for (const argument of ['`a ${b}`)', "'a' + b)", "c ? 'a' : 'b')", 'template, values)']) {
    expect(literalIn(argument)).toBeUndefined();
  }
  expect(literalIn(`'it\\'s "a"', { b })`)).toBe(`it's "a"`);
  expect(literalIn(`"it's \\"a\\"")`)).toBe(`it's "a"`);
});

test('the compiler holds a message to its template', () => {
  const template: string = 'a {b}';
  const values = { b: 1, more: 2 };
  const said = [
    say('a'),
    say('{a} of {b}', { a: 1, b: 'c' }),
    say('{b}', values),
    say('{a}: {b}', { a: say('{b}', { b: 2 }), b: asMessage('{c}') }),
    // @ts-expect-error A template that is not known before the program runs cannot be translated.
    say(template, { b: 1 }),
    // @ts-expect-error A placeholder without a value.
    say('{a} of {b}', { a: 1 }),
    // @ts-expect-error A placeholder and no values.
    say('{a}'),
    // @ts-expect-error A value without a placeholder.
    say('{a}', { a: 1, b: 2 }),
    // @ts-expect-error Values for a template that has no placeholders.
    say('a', { a: 1 }),
  ];
  expect(said.map((message) => wordsOf(message))).toEqual([
    'a',
    '1 of c',
    '1',
    '2: {c}',
    'a 1',
    '1 of {b}',
    '{a}',
    '1',
    'a',
  ]);
});
