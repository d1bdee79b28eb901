import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import generated from '../scripts/artefacts/snippets.ts';
import type { Mpm } from '../server/src/catalogue/fact.ts';
import { blockSnippets } from '../server/src/features/block-snippets.ts';
import { judge } from '../server/src/judge.ts';
import { mainFile, snapshotOf } from '../server/src/rules/example-files.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { languages } from '../server/src/text/language.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { tune } from '../server/src/tuning/tune.ts';
import { workloads } from '../server/src/tuning/workload.ts';
import { factsIn } from '../server/src/tuning/written-facts.ts';
import { mpmOf, readUnder, snippets, snippetsIn, texts } from './support/snippets.ts';

const findingsIn = (text: string, mpm: Mpm | undefined) =>
  judge(snapshotOf(new Map([[mainFile, text]]), mpm), rules).findings.map(({ message }) => wordsOf(message));

test.each(snippets)('nothing is found in what the snippet %s makes', (_, snippet) => {
  for (const text of texts(snippet)) {
    if (snippet.prefix === 'loadmpm') {
      expect(findingsIn(text, undefined)).toEqual([]);
      continue;
    }
    const own = mpmOf(snippet) ?? (/<IfModule mpm_(\w+)_module>/.exec(text)?.[1] as Mpm | undefined);
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

describe('the files of snippets', () => {
  const json = (path: string) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

  test('are contributed in the language of the editor', () => {
    expect(json('package.json').contributes.snippets).toEqual([{ language: 'apacheconf', path: '%snippets%' }]);
    for (const language of ['', ...languages.map((each) => `.${each}`)]) {
      expect(json(`package.nls${language}.json`).snippets).toBe(`./snippets/apacheconf${language}.json`);
    }
  });

  test('are fresh; `npm run generate` writes them', () => {
    for (const { path, content } of generated()) {
      expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), path).toBe(content);
    }
  });

  test('have what completion has, in the same order', () => {
    const offered = blockSnippets().map(({ prefix }) => prefix);
    expect(snippets.map(([prefix]) => prefix)).toEqual(offered);
    expect(new Set(offered).size).toBe(offered.length);
    expect(offered).toEqual(
      expect.arrayContaining(['mpm_event', 'mpm_worker', 'mpm_prefork', 'mpm_winnt', 'mpm_facts']),
    );
  });

  test.each(languages)('say in %s the same as in English, and make the same text', (language) => {
    const english = Object.entries(snippetsIn('snippets/apacheconf.json'));
    const translated = Object.entries(snippetsIn(`snippets/apacheconf.${language}.json`));
    const without = ([, { description: _, ...rest }]: (typeof english)[number]) => rest;
    expect(translated.map(without)).toEqual(english.map(without));
    for (const [at, [name, { description }]] of translated.entries()) {
      expect(name).not.toBe(english[at]![0]);
      expect(description).not.toBe(english[at]![1].description);
    }
  });

  test('fill a whole file with the block of an MPM, and with nothing less', () => {
    const whole = snippets.filter(([, { isFileTemplate }]) => isFileTemplate).map(([, snippet]) => texts(snippet)[0]);
    expect(whole.length).toBeGreaterThan(10);
    for (const text of whole) expect(text).toMatch(/^<IfModule mpm_\w+_module>\n[^<]*<\/IfModule>$/);
    const rest = snippets.filter(([, { isFileTemplate }]) => !isFileTemplate).map(([prefix]) => prefix);
    expect(rest).toEqual(expect.arrayContaining(['mpm_event_lines', 'mpm_facts', 'loadmpm', 'ifmpm', 'keepalive']));
  });

  test('are found by editors that load snippets from a folder', () => {
    const { snippets } = json('snippets/package.json').contributes;
    expect(snippets).toEqual([{ language: ['apache', 'apacheconf'], path: './apacheconf.json' }]);
  });
});

test('the comment with machine facts is read, each value a place to stop at', () => {
  const [, snippet] = snippets.find(([prefix]) => prefix === 'mpm_facts')!;
  const [text = ''] = texts(snippet);
  const { facts, demand, unread } = factsIn([openDocument('file:///mpm.conf', text)]);
  expect(unread).toEqual([]);
  expect(Object.keys(facts)).toEqual(['memory', 'reserve', 'process']);
  expect(demand).toEqual({ rate: 100, service: 0.2 });
  expect(snippet.body.join().match(/\$\{\d+:/g)).toHaveLength(5);
});
