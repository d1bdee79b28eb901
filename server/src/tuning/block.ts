import { mpmFacts } from '../catalogue/mpms.ts';
import { inEnglish, type Translate, wordsOf } from '../text/message.ts';
import type { Plan, TunedSetting } from './plan.ts';
import { type Known, writeFacts } from './written-facts.ts';

/** How the lines of a block begin and end. */
export interface Layout {
  readonly indentation: string;
  readonly lineEnd: string;
}

/** The block of the plan for its MPM alone, each setting below the reason for it; the facts come first. */
export function blockOf(
  plan: Pick<Plan, 'mpm' | 'settings'>,
  known: Known,
  layout: Layout = { indentation: '    ', lineEnd: '\n' },
  translate: Translate = inEnglish,
): string {
  const lines = linesOfPlan(plan, known, translate).map((line) => `${layout.indentation}${line}`);
  const guarded = [`<IfModule ${mpmFacts[plan.mpm].identifier}>`, ...lines, '</IfModule>'];
  return guarded.map((line) => `${line}${layout.lineEnd}`).join('');
}

/** The lines inside of it, without indentation. */
export function linesOfPlan(
  { settings }: Pick<Plan, 'settings'>,
  known: Known,
  translate: Translate,
): readonly string[] {
  const width = Math.max(...settings.map(({ name }) => name.length)) + 2;
  const written = writeFacts(known);
  return [...(written ? [written] : []), ...settings.flatMap((setting) => linesOfSetting(setting, width, translate))];
}

function linesOfSetting(
  { name, value, because }: TunedSetting,
  width: number,
  translate: Translate,
): readonly string[] {
  const reasons = because.map((reason) => wordsOf(reason, translate));
  const comment = reasons.map((reason, at) => (at === 0 ? `# ${name} ${value}: ${reason}` : `#   ${reason}`));
  return [...comment, `${name.padEnd(width)}${value}`];
}

/** Whether a comment is one that `linesOfPlan` made: a reason for a setting, or one more line of it after another. */
export function isReason(comment: string, names: ReadonlySet<string>, afterReason: boolean): boolean {
  const [, name = ''] = /^# (\w+) \d+: /.exec(comment) ?? [];
  return names.has(name) || (afterReason && /^# {3}\S/.test(comment));
}
