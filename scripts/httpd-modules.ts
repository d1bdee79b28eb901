/*
 * Writes server/src/catalogue/modules.ts from the httpd of this machine, which should be Debian's with all its modules:
 *
 *     node scripts/httpd-modules.ts && biome check --write server/src/catalogue/modules.ts
 *
 * httpd itself is asked for everything: `-l` and `-M` for what is linked in, `-L` for the directives, an `<IfModule>`
 * around nonsense for the name of a source file, and a server without MPM for what is executed while files are read.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import type { ModuleFact } from '../server/src/catalogue/fact.ts';
import {
  ask,
  findHttpd,
  type Httpd,
  isExecutedWhileReading,
  type ListedDirective,
  loadLine,
  loadOrder,
  readListing,
} from './ask-httpd.ts';

const target = new URL('../server/src/catalogue/modules.ts', import.meta.url);
const mpmNames = ['mpm_event', 'mpm_worker', 'mpm_prefork'];

/** Identifiers and source files of what is linked in: `-M` and `-l` list the same modules in the same order. */
function linkedModules(httpd: Httpd): readonly { identifier: string; sourceFile: string }[] {
  const sources = [...ask(httpd, '', '-l').stdout.matchAll(/^ {2}(\S+\.c)$/gm)].map(([, source = '']) => source);
  const listing = ask(httpd, loadLine(httpd, 'mpm_event'), '-M').stdout;
  const identifiers = [...listing.matchAll(/^ (\S+) \(static\)$/gm)].map(([, identifier = '']) => identifier);
  if (sources.length !== identifiers.length) throw new Error('httpd -l and httpd -M disagree');
  return sources.map((sourceFile, at) => ({ sourceFile, identifier: identifiers[at] ?? '' }));
}

/** The source file that `<IfModule>` knows for a module; most are called as the module is. */
function sourceFileOf(httpd: Httpd, name: string, listed: readonly ListedDirective[], known: Set<string>): string {
  const guess = `mod_${name}.c`;
  const loads = loadOrder([name]).map((each) => loadLine(httpd, each));
  const probe = [loadLine(httpd, 'mpm_event'), ...loads, `<IfModule ${guess}>`, 'NoSuchDirective', '</IfModule>'];
  if (ask(httpd, `${probe.join('\n')}\n`, '-t').stderr.includes('NoSuchDirective')) return guess;
  const alone = readListing(ask(httpd, `${[loadLine(httpd, 'mpm_event'), ...loads].join('\n')}\n`, '-L').stdout);
  const own = alone.find(({ sourceFile }) => !known.has(sourceFile) && !/^(mod_|event\.c)/.test(sourceFile));
  if (!own || !listed.some(({ sourceFile }) => sourceFile === own.sourceFile)) throw new Error(`no source: ${name}`);
  return own.sourceFile;
}

function groupsOf(sourceFile: string, listed: readonly ListedDirective[]): ModuleFact['directives'] {
  const groups = new Map<string, { where: ListedDirective['where']; override?: string; names: string[] }>();
  for (const { name, where, override, ...directive } of listed) {
    if (directive.sourceFile !== sourceFile) continue;
    const key = `${where} ${override}`;
    const group = groups.get(key) ?? { where, ...(override && { override }), names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  return [...groups.values()].map((group) => ({ ...group, names: [...new Set(group.names)].sort().join(' ') }));
}

function printed(module: ModuleFact): string {
  const groups = module.directives.map(({ where, override, names }) => {
    const lines = names.match(/.{1,96}(?: |$)/g)?.map((line) => `'${line}'`) ?? [];
    return `{ where: '${where}', ${override ? `override: '${override}', ` : ''}names: ${lines.join(' +\n')} },`;
  });
  return `{
    identifier: '${module.identifier}',
    sourceFile: '${module.sourceFile}',${module.sharedObject ? `\n    sharedObject: '${module.sharedObject}',` : ''}
    directives: [${groups.join('\n')}],
  },`;
}

const httpd = findHttpd();
if (!httpd) throw new Error('no httpd found: install apache2, or name one with APACHE_MPM_HTTPD');
const names = loadOrder(readdirSync(httpd.modules).flatMap((file) => /^mod_(.*)\.so$/.exec(file)?.[1] ?? [])).filter(
  (name) => !mpmNames.includes(name),
);
const loads = names.map((name) => loadLine(httpd, name)).join('\n');
const listed = readListing(ask(httpd, `${loadLine(httpd, 'mpm_event')}\n${loads}\n`, '-L').stdout);
const linked = linkedModules(httpd);
const linkedSources = new Set(linked.map(({ sourceFile }) => sourceFile));
const modules: readonly ModuleFact[] = [
  ...linked.map((module) => ({ ...module, directives: groupsOf(module.sourceFile, listed) })),
  ...mpmNames.map((name) => {
    const sourceFile = name.replace('mpm_', '').concat('.c');
    const own = readListing(ask(httpd, `${loadLine(httpd, name)}\n`, '-L').stdout);
    const identifier = `${name}_module`;
    return { identifier, sourceFile, sharedObject: `mod_${name}.so`, directives: groupsOf(sourceFile, own) };
  }),
  ...[...names].sort().map((name) => {
    const sourceFile = sourceFileOf(httpd, name, listed, linkedSources);
    const directives = groupsOf(sourceFile, listed);
    return { identifier: `${name}_module`, sourceFile, sharedObject: `mod_${name}.so`, directives };
  }),
];
const every = [...new Set(listed.map(({ name }) => name))].sort();
const whileReading = every.filter((name) => isExecutedWhileReading(httpd, name, loads));
const version = /Apache\/(\S+)/.exec(ask(httpd, '', '-v').stdout)?.[1];

writeFileSync(
  target,
  `// Generated by scripts/httpd-modules.ts from Debian's httpd ${version}; do not edit.
import type { ModuleFact } from './fact.ts';

/** The httpd that was asked. */
export const askedVersion = '${version}';

/** The modules of Debian's package; those without a shared object are linked into its httpd. */
export const modules: readonly ModuleFact[] = [
${modules.map(printed).join('\n')}
];

/** What httpd executes while it reads a file, before all other directives (EXEC_ON_READ), in its own spelling. */
export const executedWhileReading: readonly string[] = [${whileReading.map((name) => `'${name}'`).join(', ')}];
`,
);
console.log(`${modules.length} modules, ${every.length} directives, ${whileReading.length} executed while reading`);
