import { isExecutedWhileReading, sectionKind, testOf } from '../catalogue/containers.ts';
import { directives } from '../catalogue/directives.ts';
import type { DirectiveFact } from '../catalogue/fact.ts';
import { isNearSetting } from '../catalogue/likely-name.ts';
import {
  type Command,
  commandsNamed,
  directiveNamed,
  moduleNamed,
  mpmNamed,
  ownRefusalOf,
  removedNamed,
  usageOf,
} from '../catalogue/lookup.ts';
import { type RemovedDirective, removedDirectives } from '../catalogue/removed.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { arityError, fits, isCrowded, tagObjection, tooManyArguments } from './arity.ts';
import { hasCoreArguments, objectionToCoreArguments, warn } from './core-arguments.ts';
import { foundInPlace } from './folders.ts';
import { objectionToListen } from './listeners.ts';
import { hasCommand } from './loaded-modules.ts';
import { isMisnamed } from './meant-tags.ts';
import { objectionToMutex } from './mutex.ts';
import { mutexInstead } from './mutex-instead.ts';
import { cannotOccur, isInPlace, mayBeInside, notAllowed, notAllowedPerDirectory, refusesItself } from './placement.ts';
import { extraFact, type Kept, type Reading, refuse, remark, serverPath, spelled } from './reading.ts';
import type { Objection, Occurrence, Section } from './resolution.ts';
import { holdsPlaceholder, isUnknown } from './template.ts';
import { refusedValue } from './values.ts';

/**
 * The second pass (config.c, ap_walk_config): what httpd finds wrong with directives one by one. Gives back those of
 * the catalogue that it obeys, in order.
 */
export function walk(reading: Reading): readonly Occurrence[] {
  const obeyed: Occurrence[] = [];
  /** Sections of which httpd does not walk what is in them. */
  const skipped = new Set<Section>();
  /** Sections of names that none has, in which only names are looked at: httpd stops at their tags. */
  const misnamed = new Set<Section>();
  /** Open sections with too many words, of which httpd tells when it has walked what is in them; the innermost last. */
  const crowded: Kept[] = [];
  /** The innermost of them that a section is in, or is. */
  const crowdedAround = new Map<Section, Kept>();
  const leave = (until: Kept | undefined) => {
    for (let left = crowded.at(-1); left && left !== until; left = crowded.at(-1)) {
      crowded.pop();
      refuse(reading, 'walk', left, tooManyArguments(spelled(reading, left.read)), left);
    }
  };
  for (const kept of reading.kept) {
    const around = kept.section && crowdedAround.get(kept.section);
    leave(around);
    if ((kept.section && skipped.has(kept.section)) || isTooLate(reading, kept)) {
      if (kept.opens) skipped.add(kept.opens);
      continue;
    }
    const isInMisnamed = kept.section !== undefined && misnamed.has(kept.section);
    const isNamed = commandsNamed(kept.read.key).length > 0 || removedNamed(kept.read.key);
    if (isInMisnamed && isNamed) {
      if (kept.opens) misnamed.add(kept.opens);
      continue;
    }
    const objection = objectionTo(reading, kept);
    if (objection) {
      const endTag = kept.opens?.endTag;
      refuse(reading, 'walk', kept, endTag ? { ...objection, endTag } : objection, kept);
      if (kept.opens) (isMisnamed(kept.read) ? misnamed : skipped).add(kept.opens);
    } else if (kept.opens) {
      const takes = commandsNamed(kept.read.key)[0]?.takes;
      const isOne = isCrowded(takes, kept.read) && !mayReadOtherwise(reading, kept);
      if (isOne) crowded.push(kept);
      const inner = isOne ? kept : around;
      if (inner) crowdedAround.set(kept.opens, inner);
      // Of a section that nobody knows, nobody knows what is in it: scripts, for example.
      if (sectionKind(kept.read.name.text) === undefined) skipped.add(kept.opens);
    } else if (directiveNamed(kept.read.key) ?? extraFact(reading, kept.read.key)) {
      obeyed.push(kept);
    }
  }
  leave(undefined);
  return obeyed;
}

/** Whether it would have been executed while reading, had its module been loaded then; now httpd passes over it. */
function isTooLate(reading: Reading, { read }: Kept): boolean {
  return isExecutedWhileReading(read.key) && hasCommand(reading.modules, read.key) === 'yes';
}

function objectionTo(reading: Reading, kept: Kept): Objection | undefined {
  return kept.opens ? objectionToSection(reading, kept) : objectionToDirective(reading, kept);
}

