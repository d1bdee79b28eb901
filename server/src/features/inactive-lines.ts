import { conditionsAround } from '../resolve/passed-conditions.ts';
import type { Resolution } from '../resolve/resolution.ts';
import type { Document } from '../syntax/document.ts';
import type { OpenDocument } from './world.ts';

/** Physical lines, zero-based, both inclusive. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** The lines of a document that no httpd reads which it is judged for: between the tags of conditions that do not hold. */
export function inactiveLines({ document, judgement }: OpenDocument): readonly Lines[] {
  const perAnalysis = judgement.analyses.map(({ resolution }) => skippedIn(resolution, document));
  const [first = [], ...others] = perAnalysis;
  return others.reduce(inBoth, first);
}

function skippedIn(resolution: Resolution, document: Document): readonly Lines[] {
  return conditionsAround(resolution, { document, first: 0, last: document.lines.count - 1 })
    .filter(({ verdict }) => verdict === 'no')
    .map(({ first, logical, end }) => ({ first: first + logical.count, last: end - 1 }))
    .filter(({ first, last }) => last >= first)
    .sort((a, b) => a.first - b.first);
}

function inBoth(left: readonly Lines[], right: readonly Lines[]): readonly Lines[] {
  return left.flatMap((a) =>
    right
      .map((b) => ({ first: Math.max(a.first, b.first), last: Math.min(a.last, b.last) }))
      .filter(({ first, last }) => last >= first),
  );
}
