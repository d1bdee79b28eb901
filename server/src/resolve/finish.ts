import { endOfText } from './macros.ts';
import { type Reading, refuse, spelled } from './reading.ts';
import type { Section } from './resolution.ts';

/**
 * The end of the file closes a condition that holds, with all sections opened in it, and nobody complains; a skipped
 * one and sections outside of conditions are errors (config.c, ap_process_resource_config).
 */
export function finish(reading: Reading): void {
  endOfText(reading);
  const { skipping, frame } = reading;
  if (skipping) {
    const expected = skipping.names.at(-1)!;
    const text = `Expected </${expected}> before end of configuration`;
    refuse(reading, 'read', skipping.condition, { offence: 'unclosed section', text, expected });
  }
  let { section } = reading;
  for (let { condition } = reading; condition !== frame.condition; condition = condition?.parent) {
    section = condition?.section;
  }
  const unclosed: Section[] = [];
  for (; section && section !== frame.section; section = section.parent) unclosed.push(section);
  const last = unclosed.at(-1);
  if (!last) return;
  const lines = unclosed.map(({ path, number, read }) => {
    return `${path}:${number}: <${spelled(reading, read)}> was not closed.`;
  });
  const expected = spelled(reading, unclosed[0]!.read);
  const objection = { offence: 'unclosed section', text: lines.join('\n'), expected } as const;
  refuse(reading, 'read', last, objection, { section: unclosed[0], condition: reading.condition });
}
