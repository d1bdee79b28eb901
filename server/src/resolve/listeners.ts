import { mpmFacts } from '../catalogue/mpms.ts';
import { atoi } from '../catalogue/numbers.ts';
import { ipAddress } from '../text/ip-address.ts';
import type { Kept, Reading } from './reading.ts';
import type { Collision, Objection, Occurrence } from './resolution.ts';

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

/** A line that listens, by the address that it binds: `*` is all of IPv4 and of IPv6. */
interface Listener {
  readonly occurrence: Occurrence;
  /** Which of the `Listen` lines it is. */
  readonly at: number;
  readonly address: string;
  readonly port: number;
}

const anyAddress = '*';
const anyIpv4 = '0.0.0.0';
const anyIpv6 = '0:0:0:0:0:0:0:0';
const wildcards: readonly string[] = [anyAddress, anyIpv4, anyIpv6];

/**
 * `Listen` lines that httpd on Linux, which takes IPv4 on its IPv6 sockets (--enable-v4-mapped), cannot bind beside an
 * earlier one (listen.c, open_listeners: AH00072). With ListenCoresBucketsRatio they share the port (SO_REUSEPORT). Nothing
 * of host names and of lines of which it is not sure that httpd obeys them.
 */
export function collisionsIn(reading: Reading, occurrences: readonly Occurrence[]): readonly Collision[] {
  const ratio = (occurrence: Occurrence) => occurrence.read.key === 'listencoresbucketsratio';
  const lines = occurrences.filter(({ read }) => read.key === 'listen');
  if (lines.length < 2 || occurrences.some(ratio) || isOnAnotherSystem(reading)) return [];
  const collisions: Collision[] = [];
  const byPort = new Map<number, Map<string, Listener>>();
  for (const [at, occurrence] of lines.entries()) {
    const listener = listenerOf(occurrence, at);
    if (!listener) continue;
    const { address, port } = listener;
    const earlier = byPort.get(port) ?? new Map<string, Listener>();
    byPort.set(port, earlier);
    const all = isWildcard(address) ? [...earlier.values()] : [address, ...wildcards].map((each) => earlier.get(each));
    const met = all.flatMap((each) => (each ? { each, comes: meeting(each, listener) } : []));
    const first = met.find(({ comes }) => comes === 'ends') ?? met.find(({ comes }) => comes);
    if (first) collisions.push({ node: occurrence, earlier: first.each.occurrence, ends: first.comes === 'ends' });
    if (!earlier.has(address)) earlier.set(address, listener);
  }
  return collisions;
}

/** Whether something tells of Windows, BSD or macOS, where an address can be bound beside all of them. */
function isOnAnotherSystem({ modules, hasDrives, serverRoot, loaded }: Reading): boolean {
  const isOther = /^\/(?:usr\/local\/(?:etc|opt)|opt\/homebrew|private|Applications|Library)\//.test(`${serverRoot}/`);
  return (
    hasDrives ||
    isOther ||
    !modules.mpms.every(({ mpm }) => mpmFacts[mpm].sharedObject) ||
    loaded.some(({ by }) => /(?:^|\/)libexec\/|\.dll$/.test(by.read.words[1]?.text ?? ''))
  );
}

function listenerOf(occurrence: Occurrence, at: number): Listener | undefined {
  const address = occurrence.certain ? addressOf(occurrence.read.words[0]?.text ?? '') : 'no port';
  if (typeof address === 'string') return undefined;
  const ip = address.host === '' ? anyAddress : ipAddress(address.host);
  return ip === undefined ? undefined : { occurrence, at, address: ip, port: address.port };
}

/**
 * What comes of a later address at the port of an earlier one: httpd ends, or it goes on at all of IPv4 without IPv6, or,
 * undefined, both are bound. Seen on started servers of each kind.
 */
function meeting(one: Listener, { at, address: later }: Listener): 'ends' | 'without IPv6' | undefined {
  const earlier = one.address;
  const isNext = one.at + 1 === at;
  if (earlier === later) return 'ends';
  switch (later) {
    case anyAddress:
      if (earlier === anyIpv6) return isNext ? 'without IPv6' : 'ends';
      return isIpv6(earlier) ? 'without IPv6' : 'ends';
    case anyIpv4:
      // What is bound to all of IPv6 has IPv4, too, and httpd leaves this one out.
      return earlier === anyAddress || isIpv6(earlier) ? undefined : 'ends';
    case anyIpv6:
      return earlier === anyIpv4 && isNext ? undefined : 'ends';
    default:
      return earlier === anyIpv4 && isIpv6(later) ? undefined : 'ends';
  }
}

function isWildcard(address: string): boolean {
  return wildcards.includes(address);
}

function isIpv6(address: string): boolean {
  return address.includes(':');
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
