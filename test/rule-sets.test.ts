import { expect, test } from 'vitest';
import { judge } from '../server/src/judge.ts';
import type { Snapshot } from '../server/src/resolve/snapshot.ts';
import { readFiles } from '../server/src/rules/annotations.ts';
import { mainFileOf, mpmsOf, snapshotOf } from '../server/src/rules/example-files.ts';
import { rules } from '../server/src/rules/index.ts';
import { pages } from '../server/src/rules/pages.ts';
import { callsForAllRules, ruleSets } from '../server/src/server/rule-sets.ts';
import { told } from './support/told.ts';

/** The examples of all rules and what their fixes make of them, alone and as parts of a configuration. */
const snapshots = rules.flatMap((rule) =>
  pages[rule.id]!.examples.flatMap((example) =>
    [example.config, ...Object.values(example.fixed ?? {})].flatMap((config) => {
      const texts = new Map([...readFiles(config, mainFileOf(example))].map(([path, { text }]) => [path, text]));
      return mpmsOf(rule, example).flatMap((mpm): Snapshot[] => {
        const whole = snapshotOf(texts, mpm);
        return [whole, { ...whole, target: { ...whole.target, whole: false } }];
      });
    }),
  ),
);

test('all rules are the usual ones and others', async () => {
  const others = rules.filter((rule) => !ruleSets.usual.includes(rule));
  expect(others.length).toBeGreaterThan(10);
  expect(new Set([...ruleSets.usual, ...others])).toEqual(new Set(await ruleSets.all()));
});

test('the other rules are called for wherever they find something', () => {
  let usual = 0;
  for (const snapshot of snapshots) {
    const judgement = judge(snapshot, ruleSets.usual);
    if (callsForAllRules(judgement)) continue;
    usual++;
    expect(told(judgement), snapshot.document.lines.text()).toEqual(told(judge(snapshot, rules)));
  }
  expect(usual).toBeGreaterThan(100);
});
