import { commandsNamed } from '../catalogue/lookup.ts';
import { asNow, type LoadedModules, spellingOf } from './loaded-modules.ts';
import { mayStand, within } from './may-stand.ts';
import type { MacroUse, Needs } from './needs.ts';
import { needsOfUse } from './needs-of-use.ts';
import type { Reading } from './reading.ts';
import type { Around } from './resolution.ts';

/** What needs are looked up in. */
type Held = Pick<Reading, 'variables' | 'macros' | 'target' | 'modules'>;

/** Whether what stands in the section has nothing to say: it may stand there, and what it uses is known and brings nothing. */
export function isSatisfied(needs: Needs, section: Around | undefined, held: Held): boolean {
  if (!areDefined(needs, held) || !mayStand(needs, section) || !areLoaded(needs, held.modules)) return false;
  return needs.uses.every((use) => bringsNothing(use, section, held));
}

/** The same at the line in hand, for later. */
export function satisfactionNow(reading: Reading): (needs: Needs) => boolean {
  const { changes, section, variables, macros, target, modules } = reading;
  const known = reading.satisfaction;
  if (known?.changes === changes && known.section === section) return known.of;
  const held = { variables: new Map(variables), macros: new Map(macros), target, modules: asNow(modules) };
  const of = (needs: Needs) => isSatisfied(needs, section, held);
  reading.satisfaction = { changes, section, of };
  return of;
}

/** Whether the macro is known, and its text with these values has nothing to say in the place of the `Use`. */
function bringsNothing({ sections, macro: name, values }: MacroUse, section: Around | undefined, held: Held): boolean {
  const macro = held.macros.get(name);
  if (!macro || macro.condition || values.length !== macro.parameters.length || values.includes('')) return false;
  const needs = needsOfUse(macro, values);
  if (needs === 'every line' || needs.asked.length > 0 || needs.uses.length > 0) return false;
  return isSatisfied(needs, sections.reduce<Around | undefined>(within, section), held);
}

/**
 * Whether httpd has all directives and sections that it reads without asking for their module. In a part it may have those
 * of all of its modules; what is of none has to be told.
 */
function areLoaded(needs: Needs, modules: LoadedModules): boolean {
  if (modules.provided.has(needs)) return true;
  const are = needs.unguarded.every((key) =>
    modules.whole ? spellingOf(modules, key) !== undefined : commandsNamed(key).length > 0,
  );
  if (are) modules.provided.add(needs);
  return are;
}

/** Whether there is nothing to remark on the variables that are put in. */
function areDefined({ variables: names, keys }: Needs, { variables, target }: Held): boolean {
  return names.every((name, at) => variables.has(keys[at]!) || target.environment.has(name) || name.includes(':'));
}
