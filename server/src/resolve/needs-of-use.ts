import { openDocument } from '../syntax/document.ts';
import { type Expandable, isOpen, keep, substitutedText } from './expansion.ts';
import type { Needs } from './needs.ts';
import { needsOfAll, passagesOf } from './passages.ts';

/** What has to be known to pass over a `Use` with these values, as if its text stood in its place; found out once. */
export function needsOfUse(macro: Expandable, values: readonly string[]): Needs | 'every line' {
  const { needs } = macro.expansions;
  const key = values.join('\0');
  let own = needs.get(key);
  if (own === undefined) {
    own = needsOfExpansion(macro, values);
    keep(needs, key, own, 1);
  }
  return own;
}

function needsOfExpansion({ body, parameters }: Expandable, values: readonly string[]): Needs | 'every line' {
  const substitution = substitutedText(body, parameters, values);
  if ('tooLong' in substitution) return 'every line';
  const document = openDocument('', substitution.text);
  return isOpen(document) ? 'every line' : needsOfAll(passagesOf(document));
}
