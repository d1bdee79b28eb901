import { describe, expect, test } from 'vitest';
import planner, { type Planner } from '../server/src/features/planner.ts';
import writeFacts, { type WrittenFactsAnswer } from '../server/src/features/write-facts.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { asMessage, say, wordsOf } from '../server/src/text/message.ts';
import { factsIn, toldElsewhere } from '../server/src/tuning/written-facts.ts';
import { ask, worldOf } from './support/world.ts';

const setting = say('the setting {name}', { name: 'apacheMpm.facts' });
const told = (from: typeof setting, facts: Record<string, string>) =>
  Object.entries(facts).map(([name, value]) => ({ name, value, from }));
const gibi = 2 ** 30;

describe('facts that are told beside the files', () => {
  const document = openDocument('file:///mpm.conf', '# apache-mpm: memory=8G\n');
  const beside = [
    ...told(setting, { memory: '4G', reserve: '1G', process: '60M', 'service-ms': '120', rps: '300' }),
    ...told(asMessage('.apache-mpm.json'), { process: '50M' }),
  ];

  test('count where no comment tells another, the nearest before the others', () => {
    const { facts, demand, unread } = factsIn([document], beside);
    expect(facts).toEqual({ memory: 8 * gibi, reserve: gibi, process: 50 * 2 ** 20 });
    expect(demand).toEqual({ rate: 300, service: 0.12 });
    expect(unread).toEqual([]);
  });

  test('are told with their places', () => {
    expect(toldElsewhere(factsIn([document], beside)).map((each) => wordsOf(each))).toEqual([
      'reserve=1G service-ms=120 rps=300: told in the setting apacheMpm.facts',
      'process=50M: told in .apache-mpm.json',
    ]);
    expect(toldElsewhere(factsIn([document], beside), 'process')).toHaveLength(1);
    expect(toldElsewhere(factsIn([document]))).toEqual([]);
  });

  test('that contradict a comment are told at the comment, each other at the begin of the file', () => {
    const [first] = factsIn([document], told(setting, { reserve: '9G' })).unread;
    expect(wordsOf(first!.problem)).toBe('The reserve of 9 GiB leaves nothing of the memory of 8 GiB');
    expect(first!.at).toMatchObject({ uri: 'file:///mpm.conf', start: { line: 0 }, end: { character: 23 } });
    const empty = openDocument('file:///a.conf', 'Listen 80\n');
    const [second] = factsIn([empty], told(setting, { memory: '1G', reserve: '9G' })).unread;
    expect(second!.at).toMatchObject({ uri: 'file:///a.conf', start: { line: 0 }, end: { character: 0 } });
  });
});

describe('in the planner', () => {
  const path = '/etc/apache2/mods-available/mpm_event.conf';
  const text = '# apache-mpm: memory=8G\nThreadsPerChild 25\nMaxRequestWorkers 150\n';
  const world = worldOf({ [path]: text }, {}, { facts: told(setting, { memory: '4G', process: '60M' }) });

  test('they stand with their places', () => {
    const { facts, now } = ask<Planner>(planner, world, path);
    const of = (name: string) => facts.find((fact) => fact.name === name);
    expect(of('memory')).toMatchObject({ value: '8G', from: 'the file' });
    expect(of('process')).toMatchObject({ value: '60M', from: 'the setting apacheMpm.facts' });
    expect(of('reserve')).toMatchObject({ value: '', from: '' });
    expect(now.bytes).toBeGreaterThan(6 * 60 * 2 ** 20);
  });

  test('they are not written into the file with its own', () => {
    const answer = ask<WrittenFactsAnswer>(writeFacts, world, path, { facts: { reserve: '2G' } });
    const [edits = []] = Object.values(answer.kind === 'edit' ? answer.edit.changes! : {});
    expect(edits.map(({ newText }) => newText).join('')).toBe('# apache-mpm: memory=8G reserve=2G\n');
  });
});
