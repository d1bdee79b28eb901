import { fold } from '../text/letter-case.ts';
import { expansionOf } from './expansion.ts';
import { hasCommand } from './loaded-modules.ts';
import { type Reading, remark } from './reading.ts';
import type { Node, Notice } from './resolution.ts';
import { isUnknown } from './template.ts';

/** More lines than any server's macros bring; macros that use each other twice would have us read for ever. */
const mostLines = 1_000_000;

/** Macros in macros, of which httpd has no limit but its memory. */
const deepest = 200;

/** mod_macro.c, use_macro: reads the text of the macro in the place of the line. */
export function useMacro(reading: Reading, node: Node, [name = '', ...values]: readonly string[]): string | undefined {
  const macro = reading.macros.get(fold(name));
  if (!macro) {
    if (!knowsMacros(reading)) return undefined;
    if (reading.macros.size === 0) return 'no macro defined before Use';
    return name ? `macro '${fold(name)}' undefined` : 'no macro name specified with Use';
  }
  const { title, parameters } = macro;
  // httpd looks for it in the name of what it reads.
  if (reading.frame.path.includes(`macro '${fold(name)}'`)) {
    return `recursive use of macro '${fold(name)}' is invalid`;
  }
  if (values.length !== parameters.length) {
    const open = !reading.started && isUnknown(node.read.rest.text);
    return open ? undefined : `${title} used with ${values.length} arguments instead of ${parameters.length}`;
  }
  const where = `${title} used on line ${node.number} of "${node.path}"`;
  if (!macro.flags.ignoresEmpty && !reading.ignored.has('macroignoreemptyargs')) {
    for (const [i, value] of values.entries()) {
      if (value === '') warn(reading, node, `AH02798: ${where}: empty argument #${i + 1}`);
    }
  }
  const expansion = expansionOf(macro, values);
  if ('tooLong' in expansion) {
    const at = `while processing line ${macro.body[expansion.tooLong]!.number} of ${title}`;
    return `${where} error while substituting: ${at} cannot substitute, buffer size too small`;
  }
  const depth = (reading.frame.expansion?.depth ?? 0) + 1;
  reading.linesExpanded += expansion.lines.length + 1;
  if (depth > deepest || reading.linesExpanded > mostLines) {
    reading.modules.whole = false;
    reading.changes++;
  } else reading.expand(where, macro, { use: node, of: expansion, body: macro.body, depth });
  return undefined;
}

/** mod_macro.c, undef_macro. */
export function undefineMacro(reading: Reading, _node: Node, [name = '']: readonly string[]): string | undefined {
  const { macros } = reading;
  const known = macros.get(fold(name)) !== undefined;
  if (known) {
    macros.set(fold(name), undefined);
    reading.changes++;
  }
  if (known || !knowsMacros(reading)) return undefined;
  return macros.size === 0 ? 'no macro defined before UndefMacro' : `cannot remove undefined macro '${fold(name)}'`;
}

/** Takes down a warning of mod_macro. */
export function warn(reading: Reading, node: Node, said: string, about: Notice['about'] = 'macro'): void {
  if (hasMacros(reading)) remark(reading, 'read', about, node, `[macro:warn] ${said}`);
}

/** Whether mod_macro is there for certain. */
export function hasMacros(reading: Reading): boolean {
  return hasCommand(reading.modules, '<macro') === 'yes';
}

/** Whether a macro that was not met is not there. */
function knowsMacros(reading: Reading): boolean {
  return reading.modules.whole && hasMacros(reading);
}
