const firstByteCode = 0xdc00;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads UTF-8; a byte that is no UTF-8 becomes the lone surrogate U+DC00 + byte, so that no byte is lost. A BOM stays. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return fromMixedBytes(bytes);
  }
}

/** The bytes that `fromBytes` read. */
export function toBytes(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  for (const part of text.split(/([\udc80-\udcff](?<![\ud800-\udbff].))/)) {
    const code = part.charCodeAt(0);
    parts.push(part.length === 1 && isStrayByte(code) ? Uint8Array.of(code - firstByteCode) : encoder.encode(part));
  }
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const named: Readonly<Record<number, string>> = { 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 13: '\\r', 92: '\\\\' };

/** The text as httpd prints it in its messages: other bytes than printable ASCII escaped (util.c, ap_escape_errorlog_item). */
export function printable(text: string): string {
  if (!/[^\x20-\x7e]|\\/.test(text)) return text;
  let printed = '';
  for (const byte of toBytes(text)) {
    printed +=
      named[byte] ??
      (byte < 0x20 || byte >= 0x7f ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte));
  }
  return printed;
}

function isStrayByte(code: number): boolean {
  return code >= firstByteCode + 0x80 && code <= firstByteCode + 0xff;
}

function fromMixedBytes(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const end = asciiEnd(bytes, at);
    text += strict.decode(bytes.subarray(at, end));
    at = end;
    if (at === bytes.length) break;
    const character = decodeOne(bytes, at);
    text += character?.text ?? String.fromCharCode(firstByteCode + bytes[at]!);
    at += character?.length ?? 1;
  }
  return text;
}

function asciiEnd(bytes: Uint8Array, from: number): number {
  let end = from;
  while (end < bytes.length && bytes[end]! < 0x80) end++;
  return end;
}

function decodeOne(bytes: Uint8Array, at: number): { text: string; length: number } | undefined {
  const lead = bytes[at]!;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  if (length === 1 || at + length > bytes.length) return undefined;
  try {
    return { text: strict.decode(bytes.subarray(at, at + length)), length };
  } catch {
    return undefined;
  }
}
