/** Spaces that are none to httpd, by Unicode's names; a Windows-1252 file has the first as the byte A0. */
const spaces = '\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\udca0';
/** Characters that nobody sees. */
const invisible = '\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff';
/** Quotes of word processors and of other languages, as Windows-1252 has them too. */
const doubleQuotes = '“”„‟«»″「」『』\udc84\udc93\udc94\udcab\udcbb';
const singleQuotes = '‘’‚‛‹›′`´\udc82\udc91\udc92\udcb4';
const dashes = '‐-―−\udc96\udc97';
/** ASCII as it is typed in Chinese and Japanese, `！` to `～`. */
const fullWidth = '\uff01-\uff5e';

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '"',
  rdquo: '"',
  lsquo: "'",
  rsquo: "'",
};
const entity = `&(?:${Object.keys(entities).join('|')}|#\\d{2,5}|#x[\\da-f]{2,4});`;

const pasted = new RegExp(`${entity}|[${spaces}${invisible}${doubleQuotes}${singleQuotes}${dashes}${fullWidth}]`, 'gi');
const isOneOf = (characters: string) => {
  const pattern = new RegExp(`[${characters}]`);
  return (character: string) => pattern.test(character);
};
const isSpace = isOneOf(spaces);
const isInvisible = isOneOf(invisible);
const isDoubleQuote = isOneOf(doubleQuotes);
const isSingleQuote = isOneOf(singleQuotes);
const isDash = isOneOf(dashes);

/**
 * The text as a keyboard would have made it: without what web pages, word processors and input methods put into it, such as
 * no-break spaces, typographic quotes, HTML entities and full-width letters. httpd takes all of these for letters of words.
 */
export function asTyped(text: string): string {
  return text.replace(pasted, typed);
}

function typed(found: string): string {
  if (found.startsWith('&')) return ofEntity(found.slice(1, -1));
  if (isSpace(found)) return ' ';
  if (isInvisible(found)) return '';
  if (isDoubleQuote(found)) return '"';
  if (isSingleQuote(found)) return "'";
  return isDash(found) ? '-' : String.fromCharCode(found.charCodeAt(0) - 0xfee0);
}

function ofEntity(name: string): string {
  const known = entities[name.toLowerCase()];
  if (known !== undefined) return known;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const character = String.fromCharCode(code);
  return character === '&' ? '&' : asTyped(character);
}

/** Which such characters are in the text, each once, in a form in which people see them; the first few. */
export function pastedIn(text: string): readonly string[] {
  const found = new Set((text.match(pasted) ?? []).map(shown));
  return [...found].slice(0, 4);
}

function shown(found: string): string {
  const code = found.charCodeAt(0);
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (!isSpace(found) && !isInvisible(found)) return found;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
