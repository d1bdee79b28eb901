import type { Arity } from '../catalogue/fact.ts';
import type { Statement } from '../syntax/line.ts';
import type { Objection } from './resolution.ts';

/** What an arity asks of the words. */
interface Count {
  /** So many, from the first on, must be there and not be empty. */
  readonly filled: number;
  readonly least?: number;
  readonly most?: number;
  /** httpd's words when it is not so. */
  readonly says: string;
}

/** Numbers of words and what httpd says when they are wrong (config.c, invoke_cmd). */
export const counts: Readonly<Record<Exclude<Arity, 'none' | 'flag' | 'any'>, Count>> = {
  one: { filled: 1, most: 1, says: 'takes one argument' },
  two: { filled: 2, most: 2, says: 'takes two arguments' },
  three: { filled: 3, most: 3, says: 'takes three arguments' },
  'one-or-two': { filled: 1, most: 2, says: 'takes 1-2 arguments' },
  'one-or-three': { filled: 1, most: 3, says: 'takes one or three arguments' },
  'two-or-three': { filled: 2, most: 3, says: 'takes two or three arguments' },
  'one-two-or-three': { filled: 1, most: 3, says: 'takes one, two or three arguments' },
  'at-least-one': { filled: 1, says: 'requires at least one argument' },
  'at-least-two': { filled: 1, least: 2, says: 'requires at least two arguments' },
};

/**
 * httpd's words for a wrong number of words, or undefined when it is right; `usage` is appended where the directive has
 * one. A flag is the first word alone.
 */
export function arityError(
  name: string,
  arity: Arity,
  statement: Statement,
  usage: string | undefined,
): string | undefined {
  if (fits(arity, statement)) return undefined;
  if (arity === 'flag') return `${name} must be On or Off`;
  if (arity === 'none' || arity === 'any') return `${name} takes no arguments`;
  return `${name} ${counts[arity].says}${usage ? `, ${usage}` : ''}`;
}

/** Whether httpd takes so many words; an empty one counts as none where a word must be there. */
export function fits(arity: Arity, statement: Pick<Statement, 'words' | 'count' | 'filled'>): boolean {
  if (arity === 'any') return true;
  const { count, filled } = statement;
  if (arity === 'none') return count === 0;
  if (arity === 'flag') return /^(on|off)$/i.test(statement.words[0]?.text ?? '');
  const { filled: asked, least = 0, most = Number.POSITIVE_INFINITY } = counts[arity];
  if (count < least || count > most) return false;
  if (arity === 'one-or-three' && count === 2 && filled === 2) return false;
  return filled >= asked;
}

/** What the function of a section has against its tag before httpd walks what is in it, or undefined. */
export function tagObjection(name: string, takes: Arity, tag: Statement): Objection | undefined {
  // mod_md has one function, with one name, for both.
  const section = name === '<MDomain' ? '<MDomainSet' : name;
  if (!tag.closed) return { offence: 'unfinished tag', text: `${section}> directive missing closing '>'` };
  const text = sectionArityError(name, takes, tag);
  return text === undefined ? undefined : { offence: 'wrong arguments', text };
}

function sectionArityError(name: string, takes: Arity, { words, rest }: Statement): string | undefined {
  switch (takes) {
    case 'none':
      if (rest.text === '') return undefined;
      return name === '<Else'
        ? '<Else> does not take an argument'
        : `${name}> directive doesn't take additional arguments`;
    case 'one':
    case 'at-least-one':
      return rest.text === '' ? `${name}> directive requires additional arguments` : undefined;
    case 'at-least-two':
      return words[0]?.text && words[1]?.text ? undefined : `${name}> directive requires additional arguments`;
    default:
      return undefined;
  }
}

/** Whether the tag of a section holds more than the path or address that it is about, or the `~ pattern` for it. */
export function isCrowded(takes: Arity | undefined, { key, words }: Statement): boolean {
  const takesTilde = key !== '<locationmatch' && key !== '<filesmatch';
  return takes === 'one' && words.length > (takesTilde && words[0]?.text === '~' ? 2 : 1);
}

/** What httpd has against such a section when it has walked what is in it. */
export function tooManyArguments(section: string): Objection {
  return { offence: 'wrong arguments', text: `Multiple <${section}> arguments not (yet) supported.` };
}
