import { atoi } from '../catalogue/numbers.ts';
import type { Kept, Reading } from './reading.ts';
import type { Objection } from './resolution.ts';

/** Where a `Listen` line wants to listen; a host of `*` is none. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * What httpd has against a `Listen` line of the right number of words (listen.c, ap_set_listener): an address that it
 * cannot read, or one that an earlier line has, letter for letter.
 */
export function objectionToListen({ listeners }: Reading, kept: Kept): Objection | undefined {
  const address = addressOf(kept.read.words[0]?.text ?? '');
  if (address === 'invalid') return { offence: 'value', text: 'Invalid address or port' };
  if (address === 'no port') return { offence: 'value', text: 'Port must be specified' };
  const known = `${address.host} ${address.port}`;
  const earlier = listeners.get(known);
  if (earlier) {
    return { offence: 'duplicate', text: 'Cannot define multiple Listeners on the same IP:port', earlier };
  }
  if (kept.certain) listeners.set(known, kept);
  return undefined;
}

/** As apr_parse_addr_port reads it: the digits at the end are the port, all of the word or what follows a colon. */
export function addressOf(word: string): Address | 'invalid' | 'no port' {
  let end = word.length;
  while (end > 0 && isDigit(word.charCodeAt(end - 1))) end--;
  const before = word.slice(0, end);
  const digits = word.slice(end);
  const port = atoi(digits).value;
  if (before === '' || (before.endsWith(':') && digits !== '')) {
    if (before === ':' || port < 1 || port > 65535) return 'invalid';
    const host = before.slice(0, -1);
    if (host.startsWith('[') && !isBracketed(host)) return 'invalid';
    return { host: host === '*' ? '' : host, port };
  }
  return word.startsWith('[') && !isBracketed(word) ? 'invalid' : 'no port';
}

/** Whether the brackets hold what looks like an IPv6 address, its zone left out. */
function isBracketed(host: string): boolean {
  const address = /^\[([\da-f:.]*)(?:%[^\]]+)?\]$/i.exec(host)?.[1];
  return address !== undefined && address.split(':').length > 2;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
