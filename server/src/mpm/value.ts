import type { DirectiveFact } from '../catalogue/fact.ts';
import { atoi, strtod, strtol } from '../catalogue/numbers.ts';

/** A number, or the words of a directive whose value is none; undefined where the files cannot tell. */
export type Value = number | string | undefined;

/** What httpd reads from a word; MaxMemFree keeps 32 bits of bytes, so its kilobytes wrap (mpm_common.c). */
export function readValue(fact: DirectiveFact, word: string): Value {
  switch (fact.reading) {
    case 'atoi':
      return atoi(word).value;
    case 'strtol': {
      const { value } = strtol(word);
      if (fact.unit === 'kilobytes') return Number(BigInt.asUintN(32, BigInt.asUintN(32, value) * 1024n) / 1024n);
      return Number(value);
    }
    case 'strtod':
      return strtod(word);
    default:
      return word;
  }
}
