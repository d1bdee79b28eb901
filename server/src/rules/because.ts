import type { Adjustment, MpmModel, Setting } from '../mpm/model.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import { isEditable, removeLines, setTo, wholeDirective } from './edits.ts';
import { isMisread } from './misread-numbers.ts';
import type { Fix, Related } from './rule.ts';

/** A correction with the setting it hit and the line to show it at. */
export interface Corrected {
  readonly adjustment: Adjustment;
  readonly setting: Setting;
  /** The line of the setting; where that is a default, the first written line among those that decided. */
  readonly at: Occurrence;
}

/**
 * The corrections of one step of the ladder, but for those that come of a word that is no number: of that its own rule
 * tells, and what it brings about is gone with it.
 */
export function* correctedBy(model: MpmModel, step: string): Generator<Corrected> {
  for (const adjustment of model.adjustments) {
    if (adjustment.step !== step || [adjustment.name, ...adjustment.because].some(isOfMisreadNumber)) continue;
    const setting = model.settings.get(adjustment.name)!;
    const decided = adjustment.because.map((name) => model.settings.get(name)?.by);
    const at = setting.by ?? decided.find((by) => by !== undefined);
    if (at) yield { adjustment, setting, at };
  }

  function isOfMisreadNumber(name: string): boolean {
    const { by, fact, adjustments } = model.settings.get(name)!;
    const word = by?.read.words[0]?.text;
    if (word !== undefined && isMisread(fact, word)) return true;
    return adjustments.some(({ because }) => because.some(isOfMisreadNumber));
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

/**
 * The fix that writes down what httpd runs. It is mostly not what was meant: who writes 1000 and gets 400 lacks something
 * else; and what was left to a default no longer follows it.
 */
export function* writeEffective(
  { setting, at }: Pick<Corrected, 'setting' | 'at'>,
  safe: Fix['safe'] = false,
): Generator<Fix> {
  const value = setting.effective;
  if (typeof value !== 'number') return;
  const edit = setTo(setting, value, at);
  const title = setting.by
    ? say('Write {value}, the value httpd uses', { value })
    : say('Write {name} {value}, the value httpd uses', { name: setting.name, value });
  if (edit) yield { title, edits: [edit], safe };
}

/** The fix that goes back to the default; none where another line would count then, or httpd would change the default too. */
export function* takeDefault(model: MpmModel, { setting }: Pick<Corrected, 'setting'>): Generator<Fix> {
  const { by, defaultValue, effective, overridden } = setting;
  if (!by || !isEditable(by) || overridden.length > 0 || typeof defaultValue !== 'number') return;
  if (defaultValue === effective || defaultValue > compiledLimit(model, setting.name)) return;
  const title = say('Remove this line: the default is {value}', { value: defaultValue });
  yield { title, edits: [removeLines(by)], safe: false };
}

/** The ceiling that httpd was built with for this MPM; none is infinite. */
export function compiledLimit({ mpm, settings }: MpmModel, name: string): number {
  return settings.get(name)?.fact.compiledLimits?.[mpm] ?? Number.POSITIVE_INFINITY;
}

/** A fix that sets several values at once; none when one of them cannot be edited, or there is nothing to set. */
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
  if (made.length > 0 && made.length === edits.length) yield { title, edits: made, safe: false };
}

/** Values as they would be written, for the title of a fix: `ServerLimit 32, MaxRequestWorkers 800`. */
export function listed(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
