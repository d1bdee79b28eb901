import type { FormattingOptions, TextEdit } from 'vscode-languageserver-protocol';
import { sectionKind } from '../catalogue/containers.ts';
import { argumentsOf, commandsNamed } from '../catalogue/lookup.ts';
import { type Document, lineAt, type PlacedLine, placeOf } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import type { SectionSpan } from '../syntax/sections.ts';
import { fold } from '../text/letter-case.ts';
import type { Preferences } from './preferences.ts';
import { lastLineOf, spansAround, spansOf } from './spans.ts';

type FormatStyle = Preferences['format'];

/** Of so many lines, each tag may be looked for by itself. */
const few = 1000;

/** A logical line that may be changed. */
interface Formatted extends PlacedLine {
  /** Open sections around it. */
  readonly depth: number;
}

/**
 * The edits that give the lines from `first` to `last` (zero-based, inclusive) their look. Only what httpd does not see
 * is changed: blanks at both ends of a line and behind its name, and the letter case of names. Scripts stay as they are.
 */
export function formatLines(
  document: Document,
  options: FormattingOptions,
  style: FormatStyle,
  first = 0,
  last = document.lines.count - 1,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const isFew = last - first < few && (first > 0 || last < document.lines.count - 1);
  const formatted = isFew
    ? linesWithDepthAround(document, blockAround(document, first, last))
    : linesWithDepth(document);
  const columns = style.alignValues ? columnsOf(document, formatted) : undefined;
  const indents = indentsOf(options);
  for (const line of formatted) {
    if (line.first + line.logical.count <= first || line.first > last) continue;
    indent(document, line, indents(line.depth), edits);
    const { parsed } = line.logical;
    if (parsed.kind === 'blank' || parsed.kind === 'comment') continue;
    if (style.letterCase === 'manual') spell(document, line, parsed, edits);
    const column = columns?.get(line.first);
    if (column !== undefined) align(document, line, parsed, column, edits);
  }
  return edits;
}

function linesWithDepth(document: Document): readonly Formatted[] {
  const spans = spansOf(document);
  const closed = new Set(spans.map(({ close }) => close?.first));
  const openedAt = new Map(spans.map((span) => [span.open.first, span]));
  const lines: Formatted[] = [];
  let depth = 0;
  let scriptUntil = -1;
  let number = 0;
  for (const [first, logical] of document.logical.entries()) {
    if (!logical) continue;
    number += logical.httpdLines;
    const { kind } = logical.parsed;
    const isTag = kind === 'open' || kind === 'close';
    const closes = isTag && closed.has(first);
    if (closes) depth--;
    if (first > scriptUntil || closes) lines.push({ logical, first, number, depth });
    const opened = isTag ? openedAt.get(first) : undefined;
    if (!opened?.close) continue;
    depth++;
    if (isScript(opened.open.statement)) scriptUntil = lastLineOf(document, opened);
  }
  return lines;
}

/** The same of some lines, without those of the others. */
function linesWithDepthAround(document: Document, { first, last }: Lines): readonly Formatted[] {
  const lines: Formatted[] = [];
  let inside: readonly SectionSpan[] | undefined;
  for (let at = first; at <= last; at++) {
    const logical = document.logical[at];
    if (!logical) continue;
    const isTag = logical.parsed.kind === 'open' || logical.parsed.kind === 'close';
    if (isTag) inside = undefined;
    inside ??= spansAround(document, at).filter(({ open, close }) => close && open.first < at && close.first > at);
    // Numbers of lines are nobody's concern here.
    const line = { logical, first: at, number: 0, depth: inside.length };
    if (!inside.some(({ open }) => isScript(open.statement))) lines.push(line);
    if (isTag) inside = undefined;
  }
  return lines;
}

interface Lines {
  readonly first: number;
  readonly last: number;
}

/** The lines with those beside them that their columns may depend on: up to a line that is no directive of one line, nor a comment. */
function blockAround(document: Document, from: number, to: number): Lines {
  const isPart = (at: number) => {
    const logical = document.logical[at];
    return logical?.count === 1 && (logical.parsed.kind === 'directive' || logical.parsed.kind === 'comment');
  };
  let first = lineAt(document, from)?.first ?? from;
  while (first > 0 && isPart(first - 1)) first--;
  let last = Math.min(to, document.lines.count - 1);
  while (last + 1 < document.lines.count && isPart(last + 1)) last++;
  return { first, last };
}

/** Of a macro the lines are configuration; what is in the other sections of text is somebody else's language. */
function isScript({ name }: Statement): boolean {
  return sectionKind(name.text) === 'text' && fold(name.text) !== 'macro';
}

