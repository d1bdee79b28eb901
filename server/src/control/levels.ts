import { type Rule, type Severity, severities } from '../rules/rule.ts';
import { likelyName } from '../text/likely-name.ts';

/** What a person makes of a rule. */
export type Level = Severity | 'off';

/** In the order in which they are offered. */
export const levels: readonly Level[] = ['off', ...severities];

/** By the id of a rule; the rules that are not in it keep their own severities. */
export type Levels = ReadonlyMap<string, Level>;

/** The findings at the levels of their rules, those of rules that are off left out. */
export function atTheirLevels<F extends { readonly rule: Rule; readonly severity: Severity }>(
  findings: readonly F[],
  chosen: Levels,
): readonly F[] {
  if (chosen.size === 0) return findings;
  return findings.flatMap((finding) => {
    const level = chosen.get(finding.rule.id);
    if (level === 'off') return [];
    return [level === undefined ? finding : { ...finding, severity: level }];
  });
}

/** What `apacheMpm.rules` or the key `rules` of a file says, and what of it makes no sense, in words. */
export function readLevels(value: unknown, rules: readonly Rule[]): { levels: Levels; problems: LevelProblem[] } {
  const read = new Map<string, Level>();
  const problems: LevelProblem[] = [];
  if (value === undefined || value === null) return { levels: read, problems };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { levels: read, problems: [{ id: undefined, text: 'Rules are an object of levels by the ids of rules' }] };
  }
  for (const [id, level] of Object.entries(value)) {
    if (!rules.some((rule) => rule.id === id)) {
      const likely = likelyName(
        id,
        rules.map((rule) => rule.id),
      );
      problems.push({ id, text: `No rule is called ${id}${likely ? `; ${likely} is meant perhaps` : ''}` });
    } else if (!levels.includes(level as Level)) {
      problems.push({ id, text: `${id} is ${JSON.stringify(level)}, which is none of ${levels.join(', ')}` });
    } else {
      read.set(id, level as Level);
    }
  }
  return { levels: read, problems };
}

/** JSON schema of the levels: every rule with what it finds and its own severity. */
export function levelsSchema(rules: readonly Rule[]): Readonly<Record<string, unknown>> {
  const properties = rules.map(({ id, title, severity }): [string, unknown] => [
    id,
    { enum: levels, default: severity, description: title },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

/** A part of the levels that is passed over; `id` undefined stands for all of it. */
export interface LevelProblem {
  readonly id: string | undefined;
  readonly text: string;
}
