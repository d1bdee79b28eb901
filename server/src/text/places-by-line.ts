import type { Range } from './place.ts';

/** Things in one text by the lines that they take, so that those at a place are found without a look at all of them. */
export class PlacesByLine<Thing> {
  readonly #things: readonly { readonly thing: Thing; readonly range: Range }[];
  /** The last line of those up to each. */
  readonly #ends: readonly number[];

  constructor(things: Iterable<Thing>, rangeOf: (thing: Thing) => Range) {
    const all = [...things].map((thing) => ({ thing, range: rangeOf(thing) }));
    this.#things = all.sort((a, b) => a.range.start.line - b.range.start.line);
    let last = -1;
    this.#ends = this.#things.map(({ range }) => {
      last = Math.max(last, range.end.line);
      return last;
    });
  }

  /** Those that take one of the lines, in the order of the lines that they begin in. */
  among(first: number, last: number): readonly Thing[] {
    const found: Thing[] = [];
    for (let at = this.#behind(last) - 1; at >= 0 && this.#ends[at]! >= first; at--) {
      const { thing, range } = this.#things[at]!;
      if (range.end.line >= first) found.push(thing);
    }
    return found.reverse();
  }

  /** Whether one takes one of the lines. */
  has(first: number, last: number): boolean {
    const behind = this.#behind(last);
    return behind > 0 && this.#ends[behind - 1]! >= first;
  }

  /** The number of those that begin up to the line. */
  #behind(line: number): number {
    let from = 0;
    let to = this.#things.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#things[middle]!.range.start.line <= line) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