function indent(document: Document, line: PlacedLine, wanted: string, edits: TextEdit[]): void {
  const { first, logical } = line;
  const text = document.lines.line(first);
  // httpd ends a line at a zero byte, and takes a lone CR for a blank; neither is for a formatter to touch.
  if (/\0|\r(?!\n)/.test(text)) return;
  const blanks = /^[ \t\v\f]*/.exec(text)![0];
  const isBlankLine = logical.parsed.kind === 'blank';
  const before = isBlankLine ? '' : wanted;
  if (blanks !== before && !(isBlankLine && logical.count > 1)) edits.push(replaced(first, 0, blanks.length, before));
  for (let at = first + 1; at < first + logical.count; at++) continueLine(document, line, at, blanks, wanted, edits);
  if (logical.count === 1) trimEnd(text, first, isBlankLine, edits);
}

/**
 * A continued line moves with the first one, if there are blanks before it that part words, and if httpd splits them: some
 * directives, and sections, get all that follows their name as it is written.
 */
function continueLine(
  document: Document,
  { logical, first }: PlacedLine,
  at: number,
  from: string,
  to: string,
  edits: TextEdit[],
): void {
  const text = document.lines.line(at);
  const blanks = /^[ \t]*/.exec(text)![0];
  const join = logical.joins.find(({ line }) => line === at - first);
  const { parsed } = logical;
  if (blanks === '' || !blanks.startsWith(from) || !join || from === to) return;
  if (parsed.kind !== 'directive' || (argumentsOf(parsed.key)?.takes ?? 'any') === 'any') return;
  if ([parsed.name, ...parsed.words].some(({ start, end }) => start < join.offset && join.offset < end)) return;
  const moved = `${to}${blanks.slice(from.length)}` || ' ';
  if (moved !== blanks) edits.push(replaced(at, 0, blanks.length, moved));
}

function trimEnd(text: string, line: number, isBlankLine: boolean, edits: TextEdit[]): void {
  const written = text.length - (text.endsWith('\r\n') ? 2 : text.endsWith('\n') ? 1 : 0);
  let kept = written;
  while (kept > 0 && ' \t\v\f'.includes(text[kept - 1]!)) kept--;
  // Blanks behind a backslash keep it from joining the next line.
  if (kept === written || isBlankLine || text[kept - 1] === '\\') return;
  edits.push(replaced(line, kept, written, ''));
}

/** What stands before a line, by the depth. */
function indentsOf({ insertSpaces, tabSize }: FormattingOptions): (depth: number) => string {
  const unit = insertSpaces ? ' '.repeat(tabSize) : '\t';
  const known: string[] = [];
  return (depth) => {
    known[depth] ??= unit.repeat(depth);
    return known[depth];
  };
}

function spell(document: Document, line: PlacedLine, { key, kind, name }: Statement, edits: TextEdit[]): void {
  const command = commandsNamed(kind === 'close' ? `<${fold(name.text)}` : key)[0];
  const spelled = command?.name.replace(/^</, '');
  if (spelled === undefined || spelled === name.text || fold(spelled) !== fold(name.text)) return;
  const { start, end } = placeOf(document, line, name.start, name.end);
  edits.push({ range: { start, end }, newText: spelled });
}

/** Longer names do not push the values of their neighbours to the right. */
const widestName = 32;

/** By first line, the width of the names of the block: directives that follow each other in one section. */
function columnsOf(document: Document, lines: readonly Formatted[]): ReadonlyMap<number, number> {
  const columns = new Map<number, number>();
  let block: PlacedLine[] = [];
  let depthOfBlock = -1;
  const finish = () => {
    const widths = block.map(({ logical }) => widthOf(logical.parsed as Statement));
    const width = Math.max(0, ...widths.filter((each) => each <= widestName));
    if (block.length > 1) for (const { first } of block) columns.set(first, width);
    block = [];
  };
  for (const line of lines) {
    const { parsed } = line.logical;
    const { depth } = line;
    const belongs = parsed.kind === 'directive' && parsed.words.length > 0 && line.logical.count === 1;
    if (block.length > 0 && (!belongs || depth !== depthOfBlock) && parsed.kind !== 'comment') finish();
    if (!belongs || /\0|\r(?!\n)/.test(document.lines.line(line.first))) continue;
    depthOfBlock = depth;
    block.push(line);
  }
  finish();
  return columns;
}

function widthOf({ name }: Statement): number {
  return name.end - name.start;
}

function align(document: Document, line: PlacedLine, statement: Statement, column: number, edits: TextEdit[]): void {
  const { name, words } = statement;
  const wanted = ' '.repeat(Math.max(1, column + 1 - widthOf(statement)));
  const blanks = line.logical.text.slice(name.end, words[0]!.start);
  // Behind a quoted name there may be none, and what ends it.
  if (!/^[ \t\v\f]+$/.test(blanks) || blanks === wanted) return;
  const { start, end } = placeOf(document, line, name.end, words[0]!.start);
  edits.push({ range: { start, end }, newText: wanted });
}

function replaced(line: number, start: number, end: number, newText: string): TextEdit {
  return { range: { start: { line, character: start }, end: { line, character: end } }, newText };
}
