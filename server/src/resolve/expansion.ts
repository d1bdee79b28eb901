import { type Document, linesOf, openDocument, type PlacedLine } from '../syntax/document.ts';
import { LineStore } from '../syntax/line-store.ts';
import { readLogicalLine } from '../syntax/logical-line.ts';
import { toBytes } from '../text/bytes.ts';
import type { Node } from './resolution.ts';

/** A line of the text of a macro, joined, comments left out. */
export interface BodyLine {
  readonly text: string;
  readonly number: number;
  /** Where it is written; undefined where a macro around it has put a value into it. */
  readonly written: Pick<Node, 'document' | 'first' | 'logical'> | undefined;
}

/** The text of a macro with values for its parameters, as httpd reads it in the place of a `Use`. */
export interface Expansion {
  /** Its logical lines; httpd counts them from one. */
  readonly lines: readonly PlacedLine[];
  /** What the last line is without the backslash that joins it to the line behind the `Use`; empty if there is none. */
  readonly carried: string;
  /** The line of the macro that a line of the expansion was made of. */
  readonly body: (line: PlacedLine) => BodyLine | undefined;
}

/** httpd's MAX_STRING_LEN less the byte for the end. */
const longest = 8191;

/** Whether mod_macro reads a line of this text; behind one that it cannot read it looks for nothing more. */
export function fits(text: string): boolean {
  return text.length * 3 < longest || toBytes(text).length < longest;
}

/** Puts values in the place of parameters; a string is what httpd says when it cannot. */
export function expand(
  body: readonly BodyLine[],
  parameters: readonly string[],
  values: readonly string[],
): Expansion | { readonly tooLong: BodyLine } {
  let text = '';
  /** By physical line of the text. */
  const bodyOf: BodyLine[] = [];
  for (const line of body) {
    const replaced = substituted(line.text, parameters, values);
    if (replaced === undefined) return { tooLong: line };
    text += `${replaced}\n`;
    bodyOf.push(line);
    // A lone CR ends a physical line, and none of httpd's.
    for (const _ of replaced.matchAll(/\r(?!$)/g)) bodyOf.push(line);
  }
  const document = openDocument('', text);
  const lines = [...linesOf(document)].filter(({ first }) => first < bodyOf.length);
  const last = lines.at(-1);
  const open = last !== undefined && last.first + last.logical.count > bodyOf.length;
  return {
    lines: open ? lines.slice(0, -1) : lines,
    carried: open ? unfinished(document, last.first) : '',
    body: ({ first }) => bodyOf[first],
  };
}

function unfinished({ lines }: Document, first: number): string {
  let text = '';
  for (let at = first; at < lines.count; at++) text += lines.line(at).replace(/\\\r?\n$/, '');
  return text;
}

/**
 * mod_macro.c, substitute_macro_args: from left to right, of two parameters that begin alike the longer one. The value
 * of one with `@` is quoted; as many characters as that adds are looked through again. Undefined when it gets too long.
 */
function substituted(line: string, parameters: readonly string[], values: readonly string[]): string | undefined {
  let text = line;
  for (let from = 0; ; ) {
    const found = nextParameter(text, from, parameters);
    if (!found) return text;
    const value = values[found.index]!;
    const { name, at } = found;
    if (value !== name) {
      const put = name.startsWith('@') ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
      text = text.slice(0, at) + put + text.slice(at + name.length);
      if (!fits(text)) return undefined;
    }
    from = at + value.length;
  }
}

interface Parameter {
  readonly index: number;
  readonly name: string;
  readonly at: number;
}

/** mod_macro.c, next_substitution. */
function nextParameter(text: string, from: number, parameters: readonly string[]): Parameter | undefined {
  let chosen: Parameter | undefined;
  for (const [index, name] of parameters.entries()) {
    const at = text.indexOf(name, from);
    if (at < 0 || (chosen && (chosen.at < at || (chosen.at === at && chosen.name.length >= name.length)))) continue;
    chosen = { index, name, at };
  }
  return chosen;
}

/** The parameters that a macro uses, by their index. */
export function usedIn(body: readonly BodyLine[], parameters: readonly string[]): ReadonlySet<number> {
  const used = new Set<number>();
  for (const { text } of body) {
    for (let found = nextParameter(text, 0, parameters); found; ) {
      used.add(found.index);
      found = nextParameter(text, found.at + found.name.length, parameters);
    }
  }
  return used;
}

/**
 * The line behind a `Use` as httpd gets it (mod_macro.c, array_getstr): joined to what the expansion has left, and lost
 * if no line end is behind it. Undefined when nothing is left of it.
 */
export function behindExpansion(document: Document, line: PlacedLine, carried: string): PlacedLine | undefined {
  const { first, logical } = line;
  let raw = '';
  for (let at = first; at < first + logical.count; at++) raw += document.lines.line(at);
  const kept = raw.slice(0, raw.lastIndexOf('\n') + 1);
  if (carried === '' && kept === raw) return line;
  return carried + kept === '' ? undefined : { ...line, logical: readLogicalLine(new LineStore(carried + kept), 0) };
}
