import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Httpd, loadLine } from '../../scripts/ask-httpd.ts';
import { type Analysis, analyse } from '../../server/src/analyse.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { directiveNamed } from '../../server/src/catalogue/lookup.ts';
import { lookedUp } from '../../server/src/hosts/looked-up.ts';
import { defaultTarget } from '../../server/src/resolve/snapshot.ts';
import { rules } from '../../server/src/rules/index.ts';
import { startupOf } from '../../server/src/startup.ts';
import { openDocument } from '../../server/src/syntax/document.ts';
import { fromBytes } from '../../server/src/text/bytes.ts';
import { uriOf } from '../../server/src/text/file-uri.ts';
import type { Configuration } from './random-configuration.ts';

/** What one side says of a configuration: lines without time stamps, ROOT for the ServerRoot, and how it ends. */
export interface Said {
  readonly lines: readonly string[];
  readonly exit: number | null;
}

const environment = { PATH: process.env.PATH ?? '' };

/** Our analysis of a text that is all that a httpd with this MPM reads. */
export function judgedAlone(mpm: Mpm | undefined, text: string): Analysis {
  const document = openDocument('file:///etc/apache2/httpd.conf', text);
  const target = { ...defaultTarget, environment: new Map(Object.entries(environment)), started: true as const };
  const path = '/etc/apache2/httpd.conf';
  return analyse({ path, document, target: { ...target, ...(mpm && { mpm }) }, found: new Map() }, rules);
}

/** What both say of a configuration, our engine first. */
export function bothSides(httpd: Httpd, configuration: Configuration): { ours: Said; theirs: Said } {
  return onDisk(httpd, configuration, (root, main) => ({
    ours: startup(root, main, configuration.mpm),
    theirs: started(httpd, root, main, configuration.mpm),
  }));
}

/** Writes the files to a folder of their own, which is taken away again; `modules` in it is the folder of httpd's modules. */
function onDisk<T>(httpd: Httpd, { files }: Configuration, use: (root: string, main: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'apache-mpm-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    symlinkSync(httpd.modules, join(root, 'modules'));
    return use(root, Object.keys(files)[0]!);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A directive that is obeyed, as `FILE:LINE: Name words`. */
export type Obeyed = readonly string[];

/**
 * The directives of our catalogue that both obey, in order; undefined for a configuration that is refused. httpd tells
 * them by `-D DUMP_CONFIG` of mod_info.
 */
export function bothObey(httpd: Httpd, configuration: Configuration): { ours: Obeyed; theirs: Obeyed } | undefined {
  return onDisk(httpd, configuration, (root, main) => {
    const info = ['-C', loadLine(httpd, 'info'), '-D', 'DUMP_CONFIG'];
    const { stdout, status } = run(httpd, root, main, configuration.mpm, info);
    if (status !== 0) return undefined;
    const { resolution } = analysed(root, main, configuration.mpm);
    const ours = resolution.occurrences.map(({ path, number, read }) => {
      return `${path.replaceAll(root, 'ROOT')}:${number}: ${directiveNamed(read.key)!.fact.name} ${read.rest.text}`;
    });
    return { ours, theirs: dumped(stdout, root) };
  });
}

function dumped(dump: string, root: string): Obeyed {
  const obeyed: string[] = [];
  let file = '';
  let number = '';
  let macros = 0;
  for (const line of dump.split('\n')) {
    const head = /^ *# In file: (.*)$/.exec(line);
    const numbered = /^ *# +(\d+):$/.exec(line);
    if (head) file = head[1]!;
    else if (numbered) number = numbered[1]!;
    else {
      const [, name = '', words = ''] = /^ *(\S+) ?(.*)$/.exec(line) ?? [];
      // A macro before its LoadModule is in the tree, and passed over when httpd walks it.
      if (/^<macro\b/i.test(name)) macros++;
      else if (/^<\/macro\b/i.test(name)) macros--;
      if (macros > 0) continue;
      const fact = directiveNamed(name)?.fact;
      if (!fact || !file.includes(root)) continue;
      obeyed.push(`${file.replaceAll(root, 'ROOT')}:${number}: ${fact.name} ${words}`);
    }
  }
  return obeyed;
}

/** What both say of one file. */
export function bothSidesOf(httpd: Httpd, mpm: Configuration['mpm'], text: string): { ours: Said; theirs: Said } {
  return bothSides(httpd, { mpm, files: { 'httpd.conf': text } });
}

function analysed(root: string, main: string, mpm: Configuration['mpm']): Analysis {
  const path = join(root, main);
  const document = openDocument(uriOf(path), fromBytes(readFileSync(path)));
  const given = {
    ...defaultTarget,
    serverRoot: root,
    environment: new Map(Object.entries(environment)),
    started: true as const,
  };
  const snapshot = lookedUp({ path, document, target: { ...given, ...(mpm && { mpm }) }, found: new Map() });
  return analyse(snapshot, []);
}

function startup(root: string, main: string, mpm: Configuration['mpm']): Said {
  const { snapshot, resolution, model } = analysed(root, main, mpm);
  const { lines, exit } = startupOf(snapshot, resolution, model);
  return { lines: lines.map((line) => line.replaceAll(root, 'ROOT')), exit };
}

function started(httpd: Httpd, root: string, main: string, mpm: Configuration['mpm']): Said {
  const { stderr, status } = run(httpd, root, main, mpm, []);
  const said = stderr.split('\n').filter((line) => line !== '');
  return { lines: said.map((line) => normal(line, root)), exit: status };
}

function run(httpd: Httpd, root: string, main: string, mpm: Configuration['mpm'], more: readonly string[]) {
  const given = [`DefaultRuntimeDir ${root}`, 'ServerName localhost', 'ErrorLog /dev/null'];
  const lines = [...(mpm ? [loadLine(httpd, `mpm_${mpm}`)] : []), ...given].flatMap((line) => ['-C', line]);
  const args = ['-t', '-d', root, '-f', join(root, main), ...lines, ...more];
  return spawnSync(httpd.program, args, { encoding: 'utf8', env: environment });
}

/** Without time stamps and process ids; the name of the program is that of our default target. */
function normal(line: string, root: string): string {
  return line
    .replace(/^\[\w{3} \w{3} \d[^\]]*\] /, '')
    .replace(/\[pid [^\]]*\] /, '')
    .replaceAll(root, 'ROOT')
    .replace(/^(AH00534: )?(apache2|httpd): /, '$1apache2: ');
}
