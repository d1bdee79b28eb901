import type { Document, PlacedLine } from '../syntax/document.ts';
import { addTo } from '../text/add-to.ts';
import { mayStand } from './may-stand.ts';
import type { Needs } from './needs.ts';
import type { Passage } from './passage.ts';
import { needsOf, passagesOf } from './passages.ts';
import type { Reading } from './reading.ts';

/** Has all lines of a document read but those that have nothing to say where they stand. */
export function readPassages(
  reading: Reading,
  document: Document,
  readLine: (reading: Reading, line: PlacedLine) => void,
): void {
  let first = 0;
  let number = 0;
  const passedOver: number[] = [];
  addTo(reading.passedOver, document, passedOver);
  const passOver = ({ count, httpdLines }: Passage) => {
    if (passedOver.at(-1) === first) passedOver.pop();
    else passedOver.push(first);
    first += count;
    number += httpdLines;
    passedOver.push(first);
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
      if (isSilent(reading, passage)) {
        passOver(passage);
      } else if (passage.kind === 'section') {
        readLines(passage.open.count);
        read(passage.inner);
        readLines(passage.close.count);
      } else {
        readLines(passage.count);
      }
    }
  };
  read(passagesOf(document));
}

/** Whether nothing in the passage counts for anything, whatever is loaded: of all that a whole configuration has, each must be known. */
function isSilent(reading: Reading, passage: Passage): boolean {
  const { target, swallowing, carried, skipping, section } = reading;
  if (target.whole || target.modules.length > 0 || swallowing || carried !== undefined) return false;
  const needs = needsOf(passage);
  if (needs === 'every line') return false;
  return skipping !== undefined || (areDefined(needs, reading) && mayStand(needs, section));
}

/** Whether there is nothing to remark on the variables that are put in. */
function areDefined({ variables: names, keys }: Needs, { variables, target }: Reading): boolean {
  return names.every((name, at) => variables.has(keys[at]!) || target.environment.has(name) || name.includes(':'));
}
