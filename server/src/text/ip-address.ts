/**
 * An IP address in one spelling: `127.0.0.1`, or eight groups as in `0:0:0:0:0:0:0:1`; an IPv6 address that holds an IPv4
 * one is that one. Undefined of a host name, of a zone and of what only some systems take for an address.
 */
export function ipAddress(text: string): string | undefined {
  const inBrackets = /^\[(.*)\]$/.exec(text)?.[1];
  return inBrackets === undefined ? ipv4(text) : ipv6(inBrackets);
}

function ipv4(text: string): string | undefined {
  const isOne = /^(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}$/.test(text);
  return isOne ? text : undefined;
}

function ipv6(text: string): string | undefined {
  const [, head = '', last] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [text, text];
  const tail = last === undefined ? undefined : ipv4(last);
  if (last !== undefined && tail === undefined) return undefined;
  const hex = tail === undefined ? head : `${head}${groupsOf(tail)}`;
  const halves = hex.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before!.length - (after?.length ?? 0);
  if (after ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before!, ...Array<string>(after ? missing : 0).fill('0'), ...(after ?? [])];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  const isMapped = numbers.slice(0, 5).every((number) => number === 0) && numbers[5] === 0xffff;
  return isMapped
    ? numbers
        .slice(6)
        .flatMap((number) => [number >> 8, number & 255])
        .join('.')
    : numbers.map((number) => number.toString(16)).join(':');
}

/** The two groups of an IPv6 address that an IPv4 one is. */
function groupsOf(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
