import type { Arity } from '../catalogue/fact.ts';
import type { Word } from '../syntax/line.ts';

/**
 * httpd's words for a wrong number of words (config.c, invoke_cmd), or undefined when it is right. An empty first word
 * counts as none; `usage` is appended where the directive has one.
 */
export function arityError(
  name: string,
  arity: Arity,
  words: readonly Word[],
  usage: string | undefined,
): string | undefined {
  const takes = (what: string) => `${name} takes ${what}${usage ? `, ${usage}` : ''}`;
  const [first, second] = words;
  switch (arity) {
    case 'one':
      return words.length === 1 && first!.text !== '' ? undefined : takes('one argument');
    case 'two':
      return words.length === 2 && first!.text !== '' && second!.text !== '' ? undefined : takes('two arguments');
    case 'one-or-two':
      return first && first.text !== '' && words.length <= 2 ? undefined : takes('1-2 arguments');
    case 'flag':
      return /^(on|off)$/i.test(first?.text ?? '') ? undefined : `${name} must be On or Off`;
    default:
      return undefined;
  }
}
