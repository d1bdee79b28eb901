import { LinkedEditingRangeRequest, type LinkedEditingRanges } from 'vscode-languageserver-protocol';
import { placeOf } from '../syntax/document.ts';
import { touches } from '../text/place.ts';
import { feature } from './feature.ts';
import { spanWithTagAt } from './spans.ts';

/** Renames both tags of a section while one is typed. */
export default feature(
  LinkedEditingRangeRequest.type,
  { linkedEditingRangeProvider: true },
  (world, { textDocument, position }): LinkedEditingRanges | null => {
    const document = world.open(textDocument.uri)?.document;
    const span = document && spanWithTagAt(document, position);
    if (!document || !span?.close) return null;
    const ranges = [span.open, span.close].map((tag) => {
      const { start, end } = placeOf(document, tag, tag.statement.name.start, tag.statement.name.end);
      return { start, end };
    });
    return ranges.some((range) => touches(range, { start: position, end: position })) ? { ranges } : null;
  },
);
