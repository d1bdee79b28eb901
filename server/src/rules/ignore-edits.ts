import { endOf, placeOf } from '../syntax/document.ts';
import type { Word } from '../syntax/line.ts';
import type { Edit, Place } from '../text/place.ts';
import type { IgnoreComment } from './ignore-comments.ts';

/** The place of a word of the comment. */
export function wordIn({ document, line }: IgnoreComment, { start, end }: Word): Place {
  return placeOf(document, line, start, end);
}

/** Another word in the place of one. */
export function replaceIn(comment: IgnoreComment, word: Word, text: string): Edit {
  return { at: wordIn(comment, word), text };
}

/** The comment taken out: the name alone with its comma where it has others, else all its lines. */
export function withoutId(comment: IgnoreComment, word?: Word): Edit {
  const { document, line, ids } = comment;
  const index = word ? ids.indexOf(word) : -1;
  const [before, after] = [ids[index - 1], ids[index + 1]];
  if (word && after) return { at: placeOf(document, line, word.start, after.start), text: '' };
  if (word && before) return { at: placeOf(document, line, before.end, word.end), text: '' };
  const next = line.first + line.logical.count;
  const end = next < document.lines.count ? { line: next, character: 0 } : endOf(document);
  return { at: { uri: document.uri, start: { line: line.first, character: 0 }, end }, text: '' };
}
