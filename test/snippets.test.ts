import { expect, test } from 'vitest';
import type { Mpm } from '../server/src/catalogue/fact.ts';
import { judge } from '../server/src/judge.ts';
import { mainFile, snapshotOf } from '../server/src/rules/example-files.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { tune } from '../server/src/tuning/tune.ts';
import { workloads } from '../server/src/tuning/workload.ts';
import { factsIn } from '../server/src/tuning/written-facts.ts';
import { readUnder, snippets, texts } from './support/snippets.ts';

const findingsIn = (text: string, mpm: Mpm | undefined) =>
  judge(snapshotOf(new Map([[mainFile, text]]), mpm), rules).findings.map(({ message }) => wordsOf(message));

test.each(snippets)('nothing is found in what the snippet %s makes', (_, snippet) => {
  for (const text of texts(snippet)) {
    if (snippet.prefix === 'loadmpm') {
      expect(findingsIn(text, undefined)).toEqual([]);
      continue;
    }
    const own = snippet.mpm ?? (/<IfModule mpm_(\w+)_module>/.exec(text)?.[1] as Mpm | undefined);
    for (const mpm of own ? [own] : readUnder(snippet)) expect(findingsIn(text, mpm), mpm).toEqual([]);
  }
});

const ofWorkloads = workloads.filter(({ name }) => name !== 'custom');
test.each(ofWorkloads)('$name has a block; from the facts in it come its numbers', ({ name, mpm }) => {
  const prefix = `mpm_${mpm}_${name.replace('-', '_')}`;
  const [text = ''] = texts(snippets.find(([, each]) => each.prefix === prefix)![1]);
  const { facts, demand, unread } = factsIn([openDocument('file:///mpm.conf', text)]);
  expect(unread).toEqual([]);
  const tuning = tune({ workload: name, facts, ...(demand && { demand }) });
  if (tuning.kind !== 'plan') throw new Error(tuning.kind);
  const written = [...text.matchAll(/^\t(\w+) +(\d+)$/gm)].map(([, name, value]) => ({ name, value: Number(value) }));
  expect(written).toEqual(tuning.plan.settings.map(({ name, value }) => ({ name, value })));
});
