import { type Document, lineAt } from '../syntax/document.ts';
import { isBlank } from '../syntax/lex.ts';
import type { Statement } from '../syntax/line.ts';
import { offsetIn } from '../syntax/logical-line.ts';
import type { Position } from '../text/place.ts';

/** Where somebody types in a statement. */
export interface Cursor {
  readonly statement: Statement;
  /** The first physical line of the statement, zero-based. */
  readonly first: number;
  /** In the text of the logical line. */
  readonly offset: number;
  /** The word that is typed, counted from zero behind the name; -1 in the name itself. */
  readonly word: number;
}

/** The statement at the position and the word of it that is typed; undefined in blank lines and comments. */
export function cursorAt(document: Document, position: Position): Cursor | undefined {
  const line = lineAt(document, position.line);
  const statement = line?.logical.parsed;
  if (!line || !statement || statement.kind === 'blank' || statement.kind === 'comment') return undefined;
  const { logical, first } = line;
  const offset = offsetIn(logical, first, position);
  const before = document.lines.line(position.line).charCodeAt(position.character - 1);
  // Blanks at the end of a line are no part of its text, but a word may be typed behind them.
  const begins = offset === logical.text.length && position.character > 0 && isBlank(before);
  if (offset <= statement.name.end && !begins) return { statement, first, offset, word: -1 };
  const word = begins ? statement.words.length : statement.words.filter(({ end }) => end < offset).length;
  return { statement, first, offset, word };
}
