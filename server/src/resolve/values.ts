import type { DirectiveFact, Refusal } from '../catalogue/fact.ts';
import { atoi, duration, strtod, strtol } from '../catalogue/numbers.ts';

/** What httpd says when it refuses the value of a directive with the right number of words, or undefined. */
export function refusedValue(fact: DirectiveFact, word: string): string | undefined {
  for (const refusal of fact.refusals ?? []) {
    if (isRefused(fact, refusal, word)) return refusal.message.replaceAll('{value}', word);
  }
  return undefined;
}

function isRefused(fact: DirectiveFact, refusal: Refusal, word: string): boolean {
  switch (refusal.when) {
    case 'malformed':
      return isMalformed(fact, word);
    case 'not positive':
      return (strtod(word) ?? 1) <= 0;
    case 'below':
      return isBelow(fact, word, refusal.least) && !(refusal.orZero && numberOf(fact, word) === 0n);
  }
}

function isMalformed({ reading }: DirectiveFact, word: string): boolean {
  switch (reading) {
    case 'strtod':
      return strtod(word) === undefined;
    case 'strtol':
      return strtol(word).outOfRange || strtol(word).value < 0n;
    case 'duration':
      return duration(word) === undefined;
    default:
      return false;
  }
}

function isBelow(fact: DirectiveFact, word: string, least: number): boolean {
  return numberOf(fact, word) < BigInt(least) || (fact.reading === 'strtol' && strtol(word).outOfRange);
}

function numberOf({ reading }: DirectiveFact, word: string): bigint {
  return reading === 'strtol' ? strtol(word).value : BigInt(atoi(word).value);
}
