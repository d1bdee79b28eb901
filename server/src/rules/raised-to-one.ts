import type { MpmModel } from '../mpm/model.ts';
import type { Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { correctedBy, takeDefault, writeEffective } from './because.ts';
import { isReadBy } from './blocks.ts';
import { isEditable, wholeDirective } from './edits.ts';
import type { Evidence, Finding } from './rule.ts';

/** The findings of a step that makes 1 of 0 and of negative numbers. */
export function* raisedToOne({ resolution, model }: Evidence, step: string): Generator<Finding> {
  for (const corrected of correctedBy(model, step)) {
    const { name, from } = corrected.adjustment;
    const written = [...writeEffective(corrected, isLeastMeant(resolution, model, name) && 'least number')];
    const removed = takeDefault(model, corrected);
    yield {
      at: wholeDirective(corrected.at),
      message: say('{name} {from} is below 1: httpd uses 1', { name, from }),
      fixes: written.some(({ safe }) => safe) ? [...written, ...removed] : [...removed, ...written],
    };
  }
}

/** Of these nobody can have fewer than 1, so that who writes 0 gets the least there is; elsewhere 0 is often "no limit". */
const withLeast = new Set(['StartServers', 'MinSpareThreads', 'MinSpareServers']);

function isLeastMeant(resolution: Resolution, model: MpmModel, name: string): boolean {
  const by = model.settings.get(name)?.by;
  if (!by || !withLeast.has(name) || !isEditable(by) || by.written.words[0]?.text !== '0') return false;
  return isReadBy(resolution, model, by);
}
