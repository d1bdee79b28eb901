import { expect, test } from 'vitest';
import { gathering } from '../server/src/text/gathered.ts';

interface Box {
  readonly name: string;
  readonly parent: Box | undefined;
}

const nested = (names: readonly string[]) =>
  names.reduce<Box | undefined>((parent, name) => ({ name, parent }), undefined)!;

test('words are gathered from the innermost to the outermost, of thousands too', () => {
  const namesAround = gathering(({ name }: Box) => name);
  expect(namesAround(nested(['a', 'b', 'a']))).toEqual(new Set(['a', 'b']));
  expect(namesAround(nested(new Array(100_000).fill('a')))).toEqual(new Set(['a']));
});

test('where words are too many, nobody knows them', () => {
  const numbersAround = gathering(({ name }: Box) => name);
  const numbers = Array.from({ length: 101 }, (_, number) => String(number));
  expect(numbersAround(nested(numbers))).toBeUndefined();
  expect(numbersAround(nested(numbers.slice(1)))?.size).toBe(100);
});
