import type { Document, PlacedLine } from '../syntax/document.ts';
import { addTo } from '../text/add-to.ts';
import { mayStand, within } from './may-stand.ts';
import type { MacroUse, Needs } from './needs.ts';
import { needsOfUse } from './needs-of-use.ts';
import type { Passage } from './passage.ts';
import { needsOf, passagesOf } from './passages.ts';
import { type Reading, verdictsNow } from './reading.ts';
import type { Around, PassedOver } from './resolution.ts';

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
  let last = document.lines.count - 1;
  const hasEnd = document.lines.line(last) === '';
  while (last > 0 && !document.logical[last]) last--;
  // Of a last line without line end, a `Use` before it leaves nothing.
  const mayUse = ({ uses }: Needs, end: number) => uses.length === 0 || hasEnd || end < last;
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
  return skipping !== undefined || isSatisfied(needs, section, reading) ? needs : undefined;
}

function isSatisfied(needs: Needs, section: Around | undefined, reading: Reading): boolean {
  if (!areDefined(needs, reading) || !mayStand(needs, section)) return false;
  return needs.uses.every((use) => bringsNothing(use, section, reading));
}

/** Whether the macro is known, and its text with these values has nothing to say in the place of the `Use`. */
function bringsNothing({ sections, macro: name, values }: MacroUse, section: Around | undefined, reading: Reading) {
  const macro = reading.macros.get(name);
  if (!macro || macro.condition || values.length !== macro.parameters.length || values.includes('')) return false;
  const needs = needsOfUse(macro, values);
  if (needs === 'every line' || needs.asked.length > 0 || needs.uses.length > 0) return false;
  return isSatisfied(needs, sections.reduce<Around | undefined>(within, section), reading);
}

/** Whether there is nothing to remark on the variables that are put in. */
function areDefined({ variables: names, keys }: Needs, { variables, target }: Reading): boolean {
  return names.every((name, at) => variables.has(keys[at]!) || target.environment.has(name) || name.includes(':'));
}
