import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DirectiveFact, Mpm } from '../server/src/catalogue/fact.ts';
import { modelOf } from '../server/src/mpm/model.ts';
import type { Occurrence } from '../server/src/resolve/resolution.ts';
import { resolve } from '../server/src/resolve/resolve.ts';
import {
  defaultTarget,
  type Entry,
  type ExtraModule,
  type Found,
  type Snapshot,
  type Wanted,
} from '../server/src/resolve/snapshot.ts';
import { startupOf } from '../server/src/startup.ts';
import { openDocument } from '../server/src/syntax/document.ts';

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
  readonly probe_calls: readonly (readonly [string, (number | string)?])[];
  readonly messages: readonly string[];
  readonly exit: number;
}

interface Vectors {
  readonly config_vectors: readonly ConfigVector[];
  readonly grammar_vectors: readonly GrammarVector[];
  readonly grammar_vectors_files: Readonly<Record<string, string>>;
}
/**
 * Recorded from Debian's httpd 2.4.71. `config_vectors`: directives, what `httpd -t` prints of them, and the values that
 * the running MPM reports. `grammar_vectors`: the text of a main file, read together with a test module that has the
 * directives Probe (one argument) and ProbeArgv (any), the calls that it got, the messages and the exit status.
 */
const vectors: Vectors = JSON.parse(readFileSync(new URL('recorded/httpd-vectors.json', import.meta.url), 'utf8'));

const root = '/etc/apache2';
const main = `${root}/test.conf`;
const modulesFolder = '/usr/lib/apache2/modules';
/** What the recording had on its disk: files with their text, folders with what is in them, links to folders. */
const disk = diskOf({
  ...Object.fromEntries(Object.entries(vectors.grammar_vectors_files).map(([path, text]) => [`${root}/${path}`, text])),
  [`${modulesFolder}/mod_mime.so`]: '',
  [`${modulesFolder}/mod_mpm_event.so`]: '',
  [`${modulesFolder}/mod_mpm_worker.so`]: '',
  '/etc/passwd': '',
});
disk.set(`${root}/inc/.hid`, { kind: 'folder', entries: [] });
disk.set(`${root}/inc/empty`, { kind: 'folder', entries: [] });
disk.set(`${root}/inc/lnk`, disk.get(`${root}/inc/d`)!);
disk.set(`${root}/inc`, {
  kind: 'folder',
  entries: [
    ...disk.get(`${root}/inc`)!.entries!,
    ...['.hid', 'empty'].map((name) => ({ name, folder: true })),
    { name: 'lnk', folder: false },
  ],
});
disk.set('/dev/null', { kind: 'other' });
disk.set('/dev/zero', { kind: 'other' });

function diskOf(files: Readonly<Record<string, string>>): Map<string, Found> {
  const disk = new Map<string, Found & { entries?: Entry[] }>();
  for (const [path, text] of Object.entries(files)) {
    disk.set(path, { kind: 'file', document: openDocument(`file://${path}`, text) });
    for (let at = path; at !== ''; at = posix.dirname(at) === '/' ? '' : posix.dirname(at)) {
      const folder = disk.get(posix.dirname(at)) ?? { kind: 'folder' as const, entries: [] };
      const name = at.slice(at.lastIndexOf('/') + 1);
      if (!folder.entries!.some((entry) => entry.name === name)) folder.entries!.push({ name, folder: at !== path });
      disk.set(posix.dirname(at), folder);
    }
  }
  return disk;
}

/** What that disk has at the paths that an analysis wants. */
function answer(wanted: readonly Wanted[]): [string, Found][] {
  return wanted.map(({ path }) => [path, disk.get(path) ?? { kind: 'missing' }]);
}

const probe = (name: string, arity: DirectiveFact['arity'], usage: string): DirectiveFact =>
  ({
    ...{ name, arity, usage, reading: 'text', providedBy: 'mod_probe.c', syntax: name, summary: name, defaults: '' },
    ...{ contexts: ['server config', 'virtual host'], since: '2.4', restart: '', manual: '' },
  }) satisfies DirectiveFact;
/** The module with which the vectors were recorded. */
const probeModule: ExtraModule = {
  identifier: 'probe_module',
  sourceFile: 'mod_probe.c',
  directives: [{ where: 'anywhere', takes: 'any', names: 'Probe ProbeArgv' }],
  facts: [probe('Probe', 'one', 'probe one'), probe('ProbeArgv', 'any', 'probe many')],
};

function startup(input: string, mpm: Mpm | undefined, defines: readonly string[]) {
  const environment = new Map([
    ['HOME', '/root'],
    ['PATH', '/usr/bin'],
    ['EMPTYVAR', ''],
  ]);
  const target = {
    ...defaultTarget,
    environment,
    defines,
    modules: [probeModule],
    started: true as const,
    ...(mpm && { mpm }),
  };
  const document = openDocument(`file://${main}`, input);
  const found = new Map<string, Found>();
  for (;;) {
    const snapshot: Snapshot = { path: main, document, target, found };
    const resolution = resolve(snapshot);
    for (const [path, what] of answer(resolution.wanted)) found.set(path, what);
    if (resolution.wanted.length > 0) continue;
    const model = modelOf(resolution);
    const probes = resolution.occurrences.filter(({ read }) => read.key.startsWith('probe')).map(probeCall);
    return { ...startupOf(snapshot, resolution, model), model, probes };
  }
}

/** A call as the recording module told it: an empty last word of many counts for nothing. */
function probeCall({ read, number, path }: Occurrence): readonly [string, (number | string)?] {
  const words = read.words.map(({ text }) => text);
  if (read.key === 'probe') return [words[0]!, path === main ? number : `${path.slice(root.length + 1)}:${number}`];
  if (words.at(-1) === '') words.pop();
  return [['PROBEARGV', words.length, ...words.map((word) => `[${word}]`)].join(' ')];
}

describe('configuration vectors recorded from httpd', () => {
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

describe('grammar vectors recorded from httpd', () => {
  test.each(vectors.grammar_vectors.map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { name, input, args, probe_calls, messages, exit }) => {
      const mpm = name.startsWith('no MPM') || name.startsWith('read errors come before') ? undefined : 'event';
      const started = startup(input, mpm, args?.filter((argument) => argument !== '-D') ?? []);
      const lines = started.lines.filter((line) => line !== 'Syntax OK');
      expect(lines.map((line) => line.replaceAll(main, 'FILE').replaceAll(root, 'ROOT'))).toEqual(messages);
      expect(started.exit).toBe(exit);
      if (exit === 0) expect(started.probes).toEqual(probe_calls);
    },
  );

  test('there are as many as were recorded', () => {
    expect(vectors.grammar_vectors).toHaveLength(181);
  });
});

function pick(from: Readonly<Record<string, number>>, ...keys: readonly string[]) {
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}
