import type { Test } from '../catalogue/containers.ts';
import type { ModuleFact } from '../catalogue/fact.ts';
import { moduleNamed, moduleOf } from '../catalogue/lookup.ts';
import { fold } from '../text/letter-case.ts';

/**
 * What has to be looked up before a passage is passed over: `<virtualhost <directory require` is a directive that may not
 * stand everywhere and whose module may not be loaded, behind the sections of the passage that are around; `~require` one
 * in an `<IfModule>` of its own module, so that it is not read without it; `$NAME` a variable that may not be defined;
 * `&<virtualhost \0host\0a\0b` a `Use` of a macro, which may bring anything. What conditions in it ask,
 * `?module mod_ssl.c`, decides nothing: what they enclose says nothing in any case.
 */
export interface Needs {
  /** How many names there are. */
  readonly size: number;
  readonly placed: readonly string[];
  /** Keys of those of `placed` that are not in an `<IfModule>` of their module. */
  readonly unguarded: readonly string[];
  readonly variables: readonly string[];
  /** The same in lower case. */
  readonly keys: readonly string[];
  readonly asked: readonly Asked[];
  readonly uses: readonly MacroUse[];
  /** What was found out, by the name of the surroundings: whether all may stand there. */
  readonly stand: Map<string, boolean>;
  /** What was made of them already: with one name more, with others, behind sections around. */
  readonly withName: Map<string, Needs>;
  readonly withOthers: Map<Needs, Needs>;
  readonly inside: Map<string, Needs>;
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
const noNeeds = made([]);

/** Needs that are being put together, of names and of those of passages. */
export interface Gathering {
  needs: Needs;
  /** The names, where they are many. */
  names: Set<string> | undefined;
}

/**
 * More are put together by their names, and so is what has come after something else in more ways: what is made of each
 * step on the way would not be met again.
 */
const mostNames = 32;
const mostNamesBehind = 100;
const mostOthersBeside = 1000;

export function gather(): Gathering {
  return { needs: noNeeds, names: undefined };
}

export function gathered({ needs, names }: Gathering): Needs {
  return names ? needsOfNames(names) : needs;
}

export function addName(gathering: Gathering, name: string): void {
  const { needs, names } = gathering;
  const more = names ? undefined : needs.withName.get(name);
  if (more) {
    gathering.needs = more;
  } else if (names || isRare(name) || needs.size > mostNames || needs.withName.size >= mostNamesBehind) {
    namesIn(gathering).add(name);
  } else {
    gathering.needs = needsOfNames([...namesOf(needs), name]);
    needs.withName.set(name, gathering.needs);
  }
}

/** Whether hardly two lines have it: a macro is used with other values each time. */
function isRare(name: string): boolean {
  return name.startsWith('&');
}

/**
 * Adds the needs of what stands behind these keys of sections, each with a blank, as those of the outermost; `guard` is the
 * module that an `<IfModule>` around it asks for.
 */
export function addNeeds(gathering: Gathering, others: Needs, sections = '', guard = ''): void {
  const { needs, names } = gathering;
  const outer = names || others.size > mostNames ? undefined : inside(sections, guard, others);
  const both = outer && (needs.size === 0 ? outer : needs.withOthers.get(outer));
  if (both) {
    gathering.needs = both;
  } else if (!outer || needs.size > mostNames || needs.withOthers.size >= mostOthersBeside) {
    const all = namesIn(gathering);
    for (const name of namesOf(others, sections, guard)) all.add(name);
  } else {
    gathering.needs = needsOfNames([...namesOf(needs), ...namesOf(outer)]);
    needs.withOthers.set(outer, gathering.needs);
  }
}

/** The names themselves, from now on. */
function namesIn(gathering: Gathering): Set<string> {
  gathering.names ??= new Set(namesOf(gathering.needs));
  return gathering.names;
}

function inside(sections: string, guard: string, needs: Needs): Needs {
  if (sections === '' && guard === '') return needs;
  const around = guard === '' ? sections : `${sections}?${guard}`;
  let outer = needs.inside.get(around);
  if (!outer) {
    outer = needsOfNames(namesOf(needs, sections, guard));
    needs.inside.set(around, outer);
  }
  return outer;
}

/** In an `<IfModule>` of its module, or of one from elsewhere where no module of httpd has it, a directive is not read without it. */
function guarded(name: string, guard: string): string {
  const at = name.lastIndexOf(' ') + 1;
  const key = name.slice(at);
  if (key.startsWith('~')) return name;
  const modules = moduleOf(key);
  const isOf = ({ identifier, sourceFile }: ModuleFact) => identifier === guard || sourceFile === guard;
  const isGuarded = modules.length === 0 ? moduleNamed(guard) === undefined : modules.every(isOf);
  return isGuarded ? `${name.slice(0, at)}~${key}` : name;
}

/** The key of a directive as it stands behind the sections in a name. */
export function keyIn(name: string): string {
  return name.replace(/^~/, '');
}

function namesOf({ placed, variables, asked, uses }: Needs, sections = '', guard = ''): readonly string[] {
  return [
    ...placed.map((name) => `${sections}${guard === '' ? name : guarded(name, guard)}`),
    ...variables.map((name) => `$${name}`),
    ...asked.map(nameOfAsked),
    ...uses.map(({ name }) => `&${sections}${name}`),
  ];
}

function needsOfNames(names: Iterable<string>): Needs {
  const all = [...new Set(names)].sort();
  const key = all.join('\n');
  const known = interned.get(key);
  if (known) return known;
  if (interned.size >= mostInterned) forget();
  const needs = made(all);
  interned.set(key, needs);
  return needs;
}

function forget(): void {
  interned.clear();
  for (const remembered of [noNeeds.withName, noNeeds.withOthers, noNeeds.inside]) remembered.clear();
}

function made(names: readonly string[]): Needs {
  const beginningWith = (sign: string) => names.flatMap((name) => (name.startsWith(sign) ? name.slice(1) : []));
  const variables = beginningWith('$');
  const placed = names.filter((name) => !/^[$?&]/.test(name));
  const last = placed.map((name) => name.slice(name.lastIndexOf(' ') + 1));
  return {
    size: names.length,
    placed,
    unguarded: [...new Set(last.filter((key) => !key.startsWith('~')))],
    variables,
    keys: variables.map(fold),
    asked: beginningWith('?').map(askedIn),
    uses: beginningWith('&').map(useIn),
    stand: new Map(),
    withName: new Map(),
    withOthers: new Map(),
    inside: new Map(),
  };
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