/** Whether a template, or a variable of a file that includes this one, decides what the line is. */
function mayReadOtherwise({ target }: Reading, { logical, read }: Kept): boolean {
  return !target.started && (isUnknown(logical.text) || holdsPlaceholder(read));
}

function objectionToSection(reading: Reading, kept: Kept): Objection | undefined {
  const { read, section } = kept;
  const refused = notAllowedPerDirectory(reading, read, section);
  if (refused) return refused;
  const known = hasCommand(reading.modules, read.key);
  if (known === 'no') return invalidCommand(`<${read.name.text}`);
  const command = commandOf(reading, read.key);
  if (known === 'unknown') noteUndecided(reading, kept);
  if (!command) return undefined;
  const name = `<${spelled(reading, read)}`;
  const misplaced = notAllowed(reading, name, command.placement, section);
  if (misplaced || known === 'unknown') return misplaced;
  if (mayReadOtherwise(reading, kept)) return undefined;
  return cannotOccur(name, command.never, section) ?? tagObjection(name, command.takes, read);
}

function objectionToDirective(reading: Reading, kept: Kept): Objection | undefined {
  const { read, section } = kept;
  const refused = notAllowedPerDirectory(reading, read, section);
  if (refused) return refused;
  const known = hasCommand(reading.modules, read.key);
  if (known === 'no' || removedNamed(read.key)?.effect === 'unknown') {
    const instead = mutexInstead(reading, read);
    return { ...invalidCommand(read.name.text), ...(instead !== undefined && { instead }) };
  }
  const named = directiveNamed(read.key);
  const fact = named?.fact ?? extraFact(reading, read.key);
  if (known === 'unknown') noteUndecided(reading, kept);
  if (!fact) return known === 'yes' ? objectionToCommand(reading, kept) : undefined;
  const name = named?.former?.name ?? fact.name;
  const misplaced = notAllowed(reading, name, { where: 'outside' }, section);
  if (misplaced) return misplaced;
  if (mayReadOtherwise(reading, kept)) return undefined;
  return objectionToArguments(reading, kept, fact, name);
}

/** Takes down what nobody knows whether httpd has it: no module of the catalogue, or one that may be linked in. */
function noteUndecided(reading: Reading, kept: Kept): void {
  const { key } = kept.read;
  if (!kept.certain && !reading.target.perDirectory) return;
  const providers = commandsNamed(key);
  const undecided = { ...kept, endTag: kept.opens?.endTag };
  if (providers.length === 0 && !directiveNamed(key)) {
    if (reading.started || !isGuarded(kept)) reading.strange.push(undecided);
  } else if (reading.modules.whole && !providers.some(({ module }) => mpmNamed(module.identifier))) {
    reading.unloaded.push(undecided);
  }
}

/** Whether it is read only with a module from elsewhere, which is taken for its own. */
function isGuarded({ read, condition }: Kept): boolean {
  for (let around = condition; around && !isNearSetting(read.key); around = around.parent) {
    const isOfModule = testOf(around.read.name.text) === 'module' && !around.negated;
    if (isOfModule && !moduleNamed(around.argument)) return true;
  }
  return false;
}

/** What is wrong with a directive of which only its module knows the meaning. */
function objectionToCommand(reading: Reading, kept: Kept): Objection | undefined {
  const { read, section } = kept;
  const command = commandOf(reading, read.key);
  if (!command || mayReadOtherwise(reading, kept)) return undefined;
  const { name, placement, takes, usage, never } = command;
  const wrong = arityError(name, takes, read, usage);
  const objection = notAllowed(reading, name, placement, section) ?? against('wrong arguments', wrong);
  if (objection) return objection;
  const removed = removedNamed(read.key);
  if (removed?.effect === 'fatal') return against('removed', removed.message);
  if (removed?.effect === 'ignored') passOver(reading, kept, removed);
  if (read.key === 'error') return against('message', errorMessage(read.rest.text));
  const nowhere = ownRefusal(reading, read.key, section) ?? cannotOccur(name, never, section);
  return nowhere ?? objectionToCoreArguments(reading, kept);
}

