import { type Document, linesOf, openDocument, type PlacedLine } from '../syntax/document.ts';
import { LineStore } from '../syntax/line-store.ts';
import { readLogicalLine } from '../syntax/logical-line.ts';
import { toBytes } from '../text/bytes.ts';
import type { Needs } from './needs.ts';
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
  /** By its physical line, the line of the macro that it was made of, counted from zero. */
  readonly origins: readonly number[];
}

/** What is known of the expansions of a macro by the values, which are joined by NUL. */
export interface Expansions {
  readonly made: Map<string, Expansion | TooLong>;
  /** What has to be known to pass over their lines. */
  readonly needs: Map<string, Needs | 'every line'>;
}

/** The line, counted from zero, that gets too long for httpd. */
interface TooLong {
  readonly tooLong: number;
}

/** By what the macro says. The same text is read again and again while somebody types elsewhere. */
const known = new Map<string, Expansions>();
let weight = 0;
const heaviest = 200_000;

/** The expansions that were made of such a macro; it may stand anywhere. */
export function expansionsOf(body: readonly BodyLine[], parameters: readonly string[]): Expansions {
  const key = JSON.stringify([parameters, body.map(({ text }) => text)]);
  let expansions = known.get(key);
  if (!expansions) {
    expansions = { made: new Map(), needs: new Map() };
    keep(known, key, expansions, body.length);
  }
  return expansions;
}

/** What the macro is with these values; made once. */
export function expansionOf(macro: Expandable, values: readonly string[]): Expansion | TooLong {
  const { made } = macro.expansions;
  const key = values.join('\0');
  let expansion = made.get(key);
  if (!expansion) {
    expansion = expand(macro.body, macro.parameters, values);
    keep(made, key, expansion, 'tooLong' in expansion ? 1 : expansion.origins.length);
  }
  return expansion;
}

/** As much of a macro as its text is made of. */
export interface Expandable {
  readonly body: readonly BodyLine[];
  readonly parameters: readonly string[];
  readonly expansions: Expansions;
}

/** Keeps what was found out, until all that is kept weighs too much. */
export function keep<Value>(values: Map<string, Value>, key: string, value: Value, itsWeight: number): void {
  weight += itsWeight;
  if (weight > heaviest) {
    known.clear();
    weight = 0;
  }
  values.set(key, value);
}

/** httpd's MAX_STRING_LEN less the byte for the end. */
const longest = 8191;

/** Whether mod_macro reads a line of this text; behind one that it cannot read it looks for nothing more. */
export function fits(text: string): boolean {
  return text.length * 3 < longest || toBytes(text).length < longest;
}

function expand(
  body: readonly BodyLine[],
  parameters: readonly string[],
  values: readonly string[],
): Expansion | TooLong {
  const substitution = substitutedText(body, parameters, values);
  if ('tooLong' in substitution) return substitution;
  const { text, origins } = substitution;
  const document = openDocument('', text);
  const lines = [...linesOf(document)].filter(({ first }) => first < origins.length);
  const open = isOpen(document) ? lines.pop() : undefined;
  return { lines, carried: open ? unfinished(document, open.first) : '', origins };
}

/** The text of a macro with values, and of each physical line the line of the macro that it was made of. */
type Substitution = Pick<Expansion, 'origins'> & { readonly text: string };

/** Puts values in the place of parameters. */
export function substitutedText(
  body: readonly BodyLine[],
  parameters: readonly string[],
  values: readonly string[],
): Substitution | TooLong {
  let text = '';
  const origins: number[] = [];
  for (const [number, line] of body.entries()) {
    const replaced = substituted(line.text, parameters, values);
    if (replaced === undefined) return { tooLong: number };
    text += `${replaced}\n`;
    origins.push(number);
    // A lone CR ends a physical line, and none of httpd's.
    for (const _ of replaced.matchAll(/\r(?!$)/g)) origins.push(number);
  }
  return { text, origins };
}

/** Whether a backslash joins the last line to what follows: then it takes the line behind the last line end. */
export function isOpen({ logical, lines }: Document): boolean {
  return logical[lines.count - 1] === undefined;
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
