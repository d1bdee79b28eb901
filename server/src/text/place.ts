/** Zero-based, as LSP counts: `character` in UTF-16 code units, lines ending at LF, CR LF or a lone CR. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Where something is written. */
export interface Place extends Range {
  readonly uri: string;
  /** Of what stands in the text of a macro: the `Use` that brought it. */
  readonly usedAt?: Place;
  /** Of a `Use` that decides a line of a macro by its words: that line. */
  readonly writtenAt?: Place;
}

/** A change of text; edits that belong together never overlap. */
export interface Edit {
  readonly at: Place;
  readonly text: string;
}

/** Negative when `a` comes first, zero when equal. */
export function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** Whether the ranges share a character or touch at an end; an empty range counts as its position. */
export function touches(a: Range, b: Range): boolean {
  return compare(a.start, b.end) <= 0 && compare(b.start, a.end) <= 0;
}
