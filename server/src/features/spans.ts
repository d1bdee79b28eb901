import { sectionKind } from '../catalogue/containers.ts';
import type { Passage } from '../resolve/passage.ts';
import { passagesOf } from '../resolve/passages.ts';
import type { Document } from '../syntax/document.ts';
import { type SectionSpan, sectionsOf } from '../syntax/sections.ts';
import type { Position } from '../text/place.ts';

/** Where a tag changes, the passages are others. */
const kept = new WeakMap<readonly Passage[], readonly SectionSpan[]>();

/** The sections of a document; what stands in a macro or a script is text. */
export function spansOf(document: Document): readonly SectionSpan[] {
  const passages = passagesOf(document);
  const spans = kept.get(passages) ?? sectionsOf(document, (section) => sectionKind(section) === 'text');
  kept.set(passages, spans);
  return spans;
}

/** The last physical line of a section, zero-based: that of its end tag, or of the document where that is missing. */
export function lastLineOf(document: Document, { close }: SectionSpan): number {
  return close ? close.first + close.logical.count - 1 : document.lines.count - 1;
}

/** The section of which a tag stands at the position. */
export function spanWithTagAt(document: Document, { line }: Position): SectionSpan | undefined {
  const hasLine = (tag: SectionSpan['close']) =>
    tag !== undefined && tag.first <= line && line < tag.first + tag.logical.count;
  return spansOf(document).find(({ open, close }) => hasLine(open) || hasLine(close));
}
