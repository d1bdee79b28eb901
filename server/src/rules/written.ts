import type { MpmModel, Setting } from '../mpm/model.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { wholeDirective } from './edits.ts';
import type { Related } from './rule.ts';

/**
 * The numbers of settings that httpd runs as they are written. Undefined when the files do not tell one, or when httpd
 * changes one: of that another rule tells, and advice waits until it is mended.
 */
export function unchanged<Name extends string>(
  model: MpmModel,
  ...names: readonly Name[]
): Readonly<Record<Name, number>> | undefined {
  const settings = names.map((name) => model.settings.get(name));
  return settings.every((each) => each && isAsWritten(each))
    ? (Object.fromEntries(settings.map((each) => [each!.name, each!.effective])) as Record<Name, number>)
    : undefined;
}

function isAsWritten({ asked, effective, adjustments, by }: Setting): boolean {
  const word = by?.read.words[0]?.text;
  return typeof effective === 'number' && adjustments.length === 0 && (word === undefined || Number(word) === asked);
}

/** The line of the first of these settings that has one. */
export function lineOf(model: MpmModel, ...names: readonly string[]): Occurrence | undefined {
  for (const name of names) {
    const by = model.settings.get(name)?.by;
    if (by) return by;
  }
  return undefined;
}

/** The lines of the other settings that have a part in it. */
export function otherLines(model: MpmModel, at: Occurrence, ...names: readonly string[]): readonly Related[] {
  return names.flatMap((name) => {
    const by = model.settings.get(name)?.by;
    return by && by !== at ? [{ at: wholeDirective(by), message: say('{name} is set here', { name }) }] : [];
  });
}
