import { type PlacedLine, placeOf } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import type { BodyLine } from './expansion.ts';
import { placeOfNode } from './places.ts';
import type { Frame, Reading } from './reading.ts';
import type { Node } from './resolution.ts';

/** The node of a line of the file or macro in hand; `read` is what it says when variables are replaced. */
export function nodeOf({ frame }: Reading, line: PlacedLine, written: Statement, read: Statement): Node {
  const { document, path, expansion } = frame;
  if (!expansion) return { ...line, document, path, written, read };
  const { use } = expansion;
  const { number } = line;
  const literal = writtenIn({ frame }, line);
  if (literal) return { ...literal, number, path, written, read, brought: { usedAt: placeOfNode(use) } };
  const { document: around, first, logical } = use;
  // The words of the `Use` are not those of the line.
  const { kind, word, name, key, rest, closed, alone } = use.written;
  const whole = { kind, word, name, key, words: [], count: 0, filled: 0, rest, closed, alone };
  const body = originOf(expansion, line)?.written;
  const brought = body && { writtenAt: placeOf(body.document, body, 0, body.logical.text.length) };
  return { document: around, first, logical, number, path, written: whole, read, ...(brought && { brought }) };
}

/** Where a line is written; undefined of one into which a macro has put a value. */
export function writtenIn({ frame }: Pick<Reading, 'frame'>, line: PlacedLine): BodyLine['written'] {
  const { document, expansion } = frame;
  if (!expansion) return { document, first: line.first, logical: line.logical };
  const body = originOf(expansion, line);
  return body?.text === line.logical.text ? body.written : undefined;
}

/** The line of the macro that a line of its expansion was made of. */
function originOf({ of, body }: NonNullable<Frame['expansion']>, { first }: PlacedLine): BodyLine | undefined {
  return body[of.origins[first]!];
}
