import { type SelectionRange, SelectionRangeRequest } from 'vscode-languageserver-protocol';
import { type Document, endOf, lineAt, placeOf } from '../syntax/document.ts';
import { offsetIn } from '../syntax/logical-line.ts';
import type { SectionSpan } from '../syntax/sections.ts';
import type { Position, Range } from '../text/place.ts';
import { feature } from './feature.ts';
import { spansAround } from './spans.ts';

/** Widens a selection: word, its words, the directive, what is in the section, the section, and so on to the file. */
export default feature(
  SelectionRangeRequest.type,
  { selectionRangeProvider: true },
  (world, { textDocument, positions }): SelectionRange[] => {
    const document = world.open(textDocument.uri)?.document;
    return document ? positions.map((position) => nested(rangesAt(document, position))) : [];
  },
);

/** From the innermost to the outermost, each wider than the one before. */
function rangesAt(document: Document, position: Position): readonly Range[] {
  const start = { line: 0, character: 0 };
  const ranges = [...partsOfLine(document, position)];
  for (const span of [...spansAround(document, position.line)].reverse())
    ranges.push(...rangesOf(document, span, position));
  ranges.push({ start, end: endOf(document) });
  return ranges.filter((range, at) => at === 0 || !isSame(range, ranges[at - 1]!));
}

function partsOfLine(document: Document, position: Position): readonly Range[] {
  const line = lineAt(document, position.line);
  const statement = line?.logical.parsed;
  if (!line || !statement || statement.kind === 'blank') return [];
  const whole = placeOf(document, line, 0, line.logical.text.length);
  if (statement.kind === 'comment') return [whole];
  const offset = offsetIn(line.logical, line.first, position);
  const holds = (part: { readonly start: number; readonly end: number }) => part.start <= offset && offset <= part.end;
  const word = [...statement.words, statement.name].find(holds);
  const parts = [
    ...(word ? [word] : []),
    ...(word !== statement.name && holds(statement.rest) ? [statement.rest] : []),
  ];
  return [...parts.map(({ start, end }) => placeOf(document, line, start, end)), whole];
}

/** The lines between the tags, where the position is among them, and the section with its tags. */
function rangesOf(document: Document, span: SectionSpan, position: Position): readonly Range[] {
  const { open, close } = span;
  const first = open.first + open.logical.count;
  const start = placeOf(document, open, 0, open.logical.text.length).start;
  const end = close ? placeOf(document, close, 0, close.logical.text.length).end : endOf(document);
  const inner = { start: { line: first, character: 0 }, end: close ? { line: close.first, character: 0 } : end };
  const isInside = position.line >= first && (!close || position.line < close.first);
  return isInside ? [inner, { start, end }] : [{ start, end }];
}

function isSame(a: Range, b: Range): boolean {
  return JSON.stringify([a.start, a.end]) === JSON.stringify([b.start, b.end]);
}

function nested(ranges: readonly Range[]): SelectionRange {
  let outer: SelectionRange | undefined;
  for (const { start, end } of [...ranges].reverse()) {
    outer = { range: { start, end }, ...(outer && { parent: outer }) };
  }
  return outer!;
}
