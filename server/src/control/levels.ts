import { type Rule, type Severity, severities } from '../rules/rule.ts';
import type { Schema } from './schema.ts';

/** What a person makes of a rule. */
export type Level = Severity | 'off';

/** In the order in which they are offered. */
const levels: readonly Level[] = ['off', ...severities];

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

/** Schema of the levels: every rule with what it finds and its own severity. */
export function levelsSchema(rules: readonly Rule[]): Schema {
  const properties = rules.map(({ id, title, severity }) => [
    id,
    { enum: levels, default: severity, description: title },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

/** The levels in a value that their schema allows. */
export function levelsIn(value: unknown): Levels {
  return new Map(Object.entries((value ?? {}) as Record<string, Level>));
}
