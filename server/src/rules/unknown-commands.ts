import { directiveNamed, moduleOf, removedNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { Problem, Resolution } from '../resolve/resolution.ts';
import { refusalsOf } from './refusals.ts';

/** Why httpd does not know a directive or a section. */
export type Reason =
  | 'byte order mark'
  | 'removed'
  | 'build option'
  | 'another MPM'
  | 'module not loaded'
  | 'no module has it';

const mpmSources: ReadonlySet<string> = new Set(Object.values(mpmFacts).map(({ sourceFile }) => sourceFile));

/** The directives and sections that httpd does not know for this reason, of which there is one for each. */
export function unknownFor(resolution: Resolution, reason: Reason): readonly Problem[] {
  return refusalsOf(resolution, 'unknown command').filter(({ node }) => reasonOf(node.read.key) === reason);
}

function reasonOf(key: string): Reason {
  if (key.startsWith('\ufeff')) return 'byte order mark';
  if (removedNamed(key)?.effect === 'unknown') return 'removed';
  const providers = moduleOf(key);
  if (providers.length > 0) {
    return providers.every(({ sourceFile }) => mpmSources.has(sourceFile)) ? 'another MPM' : 'module not loaded';
  }
  return directiveNamed(key)?.fact.buildOption ? 'build option' : 'no module has it';
}
