// node:assert is not there in the web extension host.

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: expected ${should}, got ${is}`);
}

export function includes(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`expected ${JSON.stringify(part)} in ${JSON.stringify(text)}`);
}

/** The thing, or an error that it is not there. */
export function present<T>(thing: T | undefined | null, what: string): T {
  if (thing === undefined || thing === null) throw new Error(`${what} is not there`);
  return thing;
}
