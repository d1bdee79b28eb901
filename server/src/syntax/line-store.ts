import { compare, type Position, type Range } from '../text/place.ts';

/** What an edit did to the lines: `removed` lines from `first` on gave way to `added` ones. */
export interface Splice {
  readonly first: number;
  readonly removed: number;
  readonly added: number;
}

/**
 * The text of a document as lines that keep their line ends. Takes the ranged changes of an editor; the work grows with
 * the change. Joined, the lines are the text. There is always one line at least.
 */
export class LineStore {
  #lines: string[];

  constructor(text: string) {
    this.#lines = splitLines(text);
  }

  get count(): number {
    return this.#lines.length;
  }

  /** The line with its line end; empty outside of the document. */
  line(index: number): string {
    return this.#lines[index] ?? '';
  }

  /** The number of characters before the line end. */
  lengthOf(index: number): number {
    const line = this.line(index);
    return line.length - endLength(line);
  }

  /** The whole text, joined afresh at each call. */
  text(): string {
    return this.#lines.join('');
  }

  /** Replaces what stands in the range; positions outside of the text mean its nearest end, as LSP has it. */
  replace(range: Range, text: string): Splice {
    const start = this.#clamp(range.start);
    const asked = this.#clamp(range.end);
    const end = compare(asked, start) < 0 ? start : asked;
    let first = start.line;
    let last = end.line;
    let joined = this.line(first).slice(0, start.character) + text + this.line(last).slice(end.character);
    // A CR and a LF that come to stand side by side are one line end.
    if (joined.startsWith('\n') && this.line(first - 1).endsWith('\r')) joined = this.line(--first) + joined;
    if (joined.endsWith('\r') && this.line(last + 1).startsWith('\n')) joined += this.line(++last);
    const lines = splitLines(joined);
    if (/[\r\n]$/.test(joined) && last + 1 < this.count) lines.pop();
    const removed = last - first + 1;
    this.#splice(first, removed, lines);
    return { first, removed, added: lines.length };
  }

  #splice(first: number, removed: number, lines: string[]): void {
    if (lines.length === removed) {
      for (let i = 0; i < removed; i++) this.#lines[first + i] = lines[i]!;
    } else if (lines.length < 10_000) {
      this.#lines.splice(first, removed, ...lines);
    } else {
      this.#lines = this.#lines.slice(0, first).concat(lines, this.#lines.slice(first + removed));
    }
  }

  #clamp(position: Position): Position {
    if (position.line < 0) return { line: 0, character: 0 };
    if (position.line >= this.count) return { line: this.count - 1, character: this.lengthOf(this.count - 1) };
    return { line: position.line, character: Math.max(0, Math.min(position.character, this.lengthOf(position.line))) };
  }
}

function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    const isFeed = carriage < 0 || (feed >= 0 && feed < carriage);
    const end = isFeed || feed === carriage + 1 ? feed + 1 : carriage + 1;
    lines.push(text.slice(start, end));
    start = end;
    // A text that is searched for what it does not hold is searched to its end: only once.
    if (feed >= 0 && feed < end) feed = text.indexOf('\n', end);
    if (carriage >= 0 && carriage < end) carriage = text.indexOf('\r', end);
  }
  lines.push(text.slice(start));
  return lines;
}

function endLength(line: string): number {
  return line.endsWith('\r\n') ? 2 : line.endsWith('\n') || line.endsWith('\r') ? 1 : 0;
}
