import type { PlacedLine } from '../syntax/document.ts';
import { parseLine } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { asTyped } from '../text/pasted.ts';
import { isCondition, type Tested, test } from './conditions.ts';
import { endTagName } from './meant-tags.ts';
import { writtenIn } from './nodes.ts';
import type { Reading } from './reading.ts';
import type { Condition, Node, Objection, Section } from './resolution.ts';

/** Where both tags of a condition are in one text, it reaches from one to the other. */
export function endCondition(reading: Reading, condition: Condition, line: PlacedLine): void {
  const at = writtenIn(reading, line);
  if (at?.document === condition.document && at.first >= condition.first)
    condition.end = at.first + at.logical.count - 1;
}

/** An end tag with a blank or a pasted character in it is none; whoever wrote it is done with the condition, though. */
export function closeAsMeant(reading: Reading, node: Node): void {
  const { condition, frame, section } = reading;
  if (!condition || condition === frame.condition || condition.section !== section) return;
  if (fold(endTagName(node.read)) !== fold(condition.read.name.text)) return;
  endCondition(reading, condition, node);
  reading.condition = condition.parent;
}

/** A tag that only lacks its `>`, or has `&gt;` there, is tested as if it had it: so its end tag ends something. */
export function testAsMeant(reading: Reading, { offence }: Objection, text: string): Tested | undefined {
  if (offence !== 'unfinished tag') return undefined;
  const typed = asTyped(text).trim();
  const tag = typed.endsWith('>') ? typed : `${typed}>`;
  const read = parseLine(tag);
  return read.kind === 'open' && isCondition(read) ? test(read, read.name.text, tag, reading) : undefined;
}

/** The end tag of a section that has none by its name is the next that nothing else has opened; `<!-- -->` has none at all. */
export function closeMisnamed(reading: Reading, section: Section, node: Node): void {
  reading.section = section.parent;
  if (!section.read.name.text.startsWith('!')) section.endTag = node;
  else closeAsMeant(reading, node);
}
