import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { say, wordsOf } from '../server/src/text/message.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Calls of `say`, by what stands behind the bracket. */
function callsIn(file: string): readonly { readonly where: string; readonly argument: string }[] {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  return [...text.matchAll(/\bsay\(\s*/g)].map(({ index, 0: call }) => ({
    where: `${file}:${text.slice(0, index).split('\n').length}`,
    argument: text.slice(index + call.length),
  }));
}

const literal = /^(['"])(?:(?!\1)[^\\\n]|\\.)*\1\s*[,)]/;
const calls = globSync('server/src/**/*.ts', { cwd: root }).flatMap(callsIn);

test('the template of every message is one string literal, so that it is found and translated as it stands', () => {
  expect(calls.length).toBeGreaterThan(60);
  expect(calls.filter(({ argument }) => !literal.test(argument)).map(({ where }) => where)).toEqual([]);
  for (const composed of ['`a ${b}`)', "'a' + b)", "c ? 'a' : 'b')", 'template, values)']) {
    expect(composed).not.toMatch(literal);
  }
});

test('the compiler holds a message to its template', () => {
  const template: string = 'a {b}';
  const values = { b: 1, more: 2 };
  const said = [
    say('a'),
    say('{a} of {b}', { a: 1, b: 'c' }),
    say('{b}', values),
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
  expect(said.map((message) => wordsOf(message))).toEqual(['a', '1 of c', '1', 'a 1', '1 of {b}', '{a}', '1', 'a']);
});
