import type { Position } from '../text/place.ts';
import { isBlank } from './lex.ts';
import { type Line, parseLine } from './line.ts';
import type { LineStore } from './line-store.ts';

/** Where a physical line begins in the text of its logical line. */
interface Join {
  readonly offset: number;
  /** Lines below the first one. */
  readonly line: number;
  readonly character: number;
}

/** One or more physical lines that httpd reads as one (util.c, ap_cfg_getline_core). Knows nothing of its place. */
export interface LogicalLine {
  /** What httpd sees: joined, without blanks at either end. */
  readonly text: string;
  readonly parsed: Line;
  /** Physical lines it takes, as LSP counts them. */
  readonly count: number;
  /** Lines as httpd counts them: a lone CR is a blank to it, and reading on at the end of the file counts. */
  readonly httpdLines: number;
  /** Longer than httpd reads (`Line too long`). */
  readonly tooLong: boolean;
  /** Never empty; offsets ascend. */
  readonly joins: readonly Join[];
  /** What the index of a document makes of it, kept here for all lines that are equal; undefined until it is asked for. */
  role: unknown;
}

/** httpd's VARBUF_MAX_LEN less the byte for the end (include/util_varbuf.h). In characters here, which is at most bytes. */
const longestLine = 16_777_215;

/** Lines that were read, by their text with line end and blanks: most lines of a long file stand there several times. */
export type LinesRead = Map<string, LogicalLine>;

/** Reads the logical line that begins at a physical line. Promises to take at least one. */
export function readLogicalLine(lines: LineStore, first: number, known?: LinesRead): LogicalLine {
  const line = lines.line(first);
  const before = known?.get(line);
  if (before) return before;
  const end = endIfWhole(line);
  if (end < 0) return readJoined(lines, first);
  const read = trimmed(line, end, atBegin, 1, 1);
  known?.set(line, read);
  return read;
}

const atBegin: readonly Join[] = [{ offset: 0, line: 0, character: 0 }];

/** Where a physical line ends that is a logical one: it has its end, no backslash before that, and no NUL; -1 for others. */
function endIfWhole(line: string): number {
  const last = line.length - 1;
  if (last < 0 || line.charCodeAt(last) !== 10) return -1;
  const end = last > 0 && line.charCodeAt(last - 1) === 13 ? last - 1 : last;
  const isJoined = end > 0 && line.charCodeAt(end - 1) === 92;
  return isJoined || line.includes('\0') ? -1 : end;
}

function readJoined(lines: LineStore, first: number): LogicalLine {
  const pieces: string[] = [];
  let length = 0;
  let count = 0;
  let httpdLines = 1;
  const joins: Join[] = [];
  while (first + count < lines.count) {
    const line = lines.line(first + count);
    joins.push({ offset: length, line: count, character: 0 });
    count++;
    const nul = line.indexOf('\0');
    const piece = nul >= 0 ? line.slice(0, nul) : line;
    if (piece !== '') pieces.push(piece);
    length += piece.length;
    if (nul >= 0) {
      count += restOfChunk(lines, first + count - 1);
      break;
    }
    if (!dropEnd(pieces, '\n')) continue;
    length -= dropEnd(pieces, '\r') ? 2 : 1;
    if (!dropEnd(pieces, '\\')) break;
    length--;
    // The backslash may be one that a line before has left: then nothing of the lines since is in the text.
    for (let at = joins.length - 1; joins[at]!.offset > length; at--) joins[at] = { ...joins[at]!, offset: length };
    httpdLines++;
  }
  const text = pieces.join('');
  return trimmed(text, text.length, joins, count, httpdLines);
}

/** Takes the character away if the pieces, none of them empty, end with it. Joined before, each would be copied anew. */
function dropEnd(pieces: string[], character: string): boolean {
  const last = pieces.at(-1);
  if (!last?.endsWith(character)) return false;
  pieces.pop();
  if (last.length > 1) pieces.push(last.slice(0, -1));
  return true;
}

/** The position of an offset in the text; `asEnd` prefers the end of a physical line to the begin of the next. */
export function positionIn(logical: LogicalLine, first: number, offset: number, asEnd = false): Position {
  let join = logical.joins[0]!;
  for (const next of logical.joins) {
    if (asEnd ? next.offset >= offset : next.offset > offset) break;
    join = next;
  }
  return { line: first + join.line, character: join.character + Math.max(0, offset - join.offset) };
}

/** The offset in the text of a position, which must lie on the physical lines of the logical line. */
export function offsetIn(logical: LogicalLine, first: number, position: Position): number {
  let join = logical.joins[0]!;
  for (const next of logical.joins) if (next.line <= position.line - first) join = next;
  return Math.min(join.offset + Math.max(0, position.character - join.character), logical.text.length);
}

/** After a NUL httpd reads nothing more of the bytes up to the LF: physical lines that end in a lone CR belong to them. */
function restOfChunk(lines: LineStore, from: number): number {
  let at = from;
  while (!lines.line(at).endsWith('\n') && at + 1 < lines.count) at++;
  return at - from;
}

/** The logical line that the text up to `length` is, blanks at either end taken off. */
function trimmed(text: string, length: number, joins: readonly Join[], count: number, httpdLines: number): LogicalLine {
  let start = 0;
  let end = length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  const kept = text.slice(start, end);
  const moved = joins.length === 1 ? indented(start) : movedTo(joins, start, end);
  return {
    text: kept,
    parsed: parseLine(kept),
    count,
    httpdLines,
    tooLong: length > longestLine,
    joins: moved,
    role: undefined,
  };
}

/** By the number of blanks, so that the lines of one indentation share it. */
const indentations: (readonly Join[])[] = [];

function indented(blanks: number): readonly Join[] {
  if (blanks > 100) return [{ offset: 0, line: 0, character: blanks }];
  indentations[blanks] ??= [{ offset: 0, line: 0, character: blanks }];
  return indentations[blanks];
}

function movedTo(joins: readonly Join[], start: number, end: number): readonly Join[] {
  return joins
    .filter((join, i) => (joins[i + 1]?.offset ?? Number.POSITIVE_INFINITY) > start && (i === 0 || join.offset <= end))
    .map((join) => ({
      offset: Math.max(0, join.offset - start),
      line: join.line,
      character: join.character + Math.max(0, start - join.offset),
    }));
}
