import { sectionKind } from '../catalogue/containers.ts';
import type { Passage } from '../resolve/passage.ts';
import { passagesOf, plainEditsSince } from '../resolve/passages.ts';
import type { Document } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { type SectionSpan, sectionsOf, type Tag } from '../syntax/sections.ts';
import { fold } from '../text/letter-case.ts';
import type { Position } from '../text/place.ts';

/** By the passages, which are others where a section begins or ends elsewhere; with the revision of the document. */
const kept = new WeakMap<readonly Passage[], { readonly spans: readonly SectionSpan[]; readonly at: number }>();

/** The sections of a document; what stands in a macro or a script is text. */
export function spansOf(document: Document): readonly SectionSpan[] {
  const passages = passagesOf(document);
  const known = kept.get(passages);
  if (known && !hasEditedTag(document, known.at)) return known.spans;
  const spans = sectionsOf(document, (section) => sectionKind(section) === 'text');
  kept.set(passages, { spans, at: document.revision });
  return spans;
}

function hasEditedTag(document: Document, since: number): boolean {
  const edits = plainEditsSince(document, since);
  return edits?.lines.some((line) => document.logical[line]?.parsed.kind === 'open') ?? true;
}

/** The last physical line of a section, zero-based: that of its end tag, or of the document where that is missing. */
export function lastLineOf(document: Document, { close }: SectionSpan): number {
  return close ? close.first + close.logical.count - 1 : document.lines.count - 1;
}

/**
 * The sections of which the physical line is, by its tags or by what stands between them; the outermost first. One
 * without an end tag reaches to the end of the section around it. Looks at what stands beside and above, not at every line.
 */
export function spansAround(document: Document, line: number): readonly SectionSpan[] {
  const around: SectionSpan[] = [];
  const add = (open: Tag, close: Tag | undefined) => {
    around.push({ open, close, parent: around.at(-1) });
  };
  const visit = (passages: readonly Passage[], from: number, above: number): void => {
    let [first, number] = [from, above];
    for (const passage of passages) {
      if (first > line) return;
      const end = first + passage.count;
      const isHere = line < end;
      if (passage.kind === 'group') visit(passage.inner, first, number);
      else if (passage.kind === 'line' && passage.tag?.kind === 'open') add(tagAt(document, first, number), undefined);
      else if (isHere && passage.kind === 'section') {
        const { open, inner, close } = passage;
        const before = number + passage.httpdLines - close.httpdLines;
        add(tagAt(document, first, number), tagAt(document, end - close.count, before));
        visit(inner, first + open.count, number + open.httpdLines);
      } else if (isHere && passage.kind === 'text') {
        add(tagAt(document, first, number), endOfText(document, first, end, number));
      }
      first = end;
      number += passage.httpdLines;
    }
  };
  visit(passagesOf(document), 0, 0);
  return around;
}

function tagAt(document: Document, first: number, above: number): Tag {
  const logical = document.logical[first]!;
  return { logical, first, number: above + logical.httpdLines, statement: logical.parsed as Statement };
}

/** The end tag of the section of text that takes the lines, if it has one. */
function endOfText(document: Document, first: number, end: number, above: number): Tag | undefined {
  let tag = tagAt(document, first, above);
  const name = fold(tag.statement.name.text);
  let depth = 0;
  for (let at = first; at < end; at += tag.logical.count) {
    tag = tagAt(document, at, at === first ? above : tag.number);
    const { parsed } = tag.logical;
    if (parsed.kind === 'blank' || parsed.kind === 'comment' || fold(parsed.name.text) !== name) continue;
    if (parsed.kind === 'open') depth++;
    if (parsed.kind === 'close' && --depth === 0) return tag;
  }
  return undefined;
}

/** The section of which a tag stands at the position. */
export function spanWithTagAt(document: Document, { line }: Position): SectionSpan | undefined {
  const hasLine = (tag: SectionSpan['close']) =>
    tag !== undefined && tag.first <= line && line < tag.first + tag.logical.count;
  return spansAround(document, line).find(({ open, close }) => hasLine(open) || hasLine(close));
}
