import type { Test } from '../catalogue/containers.ts';
import { fold } from '../text/letter-case.ts';

/**
 * What has to be looked up before a passage is passed over: `<virtualhost <directory require` is a directive that may not
 * stand everywhere, behind the sections of the passage that are around; `$NAME` a variable that may not be defined. What
 * conditions in it ask, `?module mod_ssl.c`, decides nothing: what they enclose says nothing in any case.
 */
export interface Needs {
  readonly placed: readonly string[];
  readonly variables: readonly string[];
  /** The same in lower case. */
  readonly keys: readonly string[];
  readonly asked: readonly Asked[];
  /** What was found out, by the name of the surroundings: whether all may stand there. */
  readonly stand: Map<string, boolean>;
}

/** What a condition asks, `!` before it or not. */
export interface Asked {
  readonly test: Test;
  readonly argument: string;
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
  const beginningWith = (sign: string) => all.flatMap((name) => (name.startsWith(sign) ? name.slice(1) : []));
  const variables = beginningWith('$');
  const needs: Needs = {
    placed: all.filter((name) => !/^[$?]/.test(name)),
    variables,
    keys: variables.map(fold),
    asked: beginningWith('?').map(askedIn),
    stand: new Map(),
  };
  interned.set(key, needs);
  return needs;
}

/** As it stands in the names of needs. */
export function nameOfAsked({ test, argument }: Asked): string {
  return `?${test} ${argument}`;
}

function askedIn(name: string): Asked {
  const [test = ''] = name.split(' ', 1);
  return { test: test as Test, argument: name.slice(test.length + 1) };
}
