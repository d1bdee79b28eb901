import { fold } from '../text/letter-case.ts';

/**
 * What has to be looked up before a passage is passed over: `<virtualhost <directory require` is a directive that may not
 * stand everywhere, behind the sections of the passage that are around; `$NAME` a variable that may not be defined.
 */
export interface Needs {
  readonly placed: readonly string[];
  readonly variables: readonly string[];
  /** The same in lower case. */
  readonly keys: readonly string[];
  /** What was found out, by the name of the surroundings: whether all may stand there. */
  readonly stand: Map<string, boolean>;
}

/** Equal needs are one, so that what was found out is known to all: most virtual hosts look like each other. */
const interned = new Map<string, Needs>();
const mostInterned = 20_000;

/** The needs of these names, in any order and number. */
export function needsOfNames(names: Iterable<string>): Needs {
  const all = [...new Set(names)];
  const key = all.join('\n');
  const known = interned.get(key);
  if (known) return known;
  if (interned.size >= mostInterned) interned.clear();
  const isVariable = (name: string) => name.startsWith('$');
  const variables = all.filter(isVariable).map((name) => name.slice(1));
  const needs: Needs = {
    placed: all.filter((name) => !isVariable(name)),
    variables,
    keys: variables.map(fold),
    stand: new Map(),
  };
  interned.set(key, needs);
  return needs;
}
