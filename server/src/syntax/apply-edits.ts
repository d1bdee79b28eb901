import { compare, type Edit } from '../text/place.ts';
import { LineStore } from './line-store.ts';

/** The text after the edits, the last one first so that places stay true; edits at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lines = new LineStore(text);
  for (const { at, text } of [...edits].reverse().sort((a, b) => compare(b.at.start, a.at.start))) {
    lines.replace(at, text);
  }
  return lines.text();
}
