import { type Message, say } from '../text/message.ts';

/** A value, or why the text is none. */
export type Read = { readonly value: number } | { readonly problem: Message };

const powers = ['', 'k', 'm', 'g', 't'];
const kibi = 1024;

/**
 * Reads an amount of memory, in bytes. K, M, G and T are powers of 1024, whether written `8G`, `8GB` or `8GiB`: memory is
 * counted so by the kernel, by systemd and by Docker. A number alone has no meaning and is refused; bytes are `1048576B`.
 */
export function readBytes(text: string): Read {
  const [, digits, prefix = '', ending] = /^\s*([+-]?\d+(?:\.\d+)?)\s*([kmgt])?(i?b)?\s*$/i.exec(text) ?? [];
  if (digits === undefined || (!prefix && ending?.toLowerCase() === 'ib')) {
    return { problem: say('“{text}” is no amount of memory: write it as 8G, 512M or 1.5GiB', { text }) };
  }
  if (!prefix && !ending) {
    return {
      problem: say('“{text}” has no unit: write {text}G, {text}M or {text}K (powers of 1024), or {text}B for bytes', {
        text: text.trim(),
      }),
    };
  }
  const value = Math.round(Number(digits) * kibi ** powers.indexOf(prefix.toLowerCase()));
  return Number.isSafeInteger(value) ? { value } : { problem: say('{text} is more than can be counted', { text }) };
}

/** Reads a count or another plain number. */
export function readNumber(text: string): Read {
  if (/^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(text)) return { value: Number(text) };
  return { problem: say('“{text}” is no number', { text }) };
}

const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `61.4 MiB`: four figures at most. */
export function inBytes(bytes: number): string {
  const size = Math.abs(bytes);
  const power = size < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log2(size) / 10));
  return `${figure(bytes / kibi ** power)} ${names[power]}`;
}

/** The amount as `readBytes` takes it, exactly, in the largest unit that leaves a whole number. */
export function writeBytes(bytes: number): string {
  let power = 0;
  while (power < 4 && bytes > 0 && bytes % kibi ** (power + 1) === 0) power++;
  return `${bytes / kibi ** power}${['B', 'K', 'M', 'G', 'T'][power]}`;
}

/** A number for people: whole, or with as many decimals as make three figures. */
export function figure(number: number): string {
  const size = Math.abs(number);
  if (size >= 100 || Number.isInteger(number)) return String(Math.round(number * 10) / 10);
  return String(Number(number.toPrecision(3)));
}
