import type { Document } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { opposite } from './conditions.ts';
import { within } from './may-stand.ts';
import type { Asked } from './needs.ts';
import type { Extent, Passage, Section as SectionPassage } from './passage.ts';
import { needsOf, passagesOf } from './passages.ts';
import type { Condition, Node, PassedOver, Resolution, Section, Verdict } from './resolution.ts';

/** Physical lines of a document, zero-based, both inclusive. */
export interface Lines {
  readonly document: Document;
  readonly first: number;
  readonly last: number;
}

/**
 * The conditions that were looked at and, behind them, those of the ones passed over that ask what is wanted; the verdict
 * is that without their `!`.
 */
export function conditionsAsking(
  { conditions, passedOver }: Resolution,
  isWanted: (asked: Asked, verdict: Verdict) => boolean,
): readonly Condition[] {
  const passed = [...passedOver].flatMap(([document, readings]) =>
    readings.flat().flatMap((range) => {
      const isAsked = (each: Asked) => isWanted(each, range.verdictOf!(each));
      return [...range.asked].some((each) => each.some(isAsked)) ? conditionsIn(document, range, isAsked) : [];
    }),
  );
  return passed.length > 0 ? [...conditions, ...passed] : conditions;
}

/** The conditions that httpd reaches of which some of these lines are. */
export function conditionsAround({ conditions, passedOver }: Resolution, lines: Lines): readonly Condition[] {
  const { document, first, last } = lines;
  const passed = (passedOver.get(document) ?? [])
    .flatMap((ranges) => rangesAmong(ranges, first, last))
    .filter(({ asked }) => asked.size > 0)
    .flatMap((range) => conditionsIn(document, range, () => true, lines));
  return [...conditions, ...passed].filter((each) => {
    return each.document === document && each.first <= last && first <= each.end;
  });
}

/** Those of the ranges, which are in order, that have some of the lines. */
function rangesAmong(ranges: readonly PassedOver[], first: number, last: number): readonly PassedOver[] {
  const from = firstEndingBehind(ranges, first);
  let to = from;
  while (to < ranges.length && ranges[to]!.first <= last) to++;
  return ranges.slice(from, to);
}

/** The conditions of a range that ask what is wanted, where some of the lines are given those of which they are. */
function conditionsIn(
  document: Document,
  range: PassedOver,
  isWanted: (asked: Asked) => boolean,
  { first, last }: Pick<Lines, 'first' | 'last'> = { first: 0, last: Number.POSITIVE_INFINITY },
): Condition[] {
  const { path, verdictOf } = range;
  const conditions: Condition[] = [];
  const visit = (passages: readonly Passage[], from: Cursor, section?: Section, parent?: Condition) => {
    let at = from;
    for (const passage of passages) {
      const behind = passed(at, passage);
      const isInside = range.first <= at.first && behind.first <= range.end;
      const isOutside = behind.first <= Math.max(range.first, first) || at.first >= range.end || at.first > last;
      const isLookedAt = !isOutside && (!isInside || asks(passage, isWanted));
      if (isLookedAt && passage.kind === 'section') take(passage, at, isInside, section, parent);
      if (isLookedAt && passage.kind === 'group') visit(passage.inner, at, section, parent);
      at = behind;
    }
  };
  const take = (passage: SectionPassage, at: Cursor, isInside: boolean, section?: Section, parent?: Condition) => {
    const { open, inner } = passage;
    const begin = passed(at, open);
    const logical = document.logical[at.first];
    if (!isInside || !logical) return visit(inner, begin, section, parent);
    const read = logical.parsed as Statement;
    const node: Node = { document, path, logical, first: at.first, number: begin.number, written: read, read };
    const { asked } = open.tag;
    if (!asked) return visit(inner, begin, { ...node, parent: section, ...within(section, read.key) }, parent);
    const negated = read.rest.text.startsWith('!');
    const verdict = negated ? opposite(verdictOf!(asked)) : verdictOf!(asked);
    const certain = verdict !== 'unknown' && (parent?.certain ?? true);
    const end = at.first + passage.count - 1;
    const condition = { ...node, argument: asked.argument, negated, verdict, parent, section, certain, end };
    if (isWanted(asked)) conditions.push(condition);
    // Of one that does not hold, httpd reads nothing but tags.
    if (verdict !== 'no') visit(inner, begin, section, condition);
  };
  visit(passagesOf(document), { first: 0, number: 0 }, range.section, range.condition);
  return conditions;
}

/** Before a passage: the physical line that it begins with, and how many lines of httpd's are above. */
interface Cursor {
  readonly first: number;
  readonly number: number;
}

function passed({ first, number }: Cursor, { count, httpdLines }: Extent): Cursor {
  return { first: first + count, number: number + httpdLines };
}

function asks(passage: Passage, isWanted: (asked: Asked) => boolean): boolean {
  const needs = needsOf(passage);
  return needs !== 'every line' && needs.asked.some(isWanted);
}

/** The index of the first of the ranges, which are in order, that ends behind the line; their number if none does. */
export function firstEndingBehind(ranges: readonly PassedOver[], line: number): number {
  let from = 0;
  let to = ranges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ranges[middle]!.end <= line) from = middle + 1;
    else to = middle;
  }
  return from;
}
