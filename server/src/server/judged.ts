import type { Judgement } from '../judge.ts';
import { linesEditedSince } from '../resolve/passages.ts';
import type { PassedOver } from '../resolve/resolution.ts';
import type { Document } from '../syntax/document.ts';
import type { Place } from '../text/place.ts';

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
 * lines that nobody has looked at, that say what they said, and that no finding or fix has to do with.
 */
export function stillTrue(judged: Judged): Judged | undefined {
  const { judgement, revisions } = judged;
  const edited = revisions.filter(([document, revision]) => document.revision !== revision);
  if (edited.length === 0) return judged;
  for (const [document, revision] of edited) {
    const lines = linesEditedSince(document, revision);
    if (!lines?.every((line) => isUntouched(judgement, document, line))) return undefined;
  }
  return { ...judged, revisions: revisions.map(([document]) => [document, document.revision]) };
}

function isUntouched({ resolutions, findings, silenced }: Judgement, document: Document, line: number): boolean {
  const last = line + document.logical[line]!.count - 1;
  const isElsewhere = ({ uri, start, end }: Place) => uri !== document.uri || end.line < line || start.line > last;
  return (
    resolutions.every(({ passedOver }) => {
      const readings = passedOver.get(document);
      return readings?.every((ranges) => isAmong(ranges, line)) ?? true;
    }) &&
    [...findings, ...silenced].every(
      ({ at, related = [], fixes = [] }) =>
        isElsewhere(at) &&
        related.every((each) => isElsewhere(each.at)) &&
        fixes.every(({ edits }) => edits.every((each) => isElsewhere(each.at))),
    )
  );
}

/** Whether the line lies in one of the ranges, which are in order. */
function isAmong(ranges: readonly PassedOver[], line: number): boolean {
  let from = 0;
  let to = ranges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ranges[middle]!.end <= line) from = middle + 1;
    else to = middle;
  }
  return from < ranges.length && ranges[from]!.first <= line;
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
