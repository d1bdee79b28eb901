import type { Document, PlacedLine } from '../syntax/document.ts';
import { changed } from './change-passages.ts';
import { grouped, paired, saysTheSame, scan } from './make-passages.ts';
import { addName, addNeeds, gather, gathered, type Needs, nameOfAsked } from './needs.ts';
import type { Group, Passage, Section, Tells } from './passage.ts';

interface Kept {
  readonly passages: readonly Passage[];
  /** The revision of the document since which nothing but this was edited. */
  readonly since: number;
  /** Lines that were edited since then and say what they said, with the revision of their last edit. */
  readonly edited: Map<number, number>;
  /**
   * From which lines on others were put in the place of such that are no tags and tell nothing; with the revision. Both
   * ascending: an edit above others hides them.
   */
  readonly moved: { readonly from: number; readonly at: number }[];
}

const kept = new WeakMap<Document, Kept>();
const mostEdited = 1000;

/** The passages of a document as it stands. After an edit only those that it touches are made anew. */
export function passagesOf(document: Document): readonly Passage[] {
  return keptOf(document).passages;
}

/** Edits that change no tag, and nothing that tells something. */
export interface PlainEdits {
  /** Lines, by the first physical one, that say what they said. */
  readonly lines: readonly number[];
  /** The line from which on all may be others; infinite where there is none. */
  readonly from: number;
}

/** What was edited since a revision; undefined if that is more than plain lines. */
export function plainEditsSince(document: Document, revision: number): PlainEdits | undefined {
  const { since, edited, moved } = keptOf(document);
  if (since > revision) return undefined;
  const from = moved.find(({ at }) => at > revision)?.from ?? Number.POSITIVE_INFINITY;
  const lines = [...edited].flatMap(([line, at]) => (at > revision && line < from ? line : []));
  return { lines, from };
}

function keptOf(document: Document): Kept {
  const { change, revision } = document;
  const before = kept.get(document);
  if (before && !change) return before;
  document.change = undefined;
  if (before && change?.before && saysTheSame(change.before, document.logical[change.first]!)) {
    before.edited.set(change.first, revision);
    if (before.edited.size < mostEdited) return before;
  }
  const passages = (before && change && changed(document, before.passages, change)) ?? allOf(document);
  const isPlain =
    before &&
    change &&
    areRuns(before.passages, change.first, change.removed) &&
    areRuns(passages, change.first, change.added);
  const now = isPlain ? moved(before, passages, change.first, revision) : fresh(passages, revision);
  kept.set(document, now);
  return now;
}

function fresh(passages: readonly Passage[], since: number): Kept {
  return { passages, since, edited: new Map(), moved: [] };
}

/** What is kept after an edit from a line on. */
function moved(before: Kept, passages: readonly Passage[], from: number, at: number): Kept {
  if (before.moved.length >= mostEdited) return fresh(passages, at);
  const above = before.moved.filter((each) => each.from < from);
  const edited = new Map([...before.edited].filter(([line]) => line < from));
  return { passages, since: before.since, edited, moved: [...above, { from, at }] };
}

/** Whether all of these lines stand in runs. */
function areRuns(passages: readonly Passage[], first: number, count: number): boolean {
  let at = 0;
  for (const passage of passages) {
    const end = at + passage.count;
    if (end > first && at < first + count && passage.kind !== 'run') {
      if (passage.kind !== 'group' && passage.kind !== 'section') return false;
      const inner = passage.kind === 'section' ? at + passage.open.count : at;
      const behind = passage.kind === 'section' ? end - passage.close.count : end;
      const from = Math.max(first, at);
      const until = Math.min(first + count, end);
      if (from < inner || until > behind || !areRuns(passage.inner, from - inner, until - from)) return false;
    }
    at = end;
  }
  return true;
}

function allOf(document: Document): readonly Passage[] {
  return grouped(paired(scan(document, 0, document.logical.length)!));
}

/** What has to be known to pass over a passage; `every line` where that does not tell all. */
export function needsOf(passage: Passage): Needs | 'every line' {
  if (passage.kind === 'run') return passage.needs;
  if (passage.kind !== 'section' && passage.kind !== 'group') return 'every line';
  passage.needs ??= needsOfInner(passage);
  return passage.needs;
}

function needsOfInner(passage: Section | Group): Needs | 'every line' {
  if (passage.kind === 'group') return needsOfAll(passage.inner);
  const { open, inner, close } = passage;
  const { name, plain, asked, guard } = open.tag;
  if (!plain || !close.tag.plain) return 'every line';
  return asked ? needsOfAll(inner, nameOfAsked(asked), '', guard) : needsOfAll(inner, `<${name}`, `<${name} `);
}

/** Of passages in a row, that of their section among them; `around` is put before what stands in it, `guard` is asked for. */
export function needsOfAll(passages: readonly Passage[], own?: string, around = '', guard = ''): Needs | 'every line' {
  const gathering = gather();
  if (own !== undefined) addName(gathering, own);
  for (const passage of passages) {
    const needs = needsOf(passage);
    if (needs === 'every line') return needs;
    addNeeds(gathering, needs, around, guard);
  }
  return gathered(gathering);
}

/** The lines of a document that tell so, and those among them that stand with them in one run or text. */
export function linesThatTell(document: Document, what: Tells): readonly PlacedLine[] {
  const lines: PlacedLine[] = [];
  let first = 0;
  let number = 0;
  const take = (count: number) => {
    for (const end = first + count; first < end; first++) {
      const logical = document.logical[first];
      if (!logical) continue;
      number += logical.httpdLines;
      lines.push({ logical, first, number });
    }
  };
  const visit = (passages: readonly Passage[]) => {
    for (const passage of passages) {
      if (!passage.tells.has(what)) {
        first += passage.count;
        number += passage.httpdLines;
      } else if (passage.kind === 'section') {
        take(passage.open.count);
        visit(passage.inner);
        take(passage.close.count);
      } else if (passage.kind === 'group') {
        visit(passage.inner);
      } else {
        take(passage.count);
      }
    }
  };
  visit(passagesOf(document));
  return lines;
}
