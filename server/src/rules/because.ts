import type { Adjustment, MpmModel, Setting } from '../mpm/model.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import { setTo, wholeDirective } from './edits.ts';
import type { Fix, Related } from './rule.ts';

/** A correction with the setting it hit and the line to show it at. */
export interface Corrected {
  readonly adjustment: Adjustment;
  readonly setting: Setting;
  /** The line of the setting; where that is a default, the first written line among those that decided. */
  readonly at: Occurrence;
}

/** The corrections of one step of the ladder. */
export function* correctedBy(model: MpmModel, step: string): Generator<Corrected> {
  for (const adjustment of model.adjustments) {
    if (adjustment.step !== step) continue;
    const setting = model.settings.get(adjustment.name)!;
    const decided = adjustment.because.map((name) => model.settings.get(name)?.by);
    const at = setting.by ?? decided.find((by) => by !== undefined);
    if (at) yield { adjustment, setting, at };
  }
}

/** The other lines that decided about a correction, for whoever looks at the finding. */
export function decidedBy(model: MpmModel, { adjustment, at }: Corrected): readonly Related[] {
  return adjustment.because.flatMap((name) => {
    const setting = model.settings.get(name);
    if (!setting?.by || setting.by === at) return [];
    const message = say('{name} is set here', { name });
    return [{ at: wholeDirective(setting.by), message }];
  });
}

/** The effective number of a setting that the step has looked at. */
export function numberOf(model: MpmModel, name: string): number {
  return model.settings.get(name)?.effective as number;
}

/** The safe fix: what httpd runs, written down. */
export function* writeEffective({ setting, at }: Corrected): Generator<Fix> {
  const value = setting.effective;
  if (typeof value !== 'number') return;
  const edit = setTo(setting, value, at);
  const title = setting.by
    ? say('Write {value}, the value httpd uses', { value })
    : say('Write {name} {value}, the value httpd uses', { name: setting.name, value });
  if (edit) yield { title, edits: [edit], safe: true };
}

/** A fix that sets several values at once; none when one of them cannot be edited. */
export function* setAll(
  title: Message,
  model: MpmModel,
  near: Occurrence,
  values: Readonly<Record<string, number>>,
): Generator<Fix> {
  const edits = Object.entries(values).map(([name, value]) => {
    const setting = model.settings.get(name);
    return setting && setTo(setting, value, near);
  });
  const made = edits.filter((edit) => edit !== undefined);
  if (made.length === edits.length) yield { title, edits: made, safe: false };
}
