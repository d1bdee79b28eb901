import type { Document, PlacedLine } from '../syntax/document.ts';
import { addTo } from '../text/add-to.ts';
import type { Needs } from './needs.ts';
import type { Passage } from './passage.ts';
import { needsOf, passagesOf } from './passages.ts';
import { type Reading, verdictsNow } from './reading.ts';
import type { PassedOver } from './resolution.ts';
import { isSatisfied, satisfactionNow } from './satisfied.ts';

/** Has all lines of a document read but those that have nothing to say where they stand. */
export function readPassages(
  reading: Reading,
  document: Document,
  readLine: (reading: Reading, line: PlacedLine) => void,
): void {
  let first = 0;
  let number = 0;
  const passedOver: PassedOver[] = [];
  addTo(reading.passedOver, document, passedOver);
  let range: PassedOver | undefined;
  const passOver = ({ count, httpdLines }: Passage, { asked }: Needs) => {
    if (range?.end !== first) {
      const { section, condition } = reading;
      const { path } = reading.frame;
      const asked = new Set<Needs['asked']>();
      range = {
        path,
        first,
        end: first,
        number,
        section,
        condition,
        asked,
        verdictOf: undefined,
        isSatisfied: undefined,
      };
      passedOver.push(range);
    }
    first += count;
    number += httpdLines;
    range.end = first;
    if (asked.length === 0 || reading.skipping) return;
    range.asked.add(asked);
    range.verdictOf ??= verdictsNow(reading);
  };
  const readLines = (count: number) => {
    for (const end = first + count; first < end; first++) {
      const logical = document.logical[first];
      if (!logical) continue;
      number += logical.httpdLines;
      readLine(reading, { logical, first, number });
    }
  };
  const last = endsWithLine(document) ? Number.POSITIVE_INFINITY : startOfLast(document);
  const mayUse = ({ uses }: Needs, end: number) => uses.length === 0 || end < last;
  const read = (passages: readonly Passage[]) => {
    for (const passage of passages) {
      const silent = silentNeeds(reading, passage);
      if (silent && mayUse(silent, first + passage.count)) {
        passOver(passage, silent);
      } else if (passage.kind === 'section') {
        readLines(passage.open.count);
        read(passage.inner);
        readLines(passage.close.count);
      } else if (passage.kind === 'group') {
        read(passage.inner);
      } else {
        readLines(passage.count);
      }
    }
  };
  read(passagesOf(document));
  if (reading.skipping || range?.end !== document.logical.length) return;
  range.end = Number.POSITIVE_INFINITY;
  range.isSatisfied = satisfactionNow(reading);
}

/** Whether the last line has its end: of one without, a `Use` before it leaves nothing. */
function endsWithLine({ lines }: Document): boolean {
  return lines.line(lines.count - 1) === '';
}

function startOfLast({ lines, logical }: Document): number {
  let last = lines.count - 1;
  while (last > 0 && !logical[last]) last--;
  return last;
}

/**
 * Whether what was passed over up to the end of a document would be so too as it stands now: lines that are no tags were
 * put in the place of such lines.
 */
export function isStillPassedOver(document: Document, { first, isSatisfied }: PassedOver): boolean {
  if (!isSatisfied) return false;
  const mayUse = endsWithLine(document);
  let at = 0;
  const isSilent = (passages: readonly Passage[]): boolean =>
    passages.every((passage) => {
      const end = at + passage.count;
      const isAround = at < first && first < end;
      if (isAround) return passage.kind === 'group' && isSilent(passage.inner);
      at = end;
      if (end <= first) return true;
      const needs = needsOf(passage);
      return needs !== 'every line' && (needs.uses.length === 0 || mayUse) && isSatisfied(needs);
    });
  return isSilent(passagesOf(document));
}

/** What the passage needs, if nothing in it counts for anything; else undefined. Of a per-directory file each line is read. */
function silentNeeds(reading: Reading, passage: Passage): Needs | undefined {
  const { target, swallowing, carried, skipping, section } = reading;
  const readsEach = target.started || target.perDirectory || target.modules.length > 0;
  if (readsEach || swallowing || carried !== undefined) return undefined;
  const needs = needsOf(passage);
  if (needs === 'every line') return undefined;
  return skipping !== undefined || isSatisfied(needs, section, reading) ? needs : undefined;
}
