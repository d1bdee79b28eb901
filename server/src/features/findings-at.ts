import type { Judgement, SharedFinding } from '../judge.ts';
import { type Range, touches } from '../text/place.ts';
import { PlacesByLine } from '../text/places-by-line.ts';

const kept = new WeakMap<Judgement, PlacesByLine<SharedFinding>>();

/** The findings that touch the range, of which there may be thousands elsewhere. */
export function findingsAt(judgement: Judgement, range: Range): readonly SharedFinding[] {
  const byLine = kept.get(judgement) ?? new PlacesByLine(judgement.findings, ({ at }) => at);
  kept.set(judgement, byLine);
  return byLine.among(range.start.line, range.end.line).filter(({ at }) => touches(at, range));
}
