import { sectionKind } from '../catalogue/containers.ts';
import { commandsNamed } from '../catalogue/lookup.ts';
import { keyIn, type Needs } from './needs.ts';
import { isInPlace, isUselessIn, nowhere, withKey } from './placement.ts';
import type { Around } from './resolution.ts';

/** Whether httpd takes all that is needed in this section, and says nothing about it. */
export function mayStand({ placed, stand }: Needs, section: Around | undefined): boolean {
  const outer = section ?? nowhere;
  let may = stand.get(outer.surroundings);
  if (may === undefined) {
    may = placed.every((name) => mayStandIn(name, outer));
    stand.set(outer.surroundings, may);
  }
  return may;
}

function mayStandIn(name: string, outer: Around): boolean {
  const sections = name.split(' ');
  const key = keyIn(sections.pop()!);
  const around = sections.reduce<Around>(within, outer);
  return !isUselessIn(key, around) && commandsNamed(key).every((command) => isInPlace(command, around));
}

/** Inside of one more section. */
export function within(outer: Around | undefined, key: string): Around {
  const kind = sectionKind(key.slice(1));
  const inVirtualHost = kind === 'virtual host' || (outer?.inVirtualHost ?? false);
  const inDirectory = kind === 'directory' || (outer?.inDirectory ?? false);
  const keys = withKey(outer?.keys, key);
  const surroundings = `${inVirtualHost ? 'V' : ''}${inDirectory ? 'D' : ''}${[...keys].join('')}`;
  return { inVirtualHost, inDirectory, keys, surroundings };
}