/** core.c, generate_message: the words of `Error`, without quotes around all of them. */
function errorMessage(words: string): string {
  if (words === '') return 'The Error directive was used with no message.';
  return /^["']/.test(words) && words.endsWith(words[0]!) ? words.slice(1, -1) : words;
}

function ownRefusal(reading: Reading, key: string, section: Section | undefined): Objection | undefined {
  const refusal = ownRefusalOf(key);
  if (!refusesItself(key, section) || (refusal?.unlessIn && mayBeInside(reading, section))) return undefined;
  return against(refusal?.unlessIn ? 'misplaced' : 'message', refusal?.message);
}

/** The module that has the command; of several httpd asks the one first that was loaded last (config.c, ap_add_module_commands). */
function commandOf({ modules }: Reading, key: string): Command | undefined {
  const all = commandsNamed(key);
  if (all.length < 2) return all[0];
  const loadOrder = [...modules.names];
  const loadedAt = ({ module }: Command) => loadOrder.indexOf(module.identifier);
  return all.reduce((last, command) => (loadedAt(command) > loadedAt(last) ? command : last));
}

/** Of these directives the walk always has something to say; folded. */
const ofInterest: ReadonlySet<string> = new Set(
  [
    ...directives.flatMap(({ name, formerNames = [] }) => [name, ...formerNames.map((former) => former.name)]),
    ...removedDirectives.map(({ name }) => name),
    'Error',
  ].map(fold),
);

/** Whether the walk has always something to say of the directive, by its folded name. */
export function isAlwaysOfInterest(key: string): boolean {
  return ofInterest.has(key);
}

/** Whether the walk may have something to say of a directive, whichever modules are loaded by then. */
export function isOfInterest(statement: Statement, section: Section | undefined): boolean {
  const { key } = statement;
  if (isAlwaysOfInterest(key) || hasCoreArguments(key)) return true;
  const [command] = commandsNamed(key);
  return command !== undefined && (!isInPlace(command, section) || !fits(command.takes, statement));
}

function passOver(reading: Reading, kept: Kept, { name, message, unless }: RemovedDirective): void {
  if (unless !== undefined && fold(kept.read.words[0]?.text ?? '') === unless) return;
  reading.obsolete.push(kept);
  if (name === 'DefaultType') {
    // core.c, set_default_type.
    const said = `AH00117: ${message} in line ${kept.number} of ${kept.path}.`;
    warn(reading, kept, 'ignored directive', said);
    return;
  }
  // vhost.c, ap_set_name_virtual_host, says it once.
  const said = `AH00548: ${message}`;
  if (reading.notices.some(({ text }) => text.startsWith(said))) return;
  remark(reading, 'walk', 'ignored directive', kept, `${said} ${kept.path}:${kept.number}`, {
    certain: kept.certain,
  });
}

function objectionToArguments(reading: Reading, kept: Kept, fact: DirectiveFact, name: string): Objection | undefined {
  const { read } = kept;
  const mpm = reading.modules.mpms[0]?.mpm;
  const count = arityError(name, fact.arity, read, usageOf(fact, mpm ?? 'event', name));
  // listen.c, ap_set_listener, counts for itself.
  const isListen = fact.name === 'Listen';
  const wrong = against('wrong arguments', count && isListen ? 'Listen requires 1 or 2 arguments.' : count);
  const nowhere = cannotOccur(name, fact.contexts.includes('virtual host') ? [] : ['VirtualHost'], kept.section);
  const objection = isListen ? (nowhere ?? wrong) : (wrong ?? nowhere);
  if (objection) return objection;
  if (isListen) return objectionToListen(reading, kept);
  if (fact.name === 'Mutex') return objectionToMutex(reading, kept.read);
  if (fact.name === 'CoreDumpDirectory') return objectionToCoreDumpDirectory(reading, read.words[0]?.text ?? '');
  return against('value', refusedValue(fact, read.words[0]?.text ?? ''));
}

/** mpm_common.c, ap_mpm_set_coredumpdir. */
function objectionToCoreDumpDirectory(reading: Reading, folder: string): Objection | undefined {
  const path = serverPath(reading, folder);
  const found = foundInPlace(reading, path);
  if (!found || found.kind === 'folder') return undefined;
  const why = found.kind === 'missing' ? 'does not exist' : 'is not a directory';
  return { offence: 'value', text: `CoreDumpDirectory ${path} ${why}` };
}

function against(offence: Objection['offence'], text: string | undefined): Objection | undefined {
  return text === undefined ? undefined : { offence, text };
}

function invalidCommand(name: string): Objection {
  const why = 'perhaps misspelled or defined by a module not included in the server configuration';
  return { offence: 'unknown command', text: `Invalid command '${name}', ${why}` };
}
