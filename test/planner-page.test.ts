import { describe, expect, expectTypeOf, test } from 'vitest';
import { readPageMessage, readState } from '../client/src/planner/messages.ts';
import type { PlannerAnswer } from '../client/src/planner/planner-answer.ts';
import { bytesInWords, filled, perBox } from '../client/src/planner/scale.ts';
import type { Planner } from '../server/src/features/planner.ts';

test('the client knows what the server answers', () => {
  expectTypeOf<Planner>().toExtend<PlannerAnswer>();
  expectTypeOf<PlannerAnswer>().toExtend<Planner>();
});

describe('messages of the page', () => {
  test.each([
    [{ kind: 'ready' }],
    [{ kind: 'apply' }],
    [{ kind: 'write facts' }],
    [{ kind: 'want', round: 1, facts: {} }],
    [{ kind: 'want', round: 1, facts: { memory: '8G' }, goal: { kind: 'pool', processes: 4, threads: 25 } }],
    [{ kind: 'want', round: 1, facts: {}, goal: { kind: 'serve', workers: 400 } }],
    [{ kind: 'want', round: 1, facts: {}, goal: { kind: 'half memory' } }],
  ])('%j is read', (message) => expect(readPageMessage(message)).toEqual(message));

  test.each([
    [undefined],
    [null],
    ['ready'],
    [[]],
    [{}],
    [{ kind: 'run', command: 'x' }],
    [{ kind: 'want', round: 1 }],
    [{ kind: 'want', facts: {} }],
    [{ kind: 'want', round: 1, facts: {}, goal: { kind: 'pool', processes: '4', threads: 25 } }],
    [{ kind: 'want', round: 1, facts: {}, goal: { kind: 'anything' } }],
  ])('%j is passed over', (message) => expect(readPageMessage(message)).toBeUndefined());

  test('carry nothing that is not known', () => {
    expect(readPageMessage({ kind: 'apply', uri: 'file:///etc/passwd' })).toEqual({ kind: 'apply' });
    expect(readPageMessage({ kind: 'want', round: 1, facts: { memory: 8, process: '60M' } })).toEqual({
      kind: 'want',
      round: 1,
      facts: { process: '60M' },
    });
  });

  test('a state is read back, and what is none is not', () => {
    const state = { uri: 'file:///a.conf', line: 3, facts: { memory: '8G' }, goal: { kind: 'facts' } };
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
    expect(readState({ uri: 'file:///a.conf', line: 0, goal: { kind: 7 } })).toEqual({
      uri: 'file:///a.conf',
      line: 0,
      facts: {},
    });
    for (const data of [undefined, 3, { line: 3 }, { uri: 'file:///a.conf' }]) expect(readState(data)).toBeUndefined();
  });
});

describe('numbers of the page', () => {
  test('bytes in words', () => {
    expect([0, 512, 1536, 7.5 * 2 ** 30].map(bytesInWords)).toEqual(['0 B', '512 B', '1.5 KiB', '7.5 GiB']);
  });

  test('templates and boxes', () => {
    expect(filled('{0} of {1} and {2}', 3, 'four')).toBe('3 of four and {2}');
    expect([1, 120, 121, 10_000].map((count) => perBox(count, 120))).toEqual([1, 1, 2, 84]);
  });
});
