import { sectionKind } from '../catalogue/containers.ts';
import { commandsNamed } from '../catalogue/lookup.ts';
import { isInPlace, withKey } from './placement.ts';
import type { Around } from './resolution.ts';

/** What was found of needs in the surroundings that are told by their words. */
const found = new WeakMap<ReadonlySet<string>, Map<string, boolean>>();

/**
 * Whether httpd takes all of them in this section: directives and sections, each behind the sections that are around it
 * within what they are the needs of (`<virtualhost <directory require`).
 */
export function mayStand(needs: ReadonlySet<string>, section: Around | undefined): boolean {
  const outer: Around = section ?? nowhere;
  const known = found.get(needs) ?? new Map<string, boolean>();
  const name = `${outer.inVirtualHost} ${outer.inDirectory} ${[...outer.keys].join(' ')}`;
  let may = known.get(name);
  if (may === undefined) {
    may = [...needs].every((need) => mayStandIn(need, outer));
    found.set(needs, known.set(name, may));
  }
  return may;
}

const nowhere: Around = { inVirtualHost: false, inDirectory: false, keys: new Set() };

function mayStandIn(need: string, outer: Around): boolean {
  const sections = need.split(' ');
  const key = sections.pop()!;
  const around = sections.reduce<Around>(within, outer);
  return commandsNamed(key).every((command) => isInPlace(command, around));
}

/** Inside of one more section. */
export function within(outer: Around | undefined, key: string): Around {
  const kind = sectionKind(key.slice(1));
  return {
    inVirtualHost: kind === 'virtual host' || (outer?.inVirtualHost ?? false),
    inDirectory: kind === 'directory' || (outer?.inDirectory ?? false),
    keys: withKey(outer?.keys, key),
  };
}
