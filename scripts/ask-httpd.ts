import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Arity, Where } from '../server/src/catalogue/fact.ts';
import { modules } from '../server/src/catalogue/modules.ts';
import { counts } from '../server/src/resolve/arity.ts';

/** What httpd answered. */
export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real httpd, with the folder of its loadable modules. */
export interface Httpd {
  readonly program: string;
  readonly modules: string;
}

/** One directive as `httpd -L` prints it. */
export interface ListedDirective {
  readonly name: string;
  readonly sourceFile: string;
  readonly usage: string;
  readonly where: Where;
  readonly override?: string;
}

/** The httpd of this machine: the one that APACHE_MPM_HTTPD names, or else apache2 or httpd on the PATH or in /usr/sbin. */
export function findHttpd(): Httpd | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/apache2/bin'];
  const candidates = folders.filter(Boolean).flatMap((folder) => [join(folder, 'apache2'), join(folder, 'httpd')]);
  const program = [process.env.APACHE_MPM_HTTPD, ...candidates].find((path) => path && existsSync(path));
  if (!program) return undefined;
  const beside = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', join(dirname(program), '../modules')];
  const modules = [process.env.APACHE_MPM_HTTPD_MODULES, ...beside].find((path) => path && existsSync(path));
  return modules ? { program, modules } : undefined;
}

/** The line that loads a module of Debian's naming: `mod_alias.so` has `alias_module`. */
export function loadLine(httpd: Httpd, name: string): string {
  return `LoadModule ${name}_module ${join(httpd.modules, `mod_${name}.so`)}`;
}

