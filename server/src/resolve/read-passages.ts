import type { Document, PlacedLine } from '../syntax/document.ts';
import { addTo } from '../text/add-to.ts';
import { mayStand } from './may-stand.ts';
import type { Needs } from './needs.ts';
import type { Passage } from './passage.ts';
import { needsOf, passagesOf } from './passages.ts';
import { type Reading, verdictsNow } from './reading.ts';
import type { PassedOver } from './resolution.ts';

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
      range = { path, first, end: first, number, section, condition, asked: new Set(), verdictOf: undefined };
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
  const read = (passages: readonly Passage[]) => {
    for (const passage of passages) {
      const silent = silentNeeds(reading, passage);
      if (silent) {
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
}

/**
 * What the passage needs, if nothing in it counts for anything, whatever is loaded; else undefined. Of all that a whole
 * configuration has, each must be known.
 */
function silentNeeds(reading: Reading, passage: Passage): Needs | undefined {
  const { target, swallowing, carried, skipping, section } = reading;
  if (target.whole || target.modules.length > 0 || swallowing || carried !== undefined) return undefined;
  const needs = needsOf(passage);
  if (needs === 'every line') return undefined;
  return skipping !== undefined || (areDefined(needs, reading) && mayStand(needs, section)) ? needs : undefined;
}

/** Whether there is nothing to remark on the variables that are put in. */
function areDefined({ variables: names, keys }: Needs, { variables, target }: Reading): boolean {
  return names.every((name, at) => variables.has(keys[at]!) || target.environment.has(name) || name.includes(':'));
}
