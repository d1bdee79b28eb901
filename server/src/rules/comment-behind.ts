import { argumentsOf, directiveNamed } from '../catalogue/lookup.ts';
import { fits } from '../resolve/arity.ts';
import type { Node } from '../resolve/resolution.ts';

/** The index of the first word of a comment behind a directive that is right without it; undefined where there is none. */
export function commentBehind({ written, read, logical }: Node): number | undefined {
  if (written !== read || read.kind !== 'directive') return undefined;
  const index = read.words.findIndex(({ start }) => logical.text[start] === '#');
  const takes = directiveNamed(read.key)?.fact.arity ?? argumentsOf(read.key)?.takes;
  if (index < 1 || takes === undefined) return undefined;
  return fits(takes, { words: read.words, count: index, filled: Math.min(read.filled, index) }) ? index : undefined;
}
