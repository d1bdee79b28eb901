/**
 * A text of strangers for one line of a terminal or an editor: what would move the cursor, turn the direction of writing or
 * not be seen stands as an escape, `\n` or `\u202e`. At most so many characters, then an ellipsis.
 */
export function visible(text: string, longest: number): string {
  const shown = text.slice(0, longest + 1).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
  return shown.length <= longest ? shown : `${shown.slice(0, longest)}…`;
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x100) return named[character] ?? `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x1_0000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
