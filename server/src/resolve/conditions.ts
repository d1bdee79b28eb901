import { type Test, testOf } from '../catalogue/containers.ts';
import { type Statement, type Word, wordsOf } from '../syntax/line.ts';
import { hasCommand, hasModule, type LoadedModules } from './loaded-modules.ts';
import type { Objection, Verdict } from './resolution.ts';
import type { Found } from './snapshot.ts';

/** What conditions are tested against, as it is at their line. */
export interface Circumstances {
  readonly modules: LoadedModules;
  /** Names given by `Define` and `-D`; letter case counts. */
  readonly defines: ReadonlySet<string>;
  readonly httpdVersion: string;
  /** Whether the `-D` names and the files of the machine are known, too. */
  readonly started: boolean;
  /** What stands at a path that may be relative to the ServerRoot; undefined where nobody has looked yet. */
  readonly kindOf: (path: string) => Found['kind'] | undefined;
}

/** A tested condition, or what httpd has against the tag. */
export type Tested = { readonly argument: string; readonly negated: boolean; readonly verdict: Verdict } | Objection;

/** Whether httpd evaluates the section while it reads. */
export function isCondition(section: Statement): boolean {
  return testOf(section.name.text) !== undefined;
}

/**
 * Tests a conditional section as core.c, start_cond_section, and mod_version.c, start_ifversion, do. `name` is httpd's
 * spelling of the section; `text` the line that the statement was read from.
 */
export function test(section: Statement, name: string, text: string, circumstances: Circumstances): Tested {
  const kind = testOf(section.name.text);
  if (kind === 'version') return testVersion(section, name, text, circumstances.httpdVersion);
  if (!section.closed) return unfinished(name);
  const negated = section.rest.text.startsWith('!');
  const argument = wordsOf(negated ? section.rest.text.slice(1) : section.rest.text)[0]?.text ?? '';
  if (argument === '') {
    return { offence: 'wrong arguments', text: `<${name}> directive requires additional arguments` };
  }
  const verdict = verdictOf(kind, argument, circumstances);
  return { argument, negated, verdict: negated ? opposite(verdict) : verdict };
}

/** What a condition comes to that asks so, without `!`. */
export function verdictOf(kind: Test | undefined, argument: string, circumstances: Circumstances): Verdict {
  const { modules, defines } = circumstances;
  switch (kind) {
    case 'module':
      return hasModule(modules, argument);
    case 'define':
      return defines.has(argument) ? 'yes' : circumstances.started && modules.whole ? 'no' : 'unknown';
    case 'directive':
      return hasCommand(modules, argument);
    case 'section':
      return hasCommand(modules, `<${argument}`);
    default: {
      const found = circumstances.started && modules.whole ? circumstances.kindOf(argument) : undefined;
      return found === undefined ? 'unknown' : found === 'missing' ? 'no' : 'yes';
    }
  }
}

function unfinished(name: string): Objection {
  return { offence: 'unfinished tag', text: `<${name}> directive missing closing '>'` };
}

/** What `!` makes of a verdict. */
export function opposite(verdict: Verdict): Verdict {
  return verdict === 'yes' ? 'no' : verdict === 'no' ? 'yes' : 'unknown';
}

const invalidVersion =
  'Version appears to be invalid. It must have the format major[.minor[.patch]] where major, minor and patch are numbers.';

function testVersion(section: Statement, name: string, text: string, actual: string): Tested {
  const words = section.alone ? ['>'] : wordsOf(text.slice(section.rest.start)).map((word: Word) => word.text);
  if (words.length > 3) {
    const text = `<${name} takes one, two or three arguments, a comparison operator, a version (and a delimiter)`;
    return { offence: 'wrong arguments', text };
  }
  let [operator, version, delimiter] = words as [string, string | undefined, string | undefined];
  if (version === undefined) [operator, version] = ['=', operator];
  if (delimiter === undefined && version === '>') [operator, version, delimiter] = ['=', operator, '>'];
  if (version === '' || (delimiter !== '>' && !version.endsWith('>'))) {
    return unfinished(name);
  }
  const asked = delimiter === '>' ? version : version.slice(0, -1);
  const negated = operator.startsWith('!');
  const bare = negated && operator.length > 1 ? operator.slice(1) : operator;
  const matched = matchVersion(bare, asked, actual);
  if (typeof matched === 'string') {
    return { offence: 'condition', text: matched || `unrecognized operator '${operator}'` };
  }
  const argument = `${operator} ${asked}`;
  if (matched === undefined) return { argument, negated, verdict: 'unknown' };
  return { argument, negated, verdict: matched === negated ? 'no' : 'yes' };
}

/** True or false; undefined where the regular expression is not one of JavaScript's; a string is httpd's error. */
function matchVersion(operator: string, asked: string, actual: string): boolean | string | undefined {
  const orEqual = operator.length === 2 && operator[1] === '=' && operator[0] !== '~';
  if (operator.length !== 1 && !orEqual) return '';
  switch (operator[0]) {
    case '=':
      if (!asked.startsWith('/')) break;
      if (asked.length === 1 || !asked.endsWith('/')) return 'Missing delimiting / of regular expression.';
      return matchPattern(asked.slice(1, -1), actual);
    case '~':
      return matchPattern(asked, actual);
    case '<':
    case '>':
      break;
    default:
      return '';
  }
  if (!/^\d+(\.\d*){0,2}$/.test(asked)) return invalidVersion;
  const order = compareVersions(actual, asked);
  if (operator[0] === '=') return order === 0;
  return (orEqual && order === 0) || (operator[0] === '<' ? order < 0 : order > 0);
}

function matchPattern(pattern: string, actual: string): boolean | string | undefined {
  try {
    return new RegExp(pattern).test(actual);
  } catch {
    return pattern.includes('(?') ? undefined : 'Unable to compile regular expression';
  }
}

/** Missing numbers are 0: `2.4` is less than `2.4.1`. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
