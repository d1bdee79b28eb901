import { describe, expect, test } from 'vitest';
import type { DirectiveFact, Mpm } from '../server/src/catalogue/fact.ts';
import { modelOf } from '../server/src/mpm/model.ts';
import type { Occurrence } from '../server/src/resolve/resolution.ts';
import { resolve } from '../server/src/resolve/resolve.ts';
import { defaultTarget, type ExtraModule, type PathKind, type Snapshot } from '../server/src/resolve/snapshot.ts';
import { startupOf } from '../server/src/startup.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { reference } from './support/reference.ts';

interface ConfigVector {
  readonly mpm: Mpm;
  readonly directives: readonly string[];
  readonly stderr: readonly string[];
  readonly effective: Readonly<Record<string, number>>;
}

interface GrammarVector {
  readonly name: string;
  readonly input: string;
  readonly args: readonly string[] | null;
  readonly probe_calls: readonly (readonly [string, number?])[];
  readonly messages: readonly string[];
  readonly exit: number;
}

const text = reference('reference/mpm-directives.json');
const vectors: { config_vectors: readonly ConfigVector[]; grammar_vectors: readonly GrammarVector[] } = text
  ? JSON.parse(text)
  : { config_vectors: [], grammar_vectors: [] };

const root = '/etc/apache2';
const main = `${root}/test.conf`;
const modulesFolder = '/usr/lib/apache2/modules';
const paths = new Map<string, PathKind>([
  ['/etc/passwd', 'file'],
  ['/etc', 'folder'],
  [`${modulesFolder}/mod_mime.so`, 'file'],
  [`${modulesFolder}/mod_mpm_event.so`, 'file'],
  [`${modulesFolder}/mod_mpm_worker.so`, 'file'],
  [`${modulesFolder}/mod_foo.so`, 'missing'],
]);

const probe = (name: string, arity: DirectiveFact['arity'], usage: string): DirectiveFact =>
  ({
    ...{ name, arity, usage, reading: 'text', providedBy: 'mod_probe.c', syntax: name, summary: name, defaults: '' },
    ...{ contexts: ['server config', 'virtual host'], since: '2.4', restart: '', manual: '' },
  }) satisfies DirectiveFact;
/** The module with which the vectors were recorded. */
const probeModule: ExtraModule = {
  identifier: 'probe_module',
  sourceFile: 'mod_probe.c',
  directives: [{ where: 'anywhere', names: 'Probe ProbeArgv' }],
  facts: [probe('Probe', 'one', 'probe one'), probe('ProbeArgv', 'any', 'probe many')],
};

function startup(input: string, mpm: Mpm | undefined, defines: readonly string[]) {
  const environment = new Map([
    ['HOME', '/root'],
    ['PATH', '/usr/bin'],
    ['EMPTYVAR', ''],
  ]);
  const target = { ...defaultTarget, environment, defines, modules: [probeModule], whole: true, ...(mpm && { mpm }) };
  const snapshot: Snapshot = { document: openDocument(`file://${main}`, input), target, paths };
  const resolution = resolve(snapshot);
  const model = modelOf(resolution);
  return { ...startupOf(snapshot, resolution, model), model, probes: resolution.occurrences.map(probeCall) };
}

/** A call as the recording module told it: an empty last word of many counts for nothing. */
function probeCall({ read, number }: Occurrence): readonly [string, number?] {
  const words = read.words.map(({ text }) => text);
  if (read.key === 'probe') return [words[0]!, number];
  if (words.at(-1) === '') words.pop();
  return [['PROBEARGV', words.length, ...words.map((word) => `[${word}]`)].join(' ')];
}

describe.skipIf(!text)('configuration vectors recorded from httpd', () => {
  test.each(
    vectors.config_vectors.map((vector) => [`${vector.mpm}: ${vector.directives.join('; ')}`, vector] as const),
  )('%s', (_, { mpm, directives, stderr, effective }) => {
    const { lines, model } = startup(`${directives.join('\n')}\n`, mpm, []);
    expect(lines).toEqual([...stderr, 'Syntax OK']);
    const threaded = mpm !== 'prefork';
    const number = (name: string) => model?.settings.get(name)?.effective;
    expect({
      HARD_LIMIT_DAEMONS: number('ServerLimit'),
      HARD_LIMIT_THREADS: threaded ? number('ThreadLimit') : 1,
      MAX_THREADS: threaded ? number('ThreadsPerChild') : 1,
      MAX_DAEMONS: model?.capacity.processes,
    }).toEqual(pick(effective, 'HARD_LIMIT_DAEMONS', 'HARD_LIMIT_THREADS', 'MAX_THREADS', 'MAX_DAEMONS'));
    // The recorded spare values are those before httpd runs, when it has not yet corrected them without a word.
    const announced = (name: string) => {
      const setting = model?.settings.get(name);
      return setting?.adjustments.findLast(({ httpd }) => httpd)?.to ?? setting?.asked;
    };
    expect(announced(threaded ? 'MinSpareThreads' : 'MinSpareServers')).toBe(
      effective.MIN_SPARE_THREADS ?? effective.MIN_SPARE_DAEMONS,
    );
    expect(announced(threaded ? 'MaxSpareThreads' : 'MaxSpareServers')).toBe(
      effective.MAX_SPARE_THREADS ?? effective.MAX_SPARE_DAEMONS,
    );
  });

  test('there are as many as were recorded', () => expect(vectors.config_vectors).toHaveLength(146));
});

describe.skipIf(!text)('grammar vectors recorded from httpd', () => {
  const single = vectors.grammar_vectors.filter(({ input }) => !/^include/im.test(input));
  test.each(single.map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { name, input, args, probe_calls, messages, exit }) => {
      const mpm = name.startsWith('no MPM') || name.startsWith('read errors come before') ? undefined : 'event';
      const started = startup(input, mpm, args?.filter((argument) => argument !== '-D') ?? []);
      const lines = started.lines.filter((line) => line !== 'Syntax OK');
      expect(lines.map((line) => line.replaceAll(main, 'FILE').replaceAll(root, 'ROOT'))).toEqual(messages);
      expect(started.exit).toBe(exit);
      const probed = /^(Probe|"Probe"|pRoBe|\$\{cmd\}|Pro\\\n)/m.test(input);
      if (exit === 0 && probed) expect(started.probes).toEqual(probe_calls);
    },
  );

  test('only those with Include are left out', () => expect(single.length).toBeGreaterThanOrEqual(160));
});

function pick(from: Readonly<Record<string, number>>, ...keys: readonly string[]) {
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}
