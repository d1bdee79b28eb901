/** What C's atoi made of a text: the number and whether the whole text said it. */
export interface ReadNumber {
  readonly value: number;
  /** The characters that count: blanks, sign and digits; empty when there are no digits. */
  readonly read: string;
  /** The digits say more than 32 bits hold. */
  readonly wrapped: boolean;
}

const long = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/**
 * As atoi does on 64-bit Linux: blanks, one sign, digits, the rest ignored, no digits is 0; clamped to 64 bits, of which
 * the low 32 are taken as a signed number (glibc: atoi is `(int) strtol(text, NULL, 10)`).
 */
export function atoi(text: string): ReadNumber {
  const long = strtol(text);
  const value = Number(BigInt.asIntN(32, long.value));
  return { value, read: long.read, wrapped: long.outOfRange || BigInt(value) !== long.value };
}

/** As strtol with base 10 does on 64-bit Linux: clamped to 64 bits. `outOfRange` is its ERANGE. */
export function strtol(text: string): { value: bigint; read: string; outOfRange: boolean } {
  const match = /^[ \t\n\v\f\r]*([+-]?)(\d+)/.exec(text);
  if (!match) return { value: 0n, read: '', outOfRange: false };
  const digits = match[2]!.replace(/^0+(?=\d)/, '');
  // More digits than any 64-bit number has; a BigInt of megabytes would cost seconds.
  const size = digits.length > 20 ? long.most + 1n : BigInt(digits);
  const asked = match[1] === '-' ? -size : size;
  const value =
    asked > long.most ? long.most : asked < long.least || (asked < 0n && digits.length > 20) ? long.least : asked;
  return { value, read: match[0], outOfRange: value !== asked || digits.length > 20 };
}

/** As strtod: the number when the whole text is one (decimal, hexadecimal, `inf`, `nan`), undefined when a rest is left. */
export function strtod(text: string): number | undefined {
  const word = /^[ \t\n\v\f\r]*([+-]?)(.*)$/s.exec(text)!;
  const sign = word[1] === '-' ? -1 : 1;
  const rest = word[2]!;
  if (/^(inf|infinity)$/i.test(rest)) return sign * Number.POSITIVE_INFINITY;
  if (/^nan(\(\w*\))?$/i.test(rest)) return Number.NaN;
  if (/^(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(rest)) return sign * Number(rest);
  const hex = /^0x([\da-f]*)(?:\.([\da-f]*))?(?:p([+-]?\d+))?$/i.exec(rest);
  const [, whole = '', fraction = '', exponent = '0'] = hex ?? [];
  if (whole.length + fraction.length === 0) return undefined;
  const mantissa = Number.parseInt(whole + fraction, 16) * 16 ** -fraction.length;
  return sign * mantissa * 2 ** Number(exponent);
}

const second = 1_000_000n;
/** Units by their first letters, in microseconds: small letters only, and the rest of the word is not looked at. */
const units: readonly (readonly [RegExp, bigint])[] = [
  [/^(s|$)/, second],
  [/^ms/, 1_000n],
  [/^mi/, 60n * second],
  [/^h/, 3600n * second],
];

/** A time in microseconds, seconds where no unit is given; undefined when httpd refuses it (util.c, ap_timeout_parameter_parse). */
export function duration(text: string): bigint | undefined {
  const { value, read, outOfRange } = strtol(text);
  const unit = units.find(([letters]) => letters.test(text.slice(read.length)))?.[1];
  if (unit === undefined || outOfRange || value < 0n || value > long.most / unit) return undefined;
  return value * unit;
}
