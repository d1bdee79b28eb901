import type { Judgement } from '../judge.ts';
import { plainEditsSince } from '../resolve/passages.ts';
import { firstEndingBehind } from '../resolve/passed-conditions.ts';
import { isStillPassedOver } from '../resolve/read-passages.ts';
import type { PassedOver } from '../resolve/resolution.ts';
import type { Document } from '../syntax/document.ts';
import { addTo } from '../text/add-to.ts';
import type { Place } from '../text/place.ts';
import { PlacesByLine } from '../text/places-by-line.ts';

/** A judgement and what it was made of: it holds until one of the documents is edited or another stands in its place. */
export interface Judged {
  readonly judgement: Judgement;
  readonly structure: number;
  readonly revisions: readonly (readonly [Document, number])[];
}

/** The documents that a judgement was made of, as they were. */
export function revisionsOf({ resolutions }: Judgement): Judged['revisions'] {
  const documents = new Set(resolutions.flatMap(({ files }) => [...files.values()]));
  return [...documents].map((document) => [document, document.revision]);
}

/**
 * What was judged, if the documents as they stand now would be judged alike; else undefined. So it is after edits in
 * lines that nobody has looked at and that no finding or fix has to do with: they say what they said, or others are in
 * their place that nobody would look at, and nothing below them counts.
 */
export function stillTrue(judged: Judged): Judged | undefined {
  const { judgement, revisions } = judged;
  const edited = revisions.filter(([document, revision]) => document.revision !== revision);
  if (edited.length === 0) return judged;
  for (const [document, revision] of edited) {
    const edits = plainEditsSince(document, revision);
    if (!edits?.lines.every((line) => isUntouched(judgement, document, line))) return undefined;
    if (Number.isFinite(edits.from) && !isSilentFrom(judgement, document, edits.from)) return undefined;
  }
  return { ...judged, revisions: revisions.map(([document]) => [document, document.revision]) };
}

function isUntouched(judgement: Judgement, document: Document, line: number): boolean {
  const last = line + document.logical[line]!.count - 1;
  return (
    judgement.resolutions.every(({ passedOver }) => {
      const readings = passedOver.get(document);
      return readings?.every((ranges) => isAmong(ranges, line)) ?? true;
    }) && isFarFrom(judgement, document, line, last)
  );
}

/** Whether all from the line on was passed over and would be so again. */
function isSilentFrom(judgement: Judgement, document: Document, line: number): boolean {
  return (
    judgement.resolutions.every(({ passedOver, conditions, problems }) => {
      // How the lines below are indented decides where its end tag is to be.
      if (problems.some(({ offence }) => offence === 'unclosed section')) return false;
      const readings = passedOver.get(document) ?? [];
      const isPassed = readings.every((ranges) => {
        const last = ranges.at(-1);
        return last && last.first <= line && isStillPassedOver(document, last);
      });
      return isPassed && conditions.every((each) => each.document !== document || each.end < line);
    }) && isFarFrom(judgement, document, line, Number.POSITIVE_INFINITY)
  );
}

/** Whether no finding and no fix has to do with one of the lines. */
function isFarFrom(judgement: Judgement, { uri }: Document, first: number, last: number): boolean {
  return !touchedBy(judgement).get(uri)?.has(first, last);
}

const touched = new WeakMap<Judgement, ReadonlyMap<string, PlacesByLine<Place>>>();

/** What findings and fixes have to do with, by the URI of the document. */
function touchedBy(judgement: Judgement): ReadonlyMap<string, PlacesByLine<Place>> {
  const known = touched.get(judgement);
  if (known) return known;
  const places = new Map<string, Place[]>();
  for (const { at, related = [], fixes = [] } of [...judgement.findings, ...judgement.silenced]) {
    addTo(places, at.uri, at);
    for (const each of related) addTo(places, each.at.uri, each.at);
    for (const { edits } of fixes) for (const each of edits) addTo(places, each.at.uri, each.at);
  }
  const made = new Map([...places].map(([uri, all]) => [uri, new PlacesByLine(all, (place) => place)]));
  touched.set(judgement, made);
  return made;
}

/** Whether the line lies in one of the ranges, which are in order. */
function isAmong(ranges: readonly PassedOver[], line: number): boolean {
  return (ranges[firstEndingBehind(ranges, line)]?.first ?? Number.POSITIVE_INFINITY) <= line;
}

const documentsOf = new WeakMap<Judgement, ReadonlySet<Document>>();

/** Whether the configuration reads the document. */
export function includes(judgement: Judgement, document: Document): boolean {
  let documents = documentsOf.get(judgement);
  if (!documents) {
    documents = new Set(judgement.analyses.flatMap(({ resolution }) => [...resolution.files.values()]));
    documentsOf.set(judgement, documents);
  }
  return documents.has(document);
}
