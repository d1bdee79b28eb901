import { createToken, createTokenInstance, type IToken } from 'chevrotain';

const token = (name: string) => createToken({ name });
export const CloseTag = token('CloseTag');
export const OpenTag = token('OpenTag');
export const Name = token('Name');
export const ArgumentWord = token('ArgumentWord');
/** The `>` that ends a tag: the last one of the line (core.c, ap_strrchr_c in each section's function). */
export const TagEnd = token('TagEnd');
export const TagWord = token('TagWord');
export const Trailing = token('Trailing');

/** The tokens of a line; those of one line are gone when the next is lexed. */
export interface Tokens {
  /** One array for all lines whose tokens have the same types, unless there are very many. */
  types: IToken[];
  /** Where each begins in the text and where it ends: begin, end, begin, end, …; what lies behind means nothing. */
  offsets: Int32Array;
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

const usualWords = 256;
const mostWords = 65_536;
const tokens: Tokens = { types: [], offsets: new Int32Array(2 * usualWords) };

/** Makes tokens of the text of a logical line, each a word as it is written; a blank text has none. */
export function lex(text: string): Tokens {
  if (tokens.offsets.length > 2 * mostWords) tokens.offsets = new Int32Array(2 * usualWords);
  const start = skipBlanks(text, 0);
  const end = start < text.length ? wordEnd(text, start, text.length) : start;
  const first = firstOf(text, start);
  const bracket = first === openTag ? text.lastIndexOf('>') : -1;
  const limit = bracket >= end ? bracket : text.length;
  let count = start < end ? putWords(text, end, limit, put(0, start, end)) : 0;
  const words = count - 1;
  if (limit < text.length) count = put(count, limit, limit + 1);
  if (limit + 1 < text.length) count = put(count, limit + 1, text.length);
  tokens.types = count === 0 ? [] : typesOf(first, words, count - words - 1);
  return tokens;
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

/** The words of a part of a text alone; of the tokens' types nothing is said. */
export function lexWords(text: string, from: number, to: number): Pick<Tokens, 'offsets'> & { readonly count: number } {
  const count = putWords(text, from, to, 0);
  return { offsets: tokens.offsets, count };
}

/** Puts the words behind so many tokens; gives how many there are then. */
function putWords(text: string, from: number, to: number, before: number): number {
  let count = before;
  for (let start = skipBlanks(text, from); start < to; ) {
    const end = wordEnd(text, start, to);
    count = put(count, start, end);
    start = skipBlanks(text, end);
  }
  return count;
}

function put(count: number, start: number, end: number): number {
  if (2 * count >= tokens.offsets.length) {
    const more = new Int32Array(2 * tokens.offsets.length);
    more.set(tokens.offsets);
    tokens.offsets = more;
  }
  tokens.offsets[2 * count] = start;
  tokens.offsets[2 * count + 1] = end;
  return count + 1;
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
