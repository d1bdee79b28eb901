/**
 * The least that any reader of a configuration does: finds the words of each logical line, quotes and continuation
 * minded, and keeps nothing. Gives the number of words.
 */
export function handScan(text: string): number {
  let words = 0;
  const end = text.length;
  for (let at = 0; at < end; ) {
    let code = text.charCodeAt(at);
    while (code === 32 || code === 9) code = text.charCodeAt(++at);
    if (code === 35) while (at < end && text.charCodeAt(at) !== 10) at++;
    for (; at < end && text.charCodeAt(at) !== 10; ) {
      code = text.charCodeAt(at);
      if (code === 32 || code === 9 || (code === 92 && text.charCodeAt(at + 1) === 10)) {
        at += code === 92 ? 2 : 1;
        continue;
      }
      words++;
      at = code === 34 || code === 39 ? quotedEnd(text, at, code) : wordEnd(text, at);
    }
    at++;
  }
  return words;
}

function quotedEnd(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || code === 10) return code === 10 ? at : at + 1;
    if (code === 92) at++;
  }
  return text.length;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 10) break;
    if (code === 92 && text.charCodeAt(at + 1) === 10) break;
  }
  return at;
}
