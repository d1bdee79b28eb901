import { isExecutedWhileReading, sectionKind, testOf } from '../catalogue/containers.ts';
import { directiveNamed } from '../catalogue/lookup.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { hasCommand } from './loaded-modules.ts';
import { type Macro, type Reading, refuse, spelled } from './reading.ts';
import type { Node } from './resolution.ts';
import { isUnknown } from './template.ts';

/** Whether the lines of a section are text: not if httpd does not know the section and takes it for one like others. */
export function isText(reading: Reading, section: Statement): boolean {
  return sectionKind(section.name.text) === 'text' && hasCommand(reading.modules, section.key) !== 'no';
}

/** Begins a section of text (mod_macro.c, macro_section; mod_lua.c, register_named_block_function_hook). */
export function openText(reading: Reading, node: Node): void {
  const { read, path, number } = node;
  const isMacro = read.key === '<macro';
  const [name, ...parameters] = read.words.map(({ text }) => text);
  const known = name ? fold(name) : '';
  const where = `line ${number} of "${path}"`;
  const title = `macro '${known}' (defined on ${where})`;
  const macro: Macro = {
    title,
    where,
    parameters: parameters.length,
    balanced: true,
    executes: false,
    sets: new Map(),
  };
  reading.swallowing = { node, macro: isMacro ? macro : undefined, depth: 1, tags: 0, sections: 0 };
  if (!reading.target.whole && isUnknown(node.logical.text)) return;
  const error = read.closed ? undefined : `<${spelled(reading, read)}> directive missing closing '>'`;
  const unnamed = `<Macro macro definition: ${read.rest.text === '' ? 'empty name' : 'name not found'}`;
  if (error !== undefined) refuse(reading, 'read', node, { offence: 'unfinished tag', text: error });
  else if (isMacro && known === '') refuse(reading, 'read', node, { offence: 'macro', text: unnamed });
  else if (isMacro) defineMacro(reading, node, known, macro);
}

function defineMacro(reading: Reading, node: Node, name: string, macro: Macro): void {
  const earlier = reading.macros.get(name);
  reading.macros.set(name, macro);
  if (!earlier || !hasMacros(reading)) return;
  const said = `macro '${name}' multiply defined: defined on ${earlier.where}, redefined on ${macro.where}`;
  reading.notices.push({ pass: 'read', about: 'defined twice', text: `[macro:warn] AH02802: ${said}`, node });
}

/** Takes a line of the text, or its end. */
export function swallow(reading: Reading, line: Statement, text: string): void {
  const { macro, node } = reading.swallowing!;
  if (macro) swallowMacro(reading, macro, line);
  else if (fold(text).startsWith(`</${fold(node.read.name.text)}`)) reading.swallowing = undefined;
}

/** mod_macro.c, get_lines_till_end_token: of each line the first word counts. */
function swallowMacro(reading: Reading, macro: Macro, line: Statement): void {
  const swallowed = reading.swallowing!;
  const word = fold(line.word);
  if (word === '<macro') swallowed.depth++;
  if (word === '</macro>' && --swallowed.depth === 0) {
    if (swallowed.tags !== 0) macro.balanced = false;
    reading.swallowing = undefined;
    return;
  }
  const isCondition = testOf(line.name.text) !== undefined;
  const step = line.kind === 'directive' ? 0 : line.kind === 'open' ? 1 : -1;
  swallowed.tags += step;
  if (!isCondition) swallowed.sections += step;
  if (swallowed.tags < 0) macro.balanced = false;
  if (/[$%@]/.test(word) || (isExecutedWhileReading(line.key) && !isCondition)) macro.executes = true;
  const fact = directiveNamed(line.key)?.fact;
  if (fact && swallowed.sections === 0) macro.sets.set(fact.name, { ...line, key: fold(fact.name) });
}

/** The end of the file ends a script; a macro it leaves without end. */
export function endOfText(reading: Reading): void {
  const { swallowing } = reading;
  reading.swallowing = undefined;
  if (!swallowing?.macro || !hasMacros(reading)) return;
  const text = `${swallowing.macro.title}\n\tcontents error: expected token not found: </Macro>`;
  refuse(reading, 'read', swallowing.node, { offence: 'unclosed section', text, expected: 'Macro' });
}

function hasMacros(reading: Reading): boolean {
  return hasCommand(reading.modules, '<macro') === 'yes';
}

/** Whether a macro that was not met is not there. */
function knowsMacros(reading: Reading): boolean {
  return reading.modules.whole && hasMacros(reading);
}

/**
 * mod_macro.c, use_macro. The macro is not expanded: what it sets becomes unknown, and if it may decide over the lines
 * behind it, nothing more is said of what they ask for.
 */
export function useMacro(reading: Reading, node: Node, [name, ...values]: readonly string[]): string | undefined {
  const macro = reading.macros.get(fold(name ?? ''));
  if (!macro) {
    if (!knowsMacros(reading)) return undefined;
    if (reading.macros.size === 0) return 'no macro defined before Use';
    return name ? `macro '${fold(name)}' undefined` : 'no macro name specified with Use';
  }
  if (values.length !== macro.parameters && knowsMacros(reading)) {
    return `${macro.title} used with ${values.length} arguments instead of ${macro.parameters}`;
  }
  if (macro.executes || !macro.balanced) reading.modules.whole = false;
  if (!macro.balanced) reading.templated.add(reading.frame.path);
  const { section, condition } = reading;
  const brought = { ...node, section, condition, certain: false, brought: true as const };
  for (const read of macro.sets.values()) reading.kept.push({ ...brought, read });
  return undefined;
}

/** mod_macro.c, undef_macro. */
export function undefineMacro(reading: Reading, _node: Node, [name = '']: readonly string[]): string | undefined {
  const { macros } = reading;
  const known = macros.get(fold(name)) !== undefined;
  if (known) macros.set(fold(name), undefined);
  if (known || !knowsMacros(reading)) return undefined;
  return macros.size === 0 ? 'no macro defined before UndefMacro' : `cannot remove undefined macro '${fold(name)}'`;
}