/** Runs httpd on a configuration of its own in a folder of its own, with a question such as `-t` or `-L` that binds no port. */
export function ask(httpd: Httpd, config: string, ...question: readonly string[]): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'apache-mpm-'));
  try {
    mkdirSync(join(folder, 'logs'));
    const file = join(folder, 'httpd.conf');
    writeFileSync(file, config);
    const start = ['-d', folder, '-f', file, '-C', `DefaultRuntimeDir ${folder}`, '-C', 'ServerName localhost'];
    const { status, stdout, stderr } = spawnSync(httpd.program, [...start, ...question], { encoding: 'utf8' });
    return { status, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads what `httpd -L` printed (http_config.c, ap_show_directives and show_overrides). */
export function readListing(listing: string): readonly ListedDirective[] {
  const entries = listing.matchAll(
    /^(\S+) \((.+)\)\n\t([\s\S]*?)\n\tAllowed in \*\.conf (anywhere|only outside|only inside)(.*)(?:\n\twhen AllowOverride (.+))?/gm,
  );
  return [...entries].map(([, name = '', sourceFile = '', usage = '', where = '', rest = '', when = '']) => ({
    name,
    sourceFile,
    usage,
    where: where === 'anywhere' ? 'anywhere' : where === 'only inside' ? 'inside' : 'outside',
    ...(rest.endsWith('and in .htaccess') && { override: when.replace(/^includes /, '').replace("isn't None", 'any') }),
  }));
}

/**
 * The modules of httpd's own package in its folder of modules, by Debian's naming, the MPMs among them: what other packages
 * or people have put there is none of httpd's. Where dpkg does not know the package, those of the catalogue that are there.
 */
export function packagedModules({ modules: folder }: Httpd): readonly string[] {
  const { stdout } = spawnSync('dpkg-query', ['--listfiles', 'apache2-bin'], { encoding: 'utf8' });
  const packaged = (stdout ?? '').split('\n').filter((path) => dirname(path) === folder);
  const files =
    packaged.length > 0 ? packaged.map((path) => basename(path)) : modules.map(({ sharedObject }) => sharedObject);
  return files.flatMap((file = '') => (existsSync(join(folder, file)) ? (/^mod_(.+)\.so$/.exec(file)?.[1] ?? []) : []));
}

/** Modules whose symbols others need while they are loaded. */
const neededByOthers = ['cache', 'dav', 'proxy', 'session'];

/** The modules in an order in which they load, together with those that they may need. */
export function loadOrder(names: readonly string[]): readonly string[] {
  return [...neededByOthers, ...names.filter((name) => !neededByOthers.includes(name)).sort()];
}

/**
 * Whether httpd executes the directive while it reads: its errors then come before the error that no MPM is loaded,
 * with too few words or with far too many. `loads` are the lines that load every module but an MPM.
 */
export function isExecutedWhileReading(httpd: Httpd, name: string, loads: string): boolean {
  return ['', 'x '.repeat(70)].some((words) => {
    const line = name.startsWith('<') ? `${name} ${words}>\n</${name.slice(1)}>` : `${name} ${words}`;
    return !ask(httpd, `${loads}\n${line}\n`, '-t').stderr.includes('AH00534');
  });
}

/** A directive of a module, or a section if the name begins with `<`, and the lines that load what has it. */
export interface Asked {
  readonly name: string;
  readonly where: Where;
  readonly loads: string;
}

/** What httpd says of the directive with these words, in the section if one is named. */
function answerTo(httpd: Httpd, { name, where, loads }: Asked, words: string, section?: string): string {
  const line = name.startsWith('<') ? `${name} ${words}>\n</${name.slice(1)}>` : `${name} ${words}`;
  const tag = section ?? (where === 'inside' ? 'Directory /' : undefined);
  const placed = tag ? `<${tag}>\n${line}\n</${tag.split(' ')[0]}>` : line;
  const nested = tag?.startsWith('Limit') ? `<Directory />\n${placed}\n</Directory>` : placed;
  return ask(httpd, `${loads}\n${nested}\n`, '-t').stderr;
}

/** How many words a directive takes: httpd's answer to none at all has its own words for each arity. */
export function arityOf(httpd: Httpd, asked: Asked): Arity {
  const { name } = asked;
  const none = answerTo(httpd, asked, '');
  if (name.startsWith('<')) return arityOfSection(httpd, asked, none);
  if (none.includes(`${name} must be On or Off`)) return 'flag';
  const all = Object.entries(counts) as [keyof typeof counts, { says: string }][];
  // httpd's own words go on with the usage; mod_filter counts for itself in the same words and does not.
  const counted = all.find(([, { says }]) => new RegExp(`\\b${name} ${says}, `).test(none));
  if (counted) return counted[0];
  return answerTo(httpd, asked, 'x').includes(`${name} takes no arguments`) ? 'none' : 'any';
}

function arityOfSection(httpd: Httpd, asked: Asked, answer: string): Arity {
  const wants = 'directive requires additional arguments';
  if (/(not|n't) take (an|additional) argument/.test(answerTo(httpd, asked, 'x'))) return 'none';
  if (!answer.includes(wants)) return 'any';
  if (answerTo(httpd, asked, 'x').includes(wants)) return 'at-least-two';
  return answerTo(httpd, asked, 'x y').includes(`Multiple ${asked.name}> arguments`) ? 'one' : 'at-least-one';
}

/** Whether a directive that is allowed outside of `<Directory>` is allowed in `<Proxy>` too; `proxy` loads what has that. */
export function isAllowedInProxy(httpd: Httpd, asked: Asked, proxy: string): boolean {
  if (asked.where !== 'outside') return false;
  const loads = asked.loads.includes(proxy) ? asked.loads : `${asked.loads}\n${proxy}`;
  return !answerTo(httpd, { ...asked, loads }, '', 'Proxy *').includes(`${asked.name} not allowed in <Proxy> context`);
}

/** Words that one directive or another takes. */
const plausible: Readonly<Record<Arity, readonly string[]>> = {
  none: [''],
  one: ['1', 'On', 'x', '/tmp', 'http://127.0.0.1:9/', 'none', '10s', '/'],
  two: ['x y', '/x /y', 'x 1'],
  three: ['x y z'],
  'one-or-two': ['x', 'x y', '/x /y', '1 2', '1'],
  'one-or-three': ['x', 'x y z'],
  'two-or-three': ['x y', 'x y z', '/x /y', '301 /y http://127.0.0.1/', '. /x'],
  'one-two-or-three': ['x', 'x y'],
  'at-least-one': ['x', '1', '.x', 'GET', 'true'],
  'at-least-two': ['x y', 'x .y', '/ x'],
  flag: ['On'],
  any: ['', 'x', 'x y', 'x y z', 'On', 'none'],
};

/** Sections that stand for their like: what cannot occur in `<Directory>` cannot occur in `<DirectoryMatch>`. */
const sections = ['VirtualHost *:80', 'Directory /', 'Location /', 'Files x', 'If true', 'Limit GET'];

/**
 * The sections in which the directive `cannot occur` though its kind is allowed there (core.c, ap_check_cmd_context), as
 * far as httpd takes one of our words or says so first; not those of which it says something else of other words.
 */
export function neverIn(httpd: Httpd, asked: Asked, takes: Arity): readonly string[] {
  const inside = { outside: sections.slice(0, 1), inside: sections.slice(1), anywhere: sections }[asked.where];
  return inside.flatMap((tag) => {
    const [section = ''] = tag.split(' ');
    const answers: string[] = [];
    for (const words of plausible[takes]) {
      const answer = answerTo(httpd, asked, words, tag);
      if (answer.includes('Syntax OK')) break;
      if (answer.includes(' cannot occur within ')) answers.push(answer);
    }
    const alike =
      answers.length > 0 && answers.every((answer) => answer.includes(` cannot occur within <${section}> `));
    return alike ? [section] : [];
  });
}
