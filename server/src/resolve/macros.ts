import { sectionKind } from '../catalogue/containers.ts';
import type { PlacedLine } from '../syntax/document.ts';
import { type Statement, wordsOf } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { type BodyLine, expansionsOf, fits, usedIn } from './expansion.ts';
import { hasCommand } from './loaded-modules.ts';
import type { OpenMacro } from './macro-texts.ts';
import { type Reading, refuse, spelled } from './reading.ts';
import type { Node, Objection } from './resolution.ts';
import { isUnknown } from './template.ts';
import { hasMacros, warn } from './use-macro.ts';

/** Whether the lines of a section are text: not if httpd does not know the section and takes it for one like others. */
export function isText(reading: Reading, section: Statement): boolean {
  return sectionKind(section.name.text) === 'text' && hasCommand(reading.modules, section.key) !== 'no';
}

/** Begins a section of text (mod_macro.c, macro_section; mod_lua.c, register_named_block_function_hook). */
export function openText(reading: Reading, node: Node, text: string): void {
  const { read } = node;
  if (read.key === '<macro') {
    openMacro(reading, node, text);
    return;
  }
  if (!read.closed) {
    refuse(reading, 'read', node, unfinished(reading, read));
  }
  reading.swallowing = { node, end: `</${fold(read.name.text)}` };
}

/** Takes a line of the text, or its end. */
export function swallow(reading: Reading, line: PlacedLine, written: BodyLine['written']): void {
  const { end, macro } = reading.swallowing!;
  if (macro) swallowMacro(reading, macro, line, written);
  else if (fold(line.logical.text).startsWith(end)) reading.swallowing = undefined;
}

/** The end of the file ends a script; a macro it leaves without end. */
export function endOfText(reading: Reading): void {
  const { swallowing } = reading;
  reading.swallowing = undefined;
  if (swallowing?.macro && hasMacros(reading)) refuseContents(reading, swallowing.node, swallowing.macro);
}

function openMacro(reading: Reading, node: Node, text: string): void {
  const { read, path, number } = node;
  const name = fold(read.words[0]?.text ?? '');
  const location = `defined on line ${number} of "${path}"`;
  const title = `macro '${name}' (${location})`;
  const readable = reading.started || !(isUnknown(node.logical.text) || isUnknown(text));
  // mod_macro puts what is defined again into the place of what was, of which the flags stay.
  const flags = { ignoresEmpty: false, ignoresNesting: false, ...reading.macros.get(name)?.flags };
  const parameters = readable ? readParameters(reading, node, text, name, title, flags) : undefined;
  const macro = { name, title, parameters, flags, body: [], depth: 1, nesting: 1, lines: 0 };
  reading.swallowing = { node, end: '', macro };
}

/** What stands in the tag; undefined when it is refused. */
function readParameters(
  reading: Reading,
  node: Node,
  text: string,
  name: string,
  title: string,
  flags: OpenMacro['flags'],
): readonly string[] | undefined {
  const { read, path, number } = node;
  const refused = (said: string) => refuse(reading, 'read', node, { offence: 'macro', text: said });
  if (!read.closed) return void refuse(reading, 'read', node, unfinished(reading, read));
  if (read.rest.text === '') return void refused('<Macro macro definition: empty name');
  warnOfTail(reading, node, text, "AH02801: non blank chars found after <Macro closing '>'");
  if (name === '') return void refused('<Macro macro definition: name not found');
  const earlier = reading.macros.get(name)?.title.slice(`macro '${name}' (`.length, -1);
  if (earlier) {
    const again = `${earlier}, redefined on line ${number} of "${path}"`;
    warn(reading, node, `AH02802: macro '${name}' multiply defined: ${again}`, 'defined twice');
  }
  if (/^[$%@]/.test(name)) warn(reading, node, `AH02803: ${title} better prefix a macro name with any of '$%@'`);
  const behindName = read.rest.text.slice((read.words[1]?.start ?? read.rest.end) - read.rest.start);
  const parameters = wordsOf(withoutFlags(reading, node, behindName, title, flags)).map((word) => word.text);
  const conflict = checkParameters(reading, node, title, parameters);
  return conflict === undefined ? parameters : void refused(conflict);
}

/** Reads the flags before the parameters, those that it does not know in mod_macro's own way. */
function withoutFlags(reading: Reading, node: Node, text: string, title: string, flags: OpenMacro['flags']): string {
  let rest = text;
  while (rest.startsWith('/')) {
    const empty = /^\/ignoreemptyargs/i.exec(rest);
    if (empty) flags.ignoresEmpty = true;
    rest = rest.slice(empty?.[0].length);
    const nesting = /^\/ignorebadnesting/i.exec(rest);
    if (nesting) flags.ignoresNesting = true;
    rest = rest.slice(nesting?.[0].length);
    if (rest === '') return rest;
    if (!rest.startsWith(' ')) {
      const blank = rest.indexOf(' ');
      warn(reading, node, `AH02804: ${title}: unknown flag '${blank < 0 ? rest : rest.slice(0, blank)}'`);
      if (blank >= 0) rest = rest.slice(blank);
    }
    rest = rest.slice(1);
  }
  return rest;
}

