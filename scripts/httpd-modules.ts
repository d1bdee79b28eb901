/*
 * Writes modules.ts and usages.ts in server/src/catalogue from the httpd of this machine, which should be Debian's with
 * all its modules; those of other packages are not asked. It takes some minutes:
 *
 *     node scripts/httpd-modules.ts && biome check --write server/src/catalogue
 *
 * httpd itself is asked for everything: `-l` and `-M` for what is linked in, `-L` for the directives, an `<IfModule>`
 * around nonsense for the name of a source file, a server without MPM for what is executed while files are read, and
 * each directive without words, with words and in sections for how many it takes and where it cannot occur.
 */
import { writeFileSync } from 'node:fs';
import type { DirectiveGroup, ModuleFact } from '../server/src/catalogue/fact.ts';
import {
  arityOf,
  ask,
  findHttpd,
  type Httpd,
  isAllowedInProxy,
  isExecutedWhileReading,
  type ListedDirective,
  loadLine,
  loadOrder,
  neverIn,
  packagedModules,
  readListing,
} from './ask-httpd.ts';

const folder = new URL('../server/src/catalogue/', import.meta.url);
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

/** Those of the whole server first. */
function order({ where, override = '', inProxy, takes, never = '' }: DirectiveGroup): string {
  return [['outside', 'anywhere', 'inside'].indexOf(where), override, inProxy ?? '', takes, never].join(' ');
}

/** The directives of a module; `loads` are the lines that load it. What is executed while reading knows no sections. */
function groupsOf(sourceFile: string, listed: readonly ListedDirective[], loads: string): ModuleFact['directives'] {
  const groups = new Map<string, Omit<DirectiveGroup, 'names'> & { names: string[] }>();
  for (const { name, where, override, ...directive } of listed) {
    if (directive.sourceFile !== sourceFile) continue;
    const asked = { name, where, loads };
    const isImmediate = whileReading.includes(name);
    const takes = arityOf(httpd!, asked);
    const never = isImmediate ? '' : neverIn(httpd!, asked, takes).join(' ');
    const inProxy = !isImmediate && isAllowedInProxy(httpd!, asked, loadLine(httpd!, 'proxy'));
    const given = {
      where,
      ...(override && { override }),
      ...(inProxy && { inProxy }),
      takes,
      ...(never && { never }),
    };
    const key = JSON.stringify(given);
    const group = groups.get(key) ?? { ...given, names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  const sorted = [...groups.values()].map((group) => ({ ...group, names: [...new Set(group.names)].sort().join(' ') }));
  return sorted.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function printed(module: ModuleFact): string {
  const groups = module.directives.map(({ names, ...given }) => {
    const lines = names.match(/.{1,96}(?: |$)/g)?.map((line) => `'${line}'`) ?? [];
    const fields = Object.entries(given).map(([key, value]) => `${key}: ${value === true ? value : `'${value}'`}`);
    return `{ ${fields.join(', ')}, names: ${lines.join(' +\n')} },`;
  });
  return `{
    identifier: '${module.identifier}',
    sourceFile: '${module.sourceFile}',${module.sharedObject ? `\n    sharedObject: '${module.sharedObject}',` : ''}
    directives: [${groups.join('\n')}],
  },`;
}

const httpd = findHttpd();
if (!httpd) throw new Error('no httpd found: install apache2, or name one with APACHE_MPM_HTTPD');
const names = loadOrder(packagedModules(httpd)).filter((name) => !mpmNames.includes(name));
const loads = names.map((name) => loadLine(httpd, name)).join('\n');
const listed = readListing(ask(httpd, `${loadLine(httpd, 'mpm_event')}\n${loads}\n`, '-L').stdout);
const every = [...new Set(listed.map(({ name }) => name))].sort();
const whileReading = every.filter((name) => isExecutedWhileReading(httpd, name, loads));
const linked = linkedModules(httpd);
const linkedSources = new Set(linked.map(({ sourceFile }) => sourceFile));
const event = loadLine(httpd, 'mpm_event');
const usages: Record<string, Record<string, string>> = {};
/** Takes the usage texts of a module down. */
function noteUsages(sourceFile: string, listing: readonly ListedDirective[]): void {
  const own = listing.filter((entry) => entry.sourceFile === sourceFile).sort((a, b) => (a.name < b.name ? -1 : 1));
  usages[sourceFile] = Object.fromEntries(own.map(({ name, usage }) => [name, usage]));
}
const modules: readonly ModuleFact[] = [
  ...linked.map((module) => {
    noteUsages(module.sourceFile, listed);
    return { ...module, directives: groupsOf(module.sourceFile, listed, event) };
  }),
  ...mpmNames.map((name) => {
    const sourceFile = name.replace('mpm_', '').concat('.c');
    const load = loadLine(httpd, name);
    const own = readListing(ask(httpd, `${load}\n`, '-L').stdout);
    noteUsages(sourceFile, own);
    const directives = groupsOf(sourceFile, own, load);
    return { identifier: `${name}_module`, sourceFile, sharedObject: `mod_${name}.so`, directives };
  }),
  ...[...names].sort().map((name) => {
    const sourceFile = sourceFileOf(httpd, name, listed, linkedSources);
    const own = loadOrder([name]).map((each) => loadLine(httpd, each));
    noteUsages(sourceFile, listed);
    const directives = groupsOf(sourceFile, listed, [event, ...own].join('\n'));
    return { identifier: `${name}_module`, sourceFile, sharedObject: `mod_${name}.so`, directives };
  }),
];
const version = /Apache\/(\S+)/.exec(ask(httpd, '', '-v').stdout)?.[1];

const head = `// Generated by scripts/httpd-modules.ts from Debian's httpd ${version}; do not edit.`;

writeFileSync(
  new URL('modules.ts', folder),
  `${head}
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
writeFileSync(
  new URL('usages.ts', folder),
  `${head}

/** By source file and directive, as httpd spells it: the words in which httpd tells what to write (\`httpd -L\`). */
export const usages: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(usages)};
`,
);
console.log(`${modules.length} modules, ${every.length} directives, ${whileReading.length} executed while reading`);
