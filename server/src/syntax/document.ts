import type { Place, Position, Range } from '../text/place.ts';
import { LineStore } from './line-store.ts';
import { type LinesRead, type LogicalLine, positionIn, readLogicalLine } from './logical-line.ts';

/** A configuration file as it stands in the editor or on disk. Changes in place; `revision` tells that it did. */
export interface Document {
  readonly uri: string;
  readonly lines: LineStore;
  /** By physical line: the logical line that begins there, if one does. */
  readonly logical: (LogicalLine | undefined)[];
  revision: number;
  /** What was read again since somebody who keeps an index of the lines has taken it in; undefined if nothing was. */
  change: LinesChange | undefined;
}

/** Physical lines, from `first` on, that took the place of others. */
export interface LinesChange {
  readonly first: number;
  readonly removed: number;
  readonly added: number;
  /** Where one logical line took the place of another and nothing else changed, no line end either: that other. */
  readonly before?: LogicalLine | undefined;
}

/** A logical line in its document. */
export interface PlacedLine {
  readonly logical: LogicalLine;
  /** Its first physical line, zero-based. */
  readonly first: number;
  /** The line number httpd prints, one-based: that of its last physical line. */
  readonly number: number;
}

/** `known` are lines of other documents that were read at the same time; those of this one are added. */
export function openDocument(uri: string, text: string, known?: LinesRead): Document {
  const lines = new LineStore(text);
  const document: Document = {
    uri,
    lines,
    logical: new Array(lines.count).fill(undefined),
    revision: 0,
    change: undefined,
  };
  readFrom(document, 0, lines.count, known);
  return document;
}

/** Puts the text in place of the range; only the logical lines that the change touches are read again. */
export function changeDocument(document: Document, range: Range, text: string): void {
  const { first, removed, added } = document.lines.replace(range, text);
  const { logical } = document;
  let start = first;
  while (start > 0 && logical[start] === undefined) start--;
  const before = logical[start];
  if (added <= 10_000) logical.splice(first, removed, ...new Array<undefined>(added).fill(undefined));
  else spliceMany(logical, first, removed, added);
  const end = readFrom(document, start, first + added);
  document.revision++;
  const isOne = removed === 1 && added === 1 && !/[\r\n]/.test(text) && end - start === before?.count;
  const change = {
    first: start,
    removed: end - start - added + removed,
    added: end - start,
    ...(isOne && logical[start]!.count === before.count && { before }),
  };
  document.change = document.change ? both(document.change, change) : change;
}

/** All logical lines in order, blank and comment lines too. */
export function* linesOf(document: Document): Generator<PlacedLine> {
  let number = 0;
  for (let first = 0; first < document.logical.length; first++) {
    const logical = document.logical[first];
    if (!logical) continue;
    number += logical.httpdLines;
    yield { logical, first, number };
  }
}

/** The logical line that takes the physical line, with the first line of it; undefined outside of the document. */
export function lineAt(document: Document, line: number): { logical: LogicalLine; first: number } | undefined {
  let first = Math.min(line, document.logical.length - 1);
  while (first > 0 && !document.logical[first]) first--;
  const logical = document.logical[first];
  return logical && { logical, first };
}

/** The place of a part of a logical line; offsets are those in its text. */
export function placeOf(
  document: Document,
  { logical, first }: Pick<PlacedLine, 'logical' | 'first'>,
  start: number,
  end: number,
): Place {
  return {
    uri: document.uri,
    start: positionIn(logical, first, start),
    end: end > start ? positionIn(logical, first, end, true) : positionIn(logical, first, start),
  };
}

/** The end of the text. */
export function endOf(document: Document): Position {
  const line = document.lines.count - 1;
  return { line, character: document.lines.lengthOf(line) };
}

/** Two changes, one after the other, as one that holds both. */
function both(earlier: LinesChange, later: LinesChange): LinesChange {
  const first = Math.min(earlier.first, later.first);
  const between = Math.max(earlier.first + earlier.added, later.first + later.removed) - first;
  return {
    first,
    removed: between - earlier.added + earlier.removed,
    added: between + later.added - later.removed,
    before: later.before && earlier.first === later.first ? earlier.before : undefined,
  };
}

/** Reads logical lines from `start` on until, past `until`, one begins where one began before; gives where it ends. */
function readFrom(
  { lines, logical }: Document,
  start: number,
  until: number,
  known: LinesRead | undefined = until - start > 1 ? new Map() : undefined,
): number {
  let at = start;
  while (at < lines.count && (at < until || logical[at] === undefined)) {
    const line = readLogicalLine(lines, at, known);
    logical[at] = line;
    for (let i = 1; i < line.count; i++) logical[at + i] = undefined;
    at += line.count;
  }
  return at;
}

function spliceMany(list: (LogicalLine | undefined)[], first: number, removed: number, added: number): void {
  const rest = list.slice(first + removed);
  list.length = first + added + rest.length;
  list.fill(undefined, first, first + added);
  for (let i = 0; i < rest.length; i++) list[first + added + i] = rest[i];
}
