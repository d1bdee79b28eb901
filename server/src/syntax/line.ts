import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import { fold } from '../text/letter-case.ts';
import {
  ArgumentWord,
  CloseTag,
  lex,
  lexWords,
  Name,
  OpenTag,
  skipBlanks,
  TagEnd,
  TagWord,
  type Tokens,
  Trailing,
} from './lex.ts';

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
  /** How many words there are, and how many of them stand before the first empty one. */
  readonly count: number;
  readonly filled: number;
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
  const tokens = lex(text);
  const { types, offsets } = tokens;
  if (types.length === 0) return blankLine;
  const { kind, bracket } = shapeOf(types);
  const first = firstWord(text.slice(offsets[0], offsets[1]), kind);
  return first.word === '' ? blankLine : new WrittenStatement(text, first, tokens, bracket);
}

/** The words of a text, or of a part of it, as httpd splits arguments. */
export function wordsOf(text: string, from = 0, to = text.length): readonly Word[] {
  const words: Word[] = [];
  const { offsets, count } = lexWords(text, from, to);
  for (let at = 0; at < 2 * count; at += 2) {
    const start = offsets[at]!;
    const end = offsets[at + 1]!;
    words.push({ text: plain(text.slice(start, end)), start, end });
  }
  return words;
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

/** What the grammar makes of the tokens of a line: the kind, and which of them is the `>` that ends the tag, if one is. */
interface Shape {
  readonly kind: Statement['kind'];
  readonly bracket?: number;
}

const directiveShape: Shape = { kind: 'directive' };
const openShape: Shape = { kind: 'open' };
const closeShape: Shape = { kind: 'close' };

/** The grammar of one logical line. Exported for the test that lets Chevrotain validate it, which costs too much at each start. */
export class LineGrammar extends EmbeddedActionsParser {
  constructor(skipValidations: boolean) {
    super([CloseTag, OpenTag, Name, ArgumentWord, TagEnd, TagWord, Trailing], { maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  readonly statement = this.RULE(
    'statement',
    (): Shape =>
      this.OR([
        { ALT: () => this.SUBRULE(this.directive) },
        { ALT: () => this.SUBRULE(this.openTag) },
        { ALT: () => this.SUBRULE(this.closeTag) },
      ]),
  );

  private readonly directive = this.RULE('directive', (): Shape => {
    this.CONSUME(Name);
    this.MANY(() => this.CONSUME(ArgumentWord));
    return directiveShape;
  });

  private readonly openTag = this.RULE('openTag', (): Shape => {
    this.CONSUME(OpenTag);
    let bracket = 1;
    this.MANY(() => {
      this.CONSUME(TagWord);
      bracket++;
    });
    const isEnded = this.OPTION(() => {
      this.CONSUME(TagEnd);
      this.OPTION1(() => this.CONSUME(Trailing));
      return true;
    });
    return isEnded ? { kind: 'open', bracket } : openShape;
  });

  private readonly closeTag = this.RULE('closeTag', (): Shape => {
    this.CONSUME(CloseTag);
    this.MANY(() => this.CONSUME(ArgumentWord));
    return closeShape;
  });
}

const grammar = new LineGrammar(true);

/** By the types of the tokens, which is all that the grammar looks at: lines of few shapes make a long file. */
const shapes = new WeakMap<IToken[], Shape>();

function shapeOf(types: IToken[]): Shape {
  let shape = shapes.get(types);
  if (!shape) {
    grammar.input = types;
    shape = grammar.statement();
    shapes.set(types, shape);
  }
  return shape;
}

/** What the first word of a line says, whatever follows it. */
interface FirstWord extends Pick<Statement, 'kind' | 'word' | 'key'> {
  /** The bare name. */
  readonly name: string;
  /** How many characters of the word stand before the name and behind it. */
  readonly lead: number;
  readonly cut: number;
}

/** By the word as it is written: most lines of a long file begin with the same few. */
const firstWords = new Map<string, FirstWord>();
const mostFirstWords = 10_000;

function firstWord(written: string, kind: Statement['kind']): FirstWord {
  const known = firstWords.get(written);
  if (known) return known;
  // A part of a text keeps the whole text in memory.
  const own = written.split('').join('');
  const word = plain(own);
  // config.c, ap_build_config_sub: a `>` that ends the first word is cut off unless its second character is a slash.
  const cut = word.endsWith('>') && (kind === 'close' || word[1] !== '/') ? 1 : 0;
  const lead = kind === 'directive' ? 0 : kind === 'open' ? 1 : 2;
  const key = fold(kind === 'close' || cut === 0 ? word : word.slice(0, -1));
  const first = { kind, word, key, name: word.slice(lead, word.length - cut), lead, cut };
  if (firstWords.size >= mostFirstWords) firstWords.clear();
  firstWords.set(own, first);
  return first;
}

/**
 * A statement that cuts its words out of the text when it is asked for them, and then keeps them. Made for every line of a
 * long file, they would be most of the memory that it takes and of the time in which it is opened; few are ever asked for.
 */
class WrittenStatement implements Statement {
  readonly kind: Statement['kind'];
  readonly word: string;
  readonly key: string;
  readonly closed: boolean;
  readonly alone: boolean;
  readonly count: number;
  readonly filled: number;
  private readonly text: string;
  private readonly first: FirstWord;
  private readonly start: number;
  private readonly behind: number;
  private readonly restStart: number;
  private readonly end: number;
  private ownName: Word | undefined = undefined;
  private ownWords: readonly Word[] | undefined = undefined;

  constructor(text: string, first: FirstWord, { types, offsets }: Tokens, bracket: number | undefined) {
    const { kind, word, key, cut } = first;
    const behind = offsets[1]!;
    const end = bracket === undefined ? text.length : offsets[2 * bracket]!;
    const next = skipBlanks(text, behind);
    this.kind = kind;
    this.word = word;
    this.key = key;
    this.alone = next === text.length;
    // A tag without anything behind its name passes for closed: httpd puts a `>` there (config.c, ap_build_config_sub).
    this.closed = kind === 'directive' || (kind === 'open' ? end < text.length || this.alone : cut === 1);
    this.count = (bracket ?? types.length) - 1;
    this.filled = filledIn(text, offsets, this.count);
    this.text = text;
    this.first = first;
    this.start = offsets[0]!;
    this.behind = behind;
    this.restStart = Math.min(next, end);
    this.end = end;
  }

  get name(): Word {
    const { name, lead, cut } = this.first;
    this.ownName ??= { text: name, start: this.start + lead, end: this.behind - cut };
    return this.ownName;
  }

  get words(): readonly Word[] {
    this.ownWords ??= wordsOf(this.text, this.restStart, this.end);
    return this.ownWords;
  }

  get rest(): Word {
    const { text, restStart: start, end } = this;
    return { text: text.slice(start, end), start, end };
  }
}

/** How many words stand before the first empty one: two quotes, or one that begins nothing. */
function filledIn(text: string, offsets: Int32Array, count: number): number {
  for (let word = 1; word <= count; word++) {
    const start = offsets[2 * word]!;
    const end = offsets[2 * word + 1]!;
    if (end - start <= 2 && plain(text.slice(start, end)) === '') return word - 1;
  }
  return count;
}
