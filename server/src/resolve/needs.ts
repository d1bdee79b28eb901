import type { Test } from '../catalogue/containers.ts';
import { fold } from '../text/letter-case.ts';

/**
 * What has to be looked up before a passage is passed over: `<virtualhost <directory require` is a directive that may not
 * stand everywhere, behind the sections of the passage that are around; `$NAME` a variable that may not be defined;
 * `&<virtualhost \0host\0a\0b` a `Use` of a macro, which may bring anything. What conditions in it ask,
 * `?module mod_ssl.c`, decides nothing: what they enclose says nothing in any case.
 */
export interface Needs {
  readonly placed: readonly string[];
  readonly variables: readonly string[];
  /** The same in lower case. */
  readonly keys: readonly string[];
  readonly asked: readonly Asked[];
  readonly uses: readonly MacroUse[];
  /** What was found out, by the name of the surroundings: whether all may stand there. */
  readonly stand: Map<string, boolean>;
}

/** What a condition asks, `!` before it or not. */
export interface Asked {
  readonly test: Test;
  readonly argument: string;
}

/** A `Use` in sections that are in the passage. */
export interface MacroUse {
  /** As it stands in the names of needs, without the sign. */
  readonly name: string;
  /** Keys, the outermost first. */
  readonly sections: readonly string[];
  /** In lower case. */
  readonly macro: string;
  readonly values: readonly string[];
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
    placed: all.filter((name) => !/^[$?&]/.test(name)),
    variables,
    keys: variables.map(fold),
    asked: beginningWith('?').map(askedIn),
    uses: beginningWith('&').map(useIn),
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

/** A `Use` with these words, as it stands in the names of needs; undefined if it is none that can stand there. */
export function nameOfUse([macro, ...values]: readonly string[]): string | undefined {
  const words = [fold(macro ?? ''), ...values];
  return macro === undefined || words.some((word) => word.includes('\0')) ? undefined : `&\0${words.join('\0')}`;
}

function useIn(name: string): MacroUse {
  const [sections = '', macro = '', ...values] = name.split('\0');
  return { name, sections: sections.split(' ').filter(Boolean), macro, values };
}
