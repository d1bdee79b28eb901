import type { Placement } from '../catalogue/fact.ts';
import { type Command, commandsNamed, directiveNamed, ownRefusalOf } from '../catalogue/lookup.ts';
import { isAllowedPerDirectory, isRefusedPerDirectory } from '../catalogue/per-directory.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { type Reading, spelled } from './reading.ts';
import type { Around, Objection, Section } from './resolution.ts';

/** Outside of all sections. */
export const nowhere: Around = { inVirtualHost: false, inDirectory: false, keys: new Set(), surroundings: '' };

/** What httpd says when the section around does not allow a directive (config.c, invoke_cmd), or undefined. */
export function notAllowed(
  reading: Reading,
  name: string,
  placement: Placement,
  section: Section | undefined,
): Objection | undefined {
  const isIn = reading.target.perDirectory
    ? isAllowedPerDirectory({ name, placement }) && isAllowed(placement, { ...(section ?? nowhere), inDirectory: true })
    : isAllowed(placement, section) || (placement.where === 'inside' && mayBeInside(reading, section));
  if (isIn) return undefined;
  if (!section) return { offence: 'misplaced', text: `${name} not allowed here` };
  const within = spelled(reading, section.read);
  return { offence: 'misplaced', text: `${name} not allowed in <${within}> context`, within };
}

/**
 * What httpd says of a line that no `AllowOverride` allows in a per-directory file; undefined in any other file. It says so,
 * or that it has no such command: whichever modules it has, and so where a condition is not decided as well.
 */
export function notAllowedPerDirectory(
  reading: Reading,
  { key, name: { text } }: Statement,
  section: Section | undefined,
): Objection | undefined {
  if (!reading.target.perDirectory || !isRefusedPerDirectory(key)) return undefined;
  const [command] = commandsNamed(key);
  const name = command?.name ?? directiveNamed(key)?.fact.name ?? text;
  const refused = notAllowed(reading, name, { where: 'outside' }, section);
  return refused && { ...refused, offence: 'not per-directory' };
}

/** Whether another file may include this one, or a folder have it as its .htaccess, so that there is more around it. */
export function mayBeInside({ modules }: Reading, section: Section | undefined): boolean {
  return !modules.whole && !section?.inVirtualHost;
}

function isAllowed({ where, override, inProxy }: Placement, section: Around | undefined): boolean {
  if (!section?.inDirectory) return where !== 'inside';
  // mod_authz_core.c, add_authz_section: what AllowOverride AuthConfig allows, and nothing else.
  if (isAround(section, requires)) return override === 'any' || (override?.includes('AuthConfig') ?? false);
  return where !== 'outside' || (inProxy === true && isAround(section, proxies));
}

const requires = ['<requireall', '<requireany', '<requirenone'];
const proxies = ['<proxy', '<proxymatch'];
/** httpd takes the first for the others here, too. */
const limits = ['<limit', '<limitexcept', ...requires];

function isAround({ keys }: Around, kinds: readonly string[]): boolean {
  return kinds.some((kind) => keys.has(kind));
}

/** Sections and those like them, in the order in which httpd looks for one around a directive. */
const alike: readonly (readonly [string, readonly string[]])[] = [
  ['Directory', ['Directory', 'DirectoryMatch']],
  ['Location', ['Location', 'LocationMatch']],
  ['Files', ['Files', 'FilesMatch']],
  ['If', ['If', 'ElseIf', 'Else']],
];

/** What httpd says of a directive in a section that is allowed for its kind but not for it (core.c, ap_check_cmd_context). */
export function cannotOccur(name: string, never: Command['never'], section: Around | undefined): Objection | undefined {
  if (never.length === 0 || !section) return undefined;
  const says = (within: string, where = `<${within}>`): Objection => {
    const text = `${name}${name.startsWith('<') ? '>' : ''} cannot occur within ${where} section`;
    return { offence: 'misplaced', text, within };
  };
  if (never.includes('VirtualHost') && section.inVirtualHost) return says('VirtualHost');
  if (never.includes('Limit') && isAround(section, limits)) return says('Limit', '<Limit> or <LimitExcept>');
  for (const [kind, names] of alike) {
    const outer = never.includes(kind) ? names.find((each) => section.keys.has(`<${fold(each)}`)) : undefined;
    if (outer) return says(outer);
  }
  return undefined;
}

/** Whether httpd takes the directive where it stands. */
export function isInPlace({ name, placement, never }: Command, section: Around | undefined): boolean {
  return (
    isAllowed(placement, section) && cannotOccur(name, never, section) === undefined && !refusesItself(name, section)
  );
}

/** In requests that are no folders, and in a part of them, nobody looks for a .htaccess (core.c, ap_check_cmd_context). */
const withoutHtaccess = '<location <locationmatch <files <filesmatch <if <elseif <else <limit <limitexcept'.split(' ');

/** Whether httpd takes the directive there, by its key, and says that it is of no use (core.c, set_override). */
export function isUselessIn(key: string, section: Around): boolean {
  return (key === 'allowoverride' || key === 'allowoverridelist') && isAround(section, withoutHtaccess);
}

/** Whether the directive refuses to be where it stands, or anywhere, though its placement allows it. */
export function refusesItself(name: string, section: Around | undefined): boolean {
  const refusal = ownRefusalOf(name);
  if (refusal?.unlessIn === 'virtual host') return !section?.inVirtualHost;
  if (refusal?.unlessIn === 'directory') return !section?.inDirectory;
  return refusal !== undefined;
}

const telling = new Set([
  ...limits,
  ...proxies,
  ...alike.flatMap(([, names]) => names.map((name) => `<${fold(name)}`)),
]);
const none: ReadonlySet<string> = new Set();
const sets = new Map<string, ReadonlySet<string>>();

/** The keys of the sections that decide over directives in them, with one more. Equal sets are one: few kinds, many sections. */
export function withKey(keys: ReadonlySet<string> = none, key: string): ReadonlySet<string> {
  if (keys.has(key) || !telling.has(key)) return keys;
  const all = [...keys, key].sort();
  const name = all.join(' ');
  const made = sets.get(name) ?? new Set(all);
  sets.set(name, made);
  return made;
}
