import {
  type DocumentHighlight,
  DocumentHighlightKind,
  DocumentHighlightRequest,
} from 'vscode-languageserver-protocol';
import { directiveNamed } from '../catalogue/lookup.ts';
import { type Document, lineAt, linesOf, placeOf } from '../syntax/document.ts';
import { offsetIn } from '../syntax/logical-line.ts';
import type { Place, Position } from '../text/place.ts';
import { feature } from './feature.ts';
import { spanWithTagAt } from './spans.ts';
import { usesOf, variableAt } from './variables.ts';

/** Shows what belongs together: both tags of a section, every line of a directive under each of its names, a variable. */
export default feature(
  DocumentHighlightRequest.type,
  { documentHighlightProvider: true },
  (world, { textDocument, position }): DocumentHighlight[] => {
    const document = world.open(textDocument.uri)?.document;
    if (!document) return [];
    const variable = variableAt(document, position);
    if (variable) {
      return [...usesOf(document, variable)].map(({ at, kind }) =>
        highlight(at, kind === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read),
      );
    }
    const span = spanWithTagAt(document, position);
    if (span) {
      const tags = [span.open, ...(span.close ? [span.close] : [])];
      return tags.map((tag) => highlight(placeOf(document, tag, tag.statement.name.start, tag.statement.name.end)));
    }
    return directivesLike(document, position).map((at) => highlight(at, DocumentHighlightKind.Write));
  },
);

function directivesLike(document: Document, position: Position): Place[] {
  const line = lineAt(document, position.line);
  const statement = line?.logical.parsed;
  if (!line || statement?.kind !== 'directive') return [];
  if (offsetIn(line.logical, line.first, position) > statement.name.end) return [];
  const canonical = (key: string) => directiveNamed(key)?.fact.name ?? key;
  const wanted = canonical(statement.key);
  const places: Place[] = [];
  for (const each of linesOf(document)) {
    const { parsed } = each.logical;
    if (parsed.kind !== 'directive' || canonical(parsed.key) !== wanted) continue;
    places.push(placeOf(document, each, parsed.name.start, parsed.name.end));
  }
  return places;
}

function highlight({ start, end }: Place, kind: DocumentHighlightKind = DocumentHighlightKind.Text): DocumentHighlight {
  return { range: { start, end }, kind };
}
