import type { Document, LinesChange } from '../syntax/document.ts';
import { grouped, inGroups, isCalm, paired, scan, sectionOf, ungrouped } from './make-passages.ts';
import type { Passage, Section } from './passage.ts';

/** The passages after a change; undefined where it is easier to make all anew. */
export function changed(
  document: Document,
  passages: readonly Passage[],
  change: LinesChange,
): readonly Passage[] | undefined {
  return changedIn(document, passages, 0, change, []);
}

/**
 * The passages of a section, or of a group in it, that begin at the line `base`, after a change among them; `around` are
 * the names of the sections around, whose tags a tag without its other may belong to.
 */
function changedIn(
  document: Document,
  passages: readonly Passage[],
  base: number,
  change: LinesChange,
  around: readonly string[],
): readonly Passage[] | undefined {
  const { first, removed, added } = change;
  let from = 0;
  let start = base;
  while (from < passages.length && start + passages[from]!.count <= first) start += passages[from++]!.count;
  let until = from;
  let end = start;
  while (until < passages.length && end < first + removed) end += passages[until++]!.count;
  const touched = passages.slice(from, until);
  const inside = touched.length === 1 ? within(touched[0]!, start, change) : undefined;
  let made: readonly Passage[] | undefined;
  if (inside) {
    const { open, inner, close } = inside;
    const names = [...around, open.tag.name];
    const anew = changedIn(document, inner, start + open.count, change, names);
    if (!anew) return undefined;
    made = reachesOut(anew, names) ? [open, ...anew, close] : [sectionOf(open, anew, close)];
  } else if (touched.some(({ kind }) => kind === 'group')) {
    made = changedIn(document, ungrouped(touched), start, change, around);
  } else {
    made = scan(document, start, end - removed + added);
  }
  if (!made) return undefined;
  const isApart = [...made, ...touched].every(isCalm);
  if (isApart && touched.some(({ kind }) => kind === 'group')) made = inGroups(made);
  const all = [...passages.slice(0, from), ...made, ...passages.slice(until)];
  return grouped(isApart ? all : paired(all));
}

/** The section, if the change is wholly between its tags. */
function within(passage: Passage, start: number, { first, removed }: LinesChange): Section | undefined {
  if (passage.kind !== 'section') return undefined;
  const isInside =
    start + passage.open.count <= first && first + removed <= start + passage.count - passage.close.count;
  return isInside ? passage : undefined;
}

/** Whether a tag without its other belongs to a section around: an end tag to any of them, a begin to the end of the innermost. */
function reachesOut(passages: readonly Passage[], around: readonly string[]): boolean {
  return passages.some((passage) => {
    if (passage.kind === 'section') return around.some((name) => passage.dangling.has(name));
    if (passage.kind !== 'line' || !passage.tag) return false;
    const { kind, name } = passage.tag;
    return kind === 'close' ? around.includes(name) : around.at(-1) === name;
  });
}
