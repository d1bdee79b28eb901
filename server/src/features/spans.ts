import { sectionKind } from '../catalogue/containers.ts';
import type { Document } from '../syntax/document.ts';
import { type SectionSpan, sectionsOf } from '../syntax/sections.ts';
import type { Position } from '../text/place.ts';

/** The sections of a document; what stands in a macro or a script is text. */
export function spansOf(document: Document): readonly SectionSpan[] {
  return sectionsOf(document, (section) => sectionKind(section) === 'text');
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
