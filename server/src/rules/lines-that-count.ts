import { directiveNamed } from '../catalogue/lookup.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import type { Evidence } from './rule.ts';

/** A line that sets a directive, and counts. */
export interface CountingLine {
  readonly line: Occurrence;
  readonly word: string;
  readonly inVirtualHost: boolean;
}

/** The lines that set the directive: of the main server the last, which counts alone, and those of virtual hosts. */
export function* linesThatCount({ resolution, model }: Evidence, directive: string): Generator<CountingLine> {
  const { by } = model.settings.get(directive) ?? {};
  for (const line of resolution.occurrences) {
    const word = line.read.words[0]?.text;
    if (!line.certain || word === undefined || directiveNamed(line.read.key)?.fact.name !== directive) continue;
    if (line.section?.inDirectory || (!line.section && line !== by)) continue;
    yield { line, word, inVirtualHost: line.section !== undefined };
  }
}

/** The number that a word says, where nothing but digits and a sign stands there and it fits; of others other rules tell. */
export function plainNumber(word: string): number | undefined {
  const number = /^\s*[+-]?\d+\s*$/.test(word) ? Number(word) : undefined;
  return number !== undefined && Math.abs(number) < 2 ** 31 ? number : undefined;
}
