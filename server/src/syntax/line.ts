import { createToken, EmbeddedActionsParser, type IToken, type ITokenConfig, Lexer } from 'chevrotain';
import { fold } from '../text/letter-case.ts';

/** A word as httpd sees it, quotes and escapes undone, with its offsets in the text of the logical line. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Statement {
  readonly kind: 'directive' | 'open' | 'close';
  /** The first word as httpd reads it, nothing cut off: `ServerLimit`, `<IfModule`, `</IfModule>`. */
  readonly word: string;
  /** The bare name, offsets included: without `<`, `</` and the `>` that ends the word. */
  readonly name: Word;
  /** What httpd looks up, in lower case: `serverlimit`, `<ifmodule`, `</ifmodule>`. */
  readonly key: string;
  /** The words after the first; of an opening tag only those before the last `>`. */
  readonly words: readonly Word[];
  /** What follows the first word, as written; of an opening tag it ends before the last `>`. */
  readonly rest: Word;
  /** Whether a tag has its `>`. Always true of a directive. */
  readonly closed: boolean;
  /** Whether nothing at all follows the first word. */
  readonly alone: boolean;
}

/** What one logical line says. A pure function of its text: equal texts give equal lines, wherever they stand. */
export type Line = { readonly kind: 'blank' } | { readonly kind: 'comment' } | Statement;

const blankLine: Line = { kind: 'blank' };
const commentLine: Line = { kind: 'comment' };

/** Reads the text of a logical line. Never throws; every text is a line. */
export function parseLine(text: string): Line {
  if (text === '') return blankLine;
  return text.charCodeAt(0) === 35 ? commentLine : parseStatement(text);
}

/** As `parseLine`, for text in which variables were replaced: there a `#` begins no comment (config.c, ap_build_config). */
export function parseStatement(text: string): Line {
  grammar ??= new LineGrammar(true);
  grammar.input = lexer.tokenize(text).tokens;
  const line = grammar.input.length === 0 ? blankLine : grammar.statement(text);
  grammar.input = [];
  return line;
}

