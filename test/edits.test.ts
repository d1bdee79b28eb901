import { expect, test } from 'vitest';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { judgedAlone } from './support/both-sides.ts';

/** The text after the fix of this title that any finding has under event. */
function fixed(text: string, title: RegExp): string {
  const fixes = judgedAlone('event', text).findings.flatMap(({ fixes = [] }) => fixes);
  const fix = fixes.find((each) => title.test(wordsOf(each.title)));
  if (!fix) throw new Error(`no fix ${title} among ${fixes.map((each) => wordsOf(each.title)).join('; ')}`);
  return applyEdits(text, fix.edits);
}

test.each([
  ['indentation', '  MaxRequestWorkers 1000\n', '  ServerLimit 80\n  MaxRequestWorkers 1000\n'],
  ['columns', 'MaxRequestWorkers   1000\n', 'ServerLimit         80\nMaxRequestWorkers   1000\n'],
  ['tabs', '\tMaxRequestWorkers\t\t1000\n', '\tServerLimit\t\t80\n\tMaxRequestWorkers\t\t1000\n'],
  ['CR LF', 'MaxRequestWorkers 1000\r\n', 'ServerLimit 80\r\nMaxRequestWorkers 1000\r\n'],
  ['the missing end of the last line', 'MaxRequestWorkers 1000', 'ServerLimit 80\nMaxRequestWorkers 1000'],
  ['a narrow column', 'MaxRequestWorkers  1000\n', 'ServerLimit        80\nMaxRequestWorkers  1000\n'],
])('a new line keeps %s', (_, before, after) => expect(fixed(before, /^Serve 1000/)).toBe(after));

test.each([
  ['double quotes', 'MaxRequestWorkers "410"\n', 'MaxRequestWorkers "400"\n'],
  ['single quotes', "maxrequestworkers '410'\n", "maxrequestworkers '400'\n"],
  ['blanks at the end', 'MaxRequestWorkers 410  \n', 'MaxRequestWorkers 400  \n'],
  ['a continuation', 'MaxRequestWorkers \\\n  410\n', 'MaxRequestWorkers \\\n  400\n'],
  ['a word in two lines as one', 'MaxRequestWorkers 4\\\n10\n', 'MaxRequestWorkers 400\n'],
  ['what stands in quotes that are not closed', 'MaxRequestWorkers "410\n', 'MaxRequestWorkers "400"\n'],
])('a value keeps %s', (_, before, after) => expect(fixed(before, /^Write 400/)).toBe(after));

test('a value that comes out of a variable is not written over', () => {
  const { findings } = judgedAlone('event', 'Define N 410\nMaxRequestWorkers ${N}\n');
  expect(findings.map(({ rule, fixes }) => [rule.id, fixes])).toEqual([['max-request-workers-not-a-multiple', []]]);
});

test('the last line of several counts, and it is the one that is edited', () => {
  const text = 'MaxRequestWorkers 100\nMaxClients 410\n';
  expect(fixed(text, /^Write 400/)).toBe('MaxRequestWorkers 100\nMaxClients 400\n');
});
