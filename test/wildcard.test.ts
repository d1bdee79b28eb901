import { expect, test } from 'vitest';
import { matches } from '../server/src/resolve/wildcard.ts';

/** Names in one folder, and those that httpd reads of them: `httpd -t -D DUMP_INCLUDES`. */
const names = ['mods-enabled', 'bx', 'b-x', '-x', ']x', 'a'];
test.each([
  ['mods-*', ['mods-enabled']],
  ['[z-a]x', []],
  ['[!z-a]x', ['bx', '-x', ']x']],
  ['[a-c]-x', ['b-x']],
  ['[a\\-z]x', ['-x']],
  ['[a-]x', ['-x']],
  ['[]-a]x', [']x']],
  ['\\-*', ['-x']],
  ['[', []],
])('%s', (pattern, expected) => {
  expect(names.filter((name) => matches(pattern, name))).toEqual(expected);
});
