import { isExecutedWhileReading, sectionKind, testOf } from '../catalogue/containers.ts';
import { settingMeantBy } from '../catalogue/likely-name.ts';
import { type Command, commandsNamed, mpmNamed } from '../catalogue/lookup.ts';
import { isNameOfPhp } from '../catalogue/php-modules.ts';
import { moduleMeantBy } from '../catalogue/wrong-module-names.ts';
import type { Statement } from '../syntax/line.ts';
import type { LogicalLine } from '../syntax/logical-line.ts';
import { fits, isCrowded, tagObjection } from './arity.ts';
import { isCondition } from './conditions.ts';
import { isRefusedAnywhere, mayBeRemarkedOn } from './core-arguments.ts';
import { type Asked, nameOfUse } from './needs.ts';
import { isTemplateLine, isUnknown } from './template.ts';
import { isAlwaysOfInterest } from './walk.ts';

/**
 * How much a line says:
 * - `quiet`: nothing, blank or a comment;
 * - `plain`: something that concerns neither MPMs nor what is read, if it may stand where it stands and its module is
 *   loaded, or the macro that it uses brings nothing else;
 * - `telling`: something that has to be looked at, a comment for us too, and one that goes on in the next line;
 * - `open`, `close`: a tag; `text`: the tag of a section whose lines are none of httpd's until its end.
 */
export type LineKind = 'quiet' | 'plain' | 'telling' | 'open' | 'close' | 'text';

export function kindOfLine({ parsed, text, tooLong, count }: LogicalLine): LineKind {
  if (parsed.kind === 'blank') return 'quiet';
  if (parsed.kind === 'comment') return count > 1 || text.includes('apache-mpm') ? 'telling' : 'quiet';
  if (tooLong || isTemplateLine(text)) return 'telling';
  if (parsed.kind === 'close') return 'close';
  if (parsed.kind === 'open') return sectionKind(parsed.name.text) === 'text' ? 'text' : 'open';
  return isPlain(parsed, text) ? 'plain' : 'telling';
}

/** Directives that modules of httpd have and that are plain, by their keys. */
const plain = new Map<string, readonly Command[]>();

/** What modules of httpd make of a directive that concerns neither MPMs nor what is read; undefined of another. */
function plainCommands(key: string): readonly Command[] | undefined {
  const known = plain.get(key);
  if (known) return known;
  if (isAlwaysOfInterest(key) || isExecutedWhileReading(key)) return undefined;
  const commands = commandsNamed(key);
  if (commands.length === 0) return isForeign(key) ? commands : undefined;
  plain.set(key, commands);
  return commands;
}

/** Whether it is a directive of a module that nobody here knows, and none that is misspelled. */
function isForeign(key: string): boolean {
  return /^[a-z]\w*$/.test(key) && settingMeantBy(key) === undefined;
}

function isPlain(statement: Statement, text: string): boolean {
  const { key } = statement;
  if (key === 'use') return !isUnknown(text) && nameOfUse(statement.words.map((word) => word.text)) !== undefined;
  const commands = plainCommands(key);
  if (!commands) return false;
  if (!text.includes('${')) {
    if (isUnknown(text) || isRefusedAnywhere(statement) || mayBeRemarkedOn(statement)) return false;
    return commands.every(({ takes }) => fits(takes, statement));
  }
  // Of words that a variable may change nobody counts how many there are.
  return !statement.name.text.includes('${') && !isUnknown(text.replace(/\$\{[^}]*\}/g, ''));
}

/**
 * What a condition asks that says nothing but by what stands in it. Of modules that is no MPM, no mod_php, nor a name that no
 * module has.
 */
export function plainlyAsked({ name, rest, closed }: Statement): Asked | undefined {
  const test = testOf(name.text);
  if ((test !== 'module' && test !== 'define') || !closed) return undefined;
  const [, argument] = /^!?([\w.-]+)$/.exec(rest.text) ?? [];
  if (argument === undefined || isUnknown(argument)) return undefined;
  if (test === 'module' && (mpmNamed(argument) || moduleMeantBy(argument) || isNameOfPhp(argument))) return undefined;
  return { test, argument };
}

/** Whether a section says nothing but by what stands in it, if it may stand where it stands. */
export function isPlainTag(tag: Statement, text: string): boolean {
  const commands = commandsNamed(tag.key);
  if (commands.length === 0 || isCondition(tag) || isExecutedWhileReading(tag.key) || isUnknown(text)) return false;
  return commands.every(({ name, takes }) => tagObjection(name, takes, tag) === undefined && !isCrowded(takes, tag));
}