/** Whether httpd takes the character for a blank (isspace of the C locale); a no-break space is none. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The words of a text, as httpd splits arguments. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (let start = skipBlanks(text, 0); start < text.length; ) {
    const end = wordEnd(text, start, text.length);
    words.push({ text: plain(text.slice(start, end)), start, end });
    start = skipBlanks(text, end);
  }
  return words;
}

/** Where the word that begins at `from` ends (util.c, ap_getword_conf); a quote that is not closed ends with the text. */
function wordEnd(text: string, from: number, limit: number): number {
  const quote = text.charCodeAt(from);
  let at = from;
  if (quote !== 34 && quote !== 39) {
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

/** Undoes quotes and escapes (util.c, substring_conf). */
function plain(image: string): string {
  const quote = image[0];
  if (quote !== '"' && quote !== "'") return image.includes('\\\\') ? image.replaceAll('\\\\', '\\') : image;
  const inside = image.slice(1, endsWithQuote(image, quote) ? -1 : undefined);
  return inside.includes('\\') ? inside.replace(quote === '"' ? /\\(["\\])/g : /\\(['\\])/g, '$1') : inside;
}

function endsWithQuote(image: string, quote: string): boolean {
  if (image.length < 2 || !image.endsWith(quote)) return false;
  let backslashes = 0;
  while (image[image.length - 2 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 0;
}

// The `>` that ends a tag is the last one of the line (core.c, ap_strrchr_c in each section's function). Kept for the
// text in hand, or a line of a million `>` would be searched a million times.
let searched = '';
let found = -1;
function lastBracket(text: string): number {
  if (text !== searched) {
    searched = text;
    found = text.lastIndexOf('>');
  }
  return found;
}

type Pattern = (text: string, offset: number) => RegExpExecArray | null;
const match = (image: string) => [image] as unknown as RegExpExecArray;
const wordUpTo = (text: string, offset: number, limit: number) =>
  isBlank(text.charCodeAt(offset)) ? null : match(text.slice(offset, wordEnd(text, offset, limit)));
const firstWord =
  (begin: RegExp): Pattern =>
  (text, offset) =>
    begin.test(text.slice(offset, offset + 3)) ? wordUpTo(text, offset, text.length) : null;
const token = (name: string, pattern: RegExp | Pattern, more: Omit<ITokenConfig, 'name' | 'pattern'> = {}) =>
  createToken({ name, pattern, line_breaks: true, ...more });

const Blank = token('Blank', /[ \t\n\v\f\r]+/, { group: Lexer.SKIPPED });
const CloseTag = token('CloseTag', firstWord(/^["']?<\//), { push_mode: 'words', start_chars_hint: ['<', '"', "'"] });
const OpenTag = token('OpenTag', firstWord(/^["']?</), { push_mode: 'tag', start_chars_hint: ['<', '"', "'"] });
const Name = token('Name', firstWord(/^./s), { push_mode: 'words' });
const ArgumentWord = token('ArgumentWord', (text, offset) => wordUpTo(text, offset, text.length));
const TagEnd = token('TagEnd', (text, offset) => (offset === lastBracket(text) ? match('>') : null), {
  push_mode: 'trailing',
  start_chars_hint: ['>'],
});
const TagWord = token('TagWord', (text, offset) => {
  const bracket = lastBracket(text);
  return wordUpTo(text, offset, bracket > offset ? bracket : text.length);
});
const Trailing = token('Trailing', /[\s\S]+/);

/** Exported for the test that lets Chevrotain validate lexer and grammar, which costs too much at each start. */
export const lexerDefinition = {
  defaultMode: 'start',
  modes: {
    start: [Blank, CloseTag, OpenTag, Name],
    words: [Blank, ArgumentWord],
    tag: [Blank, TagEnd, TagWord],
    trailing: [Trailing],
  },
};
const lexer = new Lexer(lexerDefinition, { positionTracking: 'onlyOffset', skipValidations: true });

/** The grammar of one logical line. */
export class LineGrammar extends EmbeddedActionsParser {
  constructor(skipValidations: boolean) {
    super([Blank, CloseTag, OpenTag, Name, ArgumentWord, TagEnd, TagWord, Trailing], {
      maxLookahead: 1,
      skipValidations,
    });
    this.performSelfAnalysis();
  }

  readonly statement = this.RULE(
    'statement',
    (text: string): Line =>
      this.OR([
        { ALT: () => this.SUBRULE(this.directive, { ARGS: [text] }) },
        { ALT: () => this.SUBRULE(this.openTag, { ARGS: [text] }) },
        { ALT: () => this.SUBRULE(this.closeTag, { ARGS: [text] }) },
      ]),
  );

  private readonly directive = this.RULE('directive', (text: string): Line => {
    const first = this.CONSUME(Name);
    const words: IToken[] = [];
    this.MANY(() => words.push(this.CONSUME(ArgumentWord)));
    return this.ACTION(() => statement('directive', text, first, words, text.length));
  });

  private readonly openTag = this.RULE('openTag', (text: string): Line => {
    const first = this.CONSUME(OpenTag);
    const words: IToken[] = [];
    this.MANY(() => words.push(this.CONSUME(TagWord)));
    const end = this.OPTION(() => {
      const bracket = this.CONSUME(TagEnd);
      this.OPTION1(() => this.CONSUME(Trailing));
      return bracket;
    });
    return this.ACTION(() => statement('open', text, first, words, end?.startOffset ?? text.length, end !== undefined));
  });

  private readonly closeTag = this.RULE('closeTag', (text: string): Line => {
    const first = this.CONSUME(CloseTag);
    const words: IToken[] = [];
    this.MANY(() => words.push(this.CONSUME(ArgumentWord)));
    return this.ACTION(() => statement('close', text, first, words, text.length));
  });
}

let grammar: LineGrammar | undefined;

function statement(
  kind: Statement['kind'],
  text: string,
  first: IToken,
  tokens: IToken[],
  end: number,
  bracket = false,
): Line {
  const word = plain(first.image);
  if (word === '') return blankLine;
  // config.c, ap_build_config_sub: a `>` that ends the first word is cut off unless its second character is a slash.
  const cut = word.endsWith('>') && (kind === 'close' || word[1] !== '/') ? 1 : 0;
  const lead = kind === 'directive' ? 0 : kind === 'open' ? 1 : 2;
  const afterFirst = first.startOffset + first.image.length;
  const restStart = tokens[0]?.startOffset ?? Math.min(skipBlanks(text, afterFirst), end);
  const alone = skipBlanks(text, afterFirst) === text.length;
  return {
    kind,
    word,
    name: { text: word.slice(lead, word.length - cut), start: first.startOffset + lead, end: afterFirst - cut },
    key: fold(kind === 'close' || cut === 0 ? word : word.slice(0, -1)),
    words: tokens.map((t) => ({ text: plain(t.image), start: t.startOffset, end: t.startOffset + t.image.length })),
    rest: { text: text.slice(restStart, end), start: restStart, end },
    // A tag without anything behind its name passes for closed: httpd puts a `>` there (config.c, ap_build_config_sub).
    closed: kind === 'directive' || (kind === 'open' ? bracket || alone : cut === 1),
    alone,
  };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}
