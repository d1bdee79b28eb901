import type { DirectiveFact, Unit } from '../catalogue/fact.ts';
import { atoi, duration, strtol } from '../catalogue/numbers.ts';
import { readValue } from '../mpm/value.ts';

/** 2³², where 32 bits begin anew. */
export const wrap = 2n ** 32n;

/** Whether httpd reads another number than the word was evidently meant to say, if it was meant to say one. */
export function isMisread(fact: DirectiveFact, word: string): boolean {
  if (isNoNumber(fact, word)) return meantBy(word, fact.unit) !== numberReadFrom(fact, word);
  return wrapsAround(fact, word);
}

/** Whether a directive that takes a number has a word that is more than one, or none. */
export function isNoNumber({ reading, unit }: DirectiveFact, word: string): boolean {
  if (reading === 'duration') return duration(word) !== undefined && strtol(word).read === '';
  if (reading !== 'atoi' && reading !== 'strtol') return false;
  const { read } = strtol(word);
  const rest = word.slice(read.length).trim();
  // A unit that is the directive's own says nothing else than the number alone.
  return read === '' || (rest !== '' && !(unit === 'seconds' && /^s(ec(onds?)?)?$/i.test(rest)));
}

/** What httpd reads from a word that is no number. */
export function numberReadFrom(fact: DirectiveFact, word: string): number {
  return fact.reading === 'duration' ? 0 : (readValue(fact, word) as number);
}

/** Whether digits are all that is there, and more than httpd keeps. */
export function wrapsAround({ reading, unit, refusals = [] }: DirectiveFact, word: string): boolean {
  if (!/^\s*[+-]?\d+\s*$/.test(word)) return false;
  if (reading === 'atoi') return atoi(word).wrapped && !isRefused(refusals, atoi(word).value);
  const { value, outOfRange } = strtol(word);
  return reading === 'strtol' && unit === 'kilobytes' && !outOfRange && value * 1024n >= wrap;
}

function isRefused(refusals: NonNullable<DirectiveFact['refusals']>, value: number): boolean {
  return refusals.some(
    (refusal) => refusal.when === 'below' && value < refusal.least && !(refusal.orZero && value === 0),
  );
}

/** What k, m and so on most likely stand for behind a number of this unit. */
function factorsOf(unit: Unit | undefined): Readonly<Record<string, number>> {
  switch (unit) {
    case 'seconds':
      return { s: 1, sec: 1, secs: 1, m: 60, min: 60, mins: 60, h: 3600, d: 86_400 };
    case 'kilobytes':
      return { k: 1, kb: 1, kib: 1, m: 1024, mb: 1024, mib: 1024, g: 1_048_576, gb: 1_048_576, gib: 1_048_576 };
    case 'bytes':
      return { b: 1, k: 1024, kb: 1024, kib: 1024, m: 1_048_576, mb: 1_048_576, mib: 1_048_576 };
    default:
      return { k: 1000, m: 1_000_000 };
  }
}

/**
 * The number that is evidently meant; undefined where that is open. Separators of thousands are taken out, letters for
 * digits and the wide digits of Chinese and Japanese keyboards put right, units applied; quotes and signs that belong to other
 * languages, such as a semicolon at the end, say nothing.
 */
export function meantBy(word: string, unit: Unit | undefined): number | undefined {
  if (word.length > 40) return undefined;
  const text = narrow(word)
    .replace(/^[=:]?\s*["'“”„‘’]?/, '')
    .replace(/["'“”‘’]?[;,.]*$/, '');
  const [, digits, letters = ''] =
    /^([\d.,_' oOlI]*\d[\d.,_' oOlI]*?) ?(mins?|secs?|[kmg](?:i?b)?|[bdhs])?$/i.exec(text) ?? [];
  const factor = letters === '' ? 1 : factorsOf(unit)[letters.toLowerCase()];
  if (digits === undefined || factor === undefined) return undefined;
  const plain = /^\d{1,3}([.,_' ])\d{3}(\1\d{3})*$/.test(digits)
    ? digits.replace(/[.,_' ]/g, '')
    : digits.replace(/^(\d+)\.0+$/, '$1').replace(/^(\d+) (0+)$/, '$1$2');
  const cleaned = plain.replace(/[oO]/g, '0').replace(/[lI]/g, '1');
  if (!/^\d{1,9}$/.test(cleaned)) return undefined;
  const meant = Number(cleaned) * factor;
  return meant < 2 ** 31 ? meant : undefined;
}

/** Wide letters, digits and signs as those of ASCII, and each kind of blank as one. */
function narrow(word: string): string {
  return word
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2009\u202f\u3000]/g, ' ')
    .trim();
}
