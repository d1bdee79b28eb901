import { createToken, createTokenInstance, type IToken, Lexer } from 'chevrotain';

const token = (name: string) => createToken({ name, pattern: Lexer.NA });
export const CloseTag = token('CloseTag');
export const OpenTag = token('OpenTag');
export const Name = token('Name');
export const ArgumentWord = token('ArgumentWord');
/** The `>` that ends a tag: the last one of the line (core.c, ap_strrchr_c in each section's function). */
export const TagEnd = token('TagEnd');
export const TagWord = token('TagWord');
export const Trailing = token('Trailing');

/** The tokens of a line. */
export interface Tokens {
  /** One array for all lines whose tokens have the same types, unless there are very many. */
  readonly types: IToken[];
  /** Where each begins in the text and where it ends: begin, end, begin, end, … */
  readonly offsets: readonly number[];
}

// Chevrotain looks at the type of a token only: all of one type are one object, where a lexer of Chevrotain's own makes
// one for each and calls a pattern of ours for it, which is most of what reading a line would cost.
const instance = (type: typeof Name) => createTokenInstance(type, '', 0, 0, 0, 0, 0, 0);
const closeTag = instance(CloseTag);
const openTag = instance(OpenTag);
const name = instance(Name);
const firsts = [name, openTag, closeTag];
const argumentWord = instance(ArgumentWord);
const tagEnd = instance(TagEnd);
const tagWord = instance(TagWord);
const trailing = instance(Trailing);

/** Makes tokens of the text of a logical line, each a word as it is written; a blank text has none. */
export function lex(text: string): Tokens {
  const start = skipBlanks(text, 0);
  if (start === text.length) return { types: [], offsets: [] };
  const end = wordEnd(text, start, text.length);
  const first = firstOf(text, start);
  const bracket = first === openTag ? text.lastIndexOf('>') : -1;
  const limit = bracket >= end ? bracket : text.length;
  const offsets = [start, end];
  addWords(offsets, text, end, limit);
  const words = offsets.length / 2 - 1;
  if (limit === text.length) return { types: typesOf(first, words, 0), offsets };
  offsets.push(limit, limit + 1);
  if (limit + 1 === text.length) return { types: typesOf(first, words, 1), offsets };
  offsets.push(limit + 1, text.length);
  return { types: typesOf(first, words, 2), offsets };
}

const known: IToken[][] = [];
const mostWordsKnown = 32;

/** So many words behind the first, and so many of the tokens that end a tag. */
function typesOf(first: IToken, words: number, ends: number): IToken[] {
  if (words > mostWordsKnown) return newTypes(first, words, ends);
  const at = 9 * words + 3 * ends + firsts.indexOf(first);
  known[at] ??= newTypes(first, words, ends);
  return known[at];
}

function newTypes(first: IToken, words: number, ends: number): IToken[] {
  const word = first === openTag ? tagWord : argumentWord;
  return [first, ...new Array<IToken>(words).fill(word), ...[tagEnd, trailing].slice(0, ends)];
}

/** A tag may be quoted, too. */
function firstOf(text: string, start: number): IToken {
  const at = isQuote(text.charCodeAt(start)) ? start + 1 : start;
  if (text.charCodeAt(at) !== 60) return name;
  return text.charCodeAt(at + 1) === 47 ? closeTag : openTag;
}

/** Where the words of a part of a text begin and end: begin, end, begin, end, … */
export function offsetsOfWords(text: string, from: number, to: number): readonly number[] {
  const offsets: number[] = [];
  addWords(offsets, text, from, to);
  return offsets;
}

function addWords(offsets: number[], text: string, from: number, to: number): void {
  for (let start = skipBlanks(text, from); start < to; ) {
    const end = wordEnd(text, start, to);
    offsets.push(start, end);
    start = skipBlanks(text, end);
  }
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

/** Whether httpd takes the character for a blank (isspace of the C locale); a no-break space is none. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Where the word that begins at `from` ends (util.c, ap_getword_conf); a quote that is not closed ends at the limit. */
export function wordEnd(text: string, from: number, limit: number): number {
  const quote = text.charCodeAt(from);
  let at = from;
  if (!isQuote(quote)) {
    while (at < limit && !isBlank(text.charCodeAt(at))) at++;
    return at;
  }
  for (at++; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code !== 92 || at + 1 >= limit) continue;
    const next = text.charCodeAt(at + 1);
    if (next === quote || next === 92) at++;
  }
  return limit;
}