/** mod_macro.c, check_macro_arguments; a string is what httpd says when it refuses the tag. */
function checkParameters(reading: Reading, node: Node, title: string, names: readonly string[]): string | undefined {
  for (const [i, name] of names.entries()) {
    if (name === '') return `${title}: empty argument #${i + 1} name`;
    const argument = `${title} argument name '${name}' (#${i + 1})`;
    if (!/^[$%@]/.test(name)) {
      const better = "without expected prefix, better prefix argument names with one of '$%@'.";
      warn(reading, node, `AH02796: ${argument} ${better}`);
    }
    if (name.startsWith('${')) {
      warn(reading, node, `AH02805: ${argument} clashes with 'Define' syntax '\${...}', better use '$(...)'.`);
    }
    for (let j = i + 1; j < names.length; j++) {
      const other = names[j]!;
      if (other === name) {
        return `argument name conflict in ${title}: argument '${name}': #${i + 1} and #${j + 1}, change argument names!`;
      }
      if (other === '' || !(name.startsWith(other) || other.startsWith(name))) continue;
      const conflict = `argument name prefix conflict (${name} #${i + 1} and ${other} #${j + 1})`;
      warn(reading, node, `AH02797: ${title}: ${conflict}, be careful about your macro definition!`);
    }
  }
  return undefined;
}

/** mod_macro.c, get_lines_till_end_token: of each line the first word counts. */
function swallowMacro(reading: Reading, macro: OpenMacro, line: PlacedLine, written: BodyLine['written']): void {
  const { logical } = line;
  const { node } = reading.swallowing!;
  macro.lines += logical.httpdLines;
  if (logical.parsed.kind === 'comment') return;
  if (!fits(logical.text)) {
    refuseContents(reading, node, macro);
    macro.depth = Number.POSITIVE_INFINITY;
  }
  const word = logical.parsed.kind === 'blank' ? '' : logical.parsed.word;
  if (word.startsWith('</')) {
    macro.nesting--;
    if (macro.nesting < 0 && !ignoresNesting(reading, macro)) {
      warn(reading, node, `AH02793: bad (negative) nesting on line ${macro.lines} of ${macro.title}`);
    }
  } else if (word.startsWith('<')) macro.nesting++;
  if (fold(word) === '</macro>') {
    const at = { path: reading.frame.path, number: line.number };
    warnOfTail(reading, node, logical.text, 'AH02794: non blank chars found after directive closing', at);
    if (--macro.depth === 0) {
      closeMacro(reading, node, macro);
      return;
    }
  } else if (fold(word) === '<macro') macro.depth++;
  macro.body.push({ text: logical.text, number: macro.body.length + 1, written });
}

function closeMacro(reading: Reading, node: Node, macro: OpenMacro): void {
  const { name, title, parameters, body, nesting, flags } = macro;
  reading.swallowing = undefined;
  if (nesting !== 0 && !ignoresNesting(reading, macro)) {
    warn(reading, node, `AH02795: bad cumulated nesting (${nesting > 0 ? '+' : ''}${nesting}) in ${title}`);
  }
  if (!parameters) {
    reading.changes++;
    // What it brings is unknown, and so is what brings one that was called so before.
    reading.macros.set(name, undefined);
    return;
  }
  if (body.length === 0) warn(reading, node, `AH02799: ${title}: empty contents!`);
  else {
    const used = usedIn(body, parameters);
    for (const [i, parameter] of parameters.entries()) {
      if (!used.has(i)) warn(reading, node, `AH02800: ${title}: argument '${parameter}' (#${i + 1}) never used`);
    }
  }
  reading.changes++;
  const condition = reading.condition?.certain === false ? reading.condition : undefined;
  reading.macros.set(name, { title, parameters, body, flags, condition, expansions: expansionsOf(body, parameters) });
}

function ignoresNesting(reading: Reading, { flags }: OpenMacro): boolean {
  return flags.ignoresNesting || reading.ignored.has('macroignorebadnesting');
}

function refuseContents(reading: Reading, node: Node, { title }: OpenMacro): void {
  const text = `${title}\n\tcontents error: expected token not found: </Macro>`;
  refuse(reading, 'read', node, { offence: 'unclosed section', text, expected: 'Macro' });
}

/** mod_macro.c, warn_if_non_blank: what stands behind the last `>`. */
function warnOfTail(
  reading: Reading,
  node: Node,
  text: string,
  what: string,
  { path, number }: Pick<Node, 'path' | 'number'> = node,
): void {
  const tail = text.slice(text.lastIndexOf('>') + 1);
  if (/^[ \t]*[^ \t#]/.test(tail)) warn(reading, node, `AH02989: ${what} on line ${number} of ${path}: ${tail}`);
}

function unfinished(reading: Reading, tag: Statement): Objection {
  return { offence: 'unfinished tag', text: `<${spelled(reading, tag)}> directive missing closing '>'` };
}
