import type { MpmModel } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { correctedBy, takeDefault, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import type { Finding } from './rule.ts';

/** The findings of a step that makes 1 of 0 and of negative numbers. */
export function* raisedToOne(model: MpmModel, step: string): Generator<Finding> {
  for (const corrected of correctedBy(model, step)) {
    const { name, from } = corrected.adjustment;
    yield {
      at: wholeDirective(corrected.at),
      message: say('{name} {from} is below 1: httpd uses 1', { name, from }),
      fixes: [...writeEffective(corrected), ...takeDefault(model, corrected)],
    };
  }
}
