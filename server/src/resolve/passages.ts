import type { Document, PlacedLine } from '../syntax/document.ts';
import { changed } from './change-passages.ts';
import { grouped, paired, saysTheSame, scan } from './make-passages.ts';
import { type Needs, nameOfAsked, needsOfNames } from './needs.ts';
import type { Group, Passage, Section, Tells } from './passage.ts';

interface Kept {
  readonly passages: readonly Passage[];
  /** The revision of the document since which they are what they are. */
  readonly since: number;
  /** Lines that were edited since then and say what they said, with the revision of their last edit. */
  readonly edited: Map<number, number>;
}

const kept = new WeakMap<Document, Kept>();
const mostEdited = 1000;

/** The passages of a document as it stands. After an edit only those that it touches are made anew. */
export function passagesOf(document: Document): readonly Passage[] {
  return keptOf(document).passages;
}

/** The lines, by the first physical one, whose edits since a revision change no passage; undefined if others were edited. */
export function linesEditedSince(document: Document, revision: number): readonly number[] | undefined {
  const { since, edited } = keptOf(document);
  if (since > revision) return undefined;
  return [...edited].filter(([, at]) => at > revision).map(([line]) => line);
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
  const now: Kept = { passages, since: revision, edited: new Map() };
  kept.set(document, now);
  return now;
}

function allOf(document: Document): readonly Passage[] {
  return grouped(paired(scan(document, 0, document.logical.length)!));
}

/** What has to be known to pass over a passage; `every line` where that does not tell all. */
export function needsOf(passage: Passage): Needs | 'every line' {
  if (passage.kind === 'run') return passage.needs;
  if (passage.kind !== 'section' && passage.kind !== 'group') return 'every line';
  passage.needs ??= gathered(passage);
  return passage.needs;
}

function gathered(passage: Section | Group): Needs | 'every line' {
  if (passage.kind === 'group') return needsOfAll(passage.inner);
  const { open, inner, close } = passage;
  const { name, plain, asked } = open.tag;
  if (!plain || !close.tag.plain) return 'every line';
  return asked ? needsOfAll(inner, nameOfAsked(asked)) : needsOfAll(inner, `<${name}`, `<${name} `);
}

/** Of passages in a row, that of their section among them; `around` is put before what stands in it. */
export function needsOfAll(passages: readonly Passage[], own?: string, around = ''): Needs | 'every line' {
  const names = new Set(own === undefined ? [] : [own]);
  for (const passage of passages) {
    const needs = needsOf(passage);
    if (needs === 'every line') return needs;
    for (const each of needs.placed) names.add(`${around}${each}`);
    for (const each of needs.variables) names.add(`$${each}`);
    for (const each of needs.asked) names.add(nameOfAsked(each));
    for (const each of needs.uses) names.add(`&${around}${each.name}`);
  }
  return needsOfNames(names);
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
