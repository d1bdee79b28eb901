import { directiveNamed, mpmNamed } from '../catalogue/lookup.ts';
import type { Line as ParsedLine } from '../syntax/line.ts';
import type { Tells } from './passage.ts';

/** Neither this nor that. */
export const nothing: ReadonlySet<Tells> = new Set();
const inComments: ReadonlySet<Tells> = new Set(['in comments']);
const ofMpms: ReadonlySet<Tells> = new Set(['of MPMs']);
const ofServers: ReadonlySet<Tells> = new Set(['of servers']);
const ofBoth: ReadonlySet<Tells> = new Set([...ofMpms, ...ofServers]);
/** Of text that is not read as directives. */
export const everything: ReadonlySet<Tells> = new Set([...ofBoth, ...inComments]);

/** What a line tells. */
export function toldBy(line: ParsedLine): ReadonlySet<Tells> {
  if (line.kind === 'comment') return inComments;
  if (line.kind !== 'directive' && line.kind !== 'open') return nothing;
  const isAboutModule = line.key === '<ifmodule' || line.key === 'loadmodule';
  const isOfMpms = isAboutModule ? mpmNamed(line.words[0]?.text.replace(/^!/, '') ?? '') : directiveNamed(line.key);
  if (isOfServers(line.key)) return isOfMpms ? ofBoth : ofServers;
  return isOfMpms ? ofMpms : nothing;
}

/** What two passages tell. There are few such sets, and each is one. */
export function both(one: ReadonlySet<Tells>, other: ReadonlySet<Tells>): ReadonlySet<Tells> {
  if (one === other || isAmong(other, one)) return one;
  if (isAmong(one, other)) return other;
  const names = [...new Set([...one, ...other])].sort();
  const key = names.join();
  const known = unions.get(key) ?? new Set(names);
  unions.set(key, known);
  return known;
}

const unions = new Map<string, ReadonlySet<Tells>>();

function isAmong(some: ReadonlySet<Tells>, all: ReadonlySet<Tells>): boolean {
  if (some.size > all.size) return false;
  for (const each of some) if (!all.has(each)) return false;
  return true;
}

const serverKeys: ReadonlySet<string> = new Set(['serverroot', 'listen', 'loadmodule', 'include', 'includeoptional']);

/** Whether a directive, by its key, tells whether a file is a main file. */
export function isOfServers(key: string): boolean {
  return serverKeys.has(key);
}
