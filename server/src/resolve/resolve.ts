import { isExecutedWhileReading, sectionKind } from '../catalogue/containers.ts';
import { directiveNamed, moduleOf } from '../catalogue/lookup.ts';
import { linesOf, type PlacedLine, placeOf } from '../syntax/document.ts';
import { parseStatement, type Statement } from '../syntax/line.ts';
import { pathOf } from '../text/file-uri.ts';
import { fold } from '../text/letter-case.ts';
import { isCondition, test } from './conditions.ts';
import { execute } from './immediate.ts';
import { begin, extraFact, type Reading, refuse, spelled } from './reading.ts';
import type { Condition, Node, Resolution, Section } from './resolution.ts';
import type { Snapshot } from './snapshot.ts';
import { isTemplateLine, isUnknown } from './template.ts';
import { expand } from './variables.ts';
import { walk } from './walk.ts';

/**
 * Reads a document as httpd does: the first pass decides conditions and builds the tree, the second walks it. After an
 * error, where httpd stops, it goes on as well as it can. Never throws.
 */
export function resolve(snapshot: Snapshot): Resolution {
  const reading = begin(snapshot);
  for (const line of linesOf(snapshot.document)) readLine(reading, line);
  finish(reading);
  const occurrences = walk(reading);
  return {
    occurrences,
    conditions: reading.conditions,
    problems: reading.templated ? [] : reading.problems,
    notices: reading.notices,
    mpms: reading.modules.mpms,
    wanted: [...reading.wanted],
  };
}

function readLine(reading: Reading, line: PlacedLine): void {
  const written = line.logical.parsed;
  if (written.kind === 'blank' || written.kind === 'comment') return;
  if (!reading.target.whole && isTemplateLine(line.logical.text)) {
    reading.templated = true;
    return;
  }
  if (line.logical.tooLong) {
    const node = { ...line, document: reading.document, written, read: written };
    const file = pathOf(reading.document.uri);
    refuse(reading, 'read', node, `Error reading ${file} at line ${line.number}: Line too long`);
    return;
  }
  if (reading.skipping) skip(reading, line, written);
  else if (!closesCondition(reading, line)) take(reading, line, written);
}

/** A taken condition ends with a line that is its end tag and nothing else, not expanded (config.c, ap_build_cont_config). */
function closesCondition(reading: Reading, { logical, first }: PlacedLine): boolean {
  const { condition } = reading;
  if (!condition || condition.section !== reading.section || logical.parsed.kind !== 'close') return false;
  if (fold(logical.text) !== `</${fold(condition.read.name.text)}>`) return false;
  condition.end = first + logical.count - 1;
  reading.condition = condition.parent;
  return true;
}

/** A condition that does not hold: only tags count, and they must balance (config.c, ap_soak_end_container). */
function skip(reading: Reading, line: PlacedLine, statement: Statement): void {
  const { condition, names } = reading.skipping!;
  if (statement.kind === 'open') {
    names.push(statement.alone ? statement.name.text : statement.word.slice(1));
  } else if (statement.kind === 'close') {
    const seen = statement.word.slice(0, -1);
    if (fold(seen.slice(2)) !== fold(names.at(-1)!)) {
      refuse(reading, 'read', condition, `Expected </${names.at(-1)}> but saw ${seen}>`);
      const matching = names.findLastIndex((name) => fold(name) === fold(statement.name.text));
      if (matching >= 0) names.length = matching + 1;
      else return;
    }
    names.pop();
    if (names.length > 0) return;
    condition.end = line.first + line.logical.count - 1;
    reading.skipping = undefined;
  }
}

function take(reading: Reading, line: PlacedLine, written: Statement): void {
  const expansion = line.logical.text.includes('${')
    ? expand(line.logical.text, { defined: reading.variables, environment: reading.target.environment })
    : { text: line.logical.text, undefined: [] };
  const read = expansion.text === line.logical.text ? written : parseStatement(expansion.text);
  const place = placeOf(reading.document, line, 0, line.logical.text.length);
  for (const name of expansion.undefined) {
    const text = `[core:warn] AH00111: Config variable \${${name}} is not defined`;
    reading.notices.push({ pass: 'read', text, place });
  }
  if (read.kind === 'blank' || read.kind === 'comment') return;
  const node: Node = { ...line, document: reading.document, written, read };
  if (read.kind === 'close') closeSection(reading, node);
  else if (read.kind === 'open' && isCondition(read)) openCondition(reading, node, expansion.text);
  else if (read.kind === 'open') openSection(reading, node, expansion.undefined);
  else if (isExecutedWhileReading(read.key)) execute(reading, node);
  else if (isWorthKeeping(reading, read)) keep(reading, node, expansion.undefined);
}

/** Most directives of other modules have nothing to do with the MPMs; those that nobody knows stop httpd. */
function isWorthKeeping(reading: Reading, { key }: Statement): boolean {
  if (directiveNamed(key) !== undefined || extraFact(reading, key) !== undefined) return true;
  return !reading.modules.commands.has(key) && (reading.target.whole || moduleOf(key).length === 0);
}

function keep(reading: Reading, node: Node, unresolved: readonly string[], opens?: Section): void {
  const { section, condition } = reading;
  const readable = reading.target.whole || !node.read.words.some(({ text }) => isUnknown(text));
  const certain = readable && (condition?.certain ?? true);
  reading.kept.push({ ...node, section, condition, certain, unresolved, ...(opens && { opens }) });
}

function openSection(reading: Reading, node: Node, unresolved: readonly string[]): void {
  const parent = reading.section;
  const kind = sectionKind(node.read.name.text);
  const section: Section = {
    ...node,
    parent,
    inVirtualHost: kind === 'virtual host' || (parent?.inVirtualHost ?? false),
    inDirectory: kind === 'directory' || (parent?.inDirectory ?? false),
  };
  keep(reading, node, unresolved, section);
  reading.section = section;
}

function closeSection(reading: Reading, node: Node): void {
  const { read } = node;
  const { section } = reading;
  const around = reading.condition?.section;
  if (!section || section === around) {
    refuse(reading, 'read', node, `${read.word} without matching <${read.word.slice(2)} section`);
    return;
  }
  if (!read.closed) {
    refuse(reading, 'read', node, `${read.word}> directive missing closing '>'`);
  } else if (fold(read.name.text) !== fold(section.read.name.text)) {
    refuse(reading, 'read', node, `Expected </${spelled(reading, section.read)}> but saw ${read.word}`);
    const key = `<${fold(read.name.text)}`;
    let outer = section.parent;
    while (outer && outer !== around && outer.read.key !== key) outer = outer.parent;
    if (!outer || outer === around) return;
    reading.section = outer.parent;
    return;
  }
  reading.section = section.parent;
}

function openCondition(reading: Reading, node: Node, text: string): void {
  const tested = test(node.read, spelled(reading, node.read), text, reading);
  if ('error' in tested) {
    refuse(reading, 'read', node, tested.error);
    return;
  }
  const { condition: parent, section } = reading;
  const verdict = !reading.target.whole && isUnknown(tested.argument) ? 'unknown' : tested.verdict;
  const certain = verdict !== 'unknown' && (parent?.certain ?? true);
  const end = reading.document.lines.count - 1;
  const condition: Condition = { ...node, ...tested, verdict, parent, section, certain, end };
  reading.conditions.push(condition);
  if (verdict === 'no') reading.skipping = { condition, names: [spelled(reading, node.read)] };
  else reading.condition = condition;
}

/**
 * The end of the file closes a condition that holds, with all sections opened in it, and nobody complains; a skipped
 * one and sections outside of conditions are errors (config.c, ap_process_resource_config).
 */
function finish(reading: Reading): void {
  const { skipping } = reading;
  if (skipping) {
    refuse(reading, 'read', skipping.condition, `Expected </${skipping.names.at(-1)}> before end of configuration`);
  }
  let { section } = reading;
  for (let { condition } = reading; condition; condition = condition.parent) section = condition.section;
  const unclosed: Section[] = [];
  for (; section; section = section.parent) unclosed.push(section);
  const last = unclosed.at(-1);
  if (!last) return;
  const file = pathOf(reading.document.uri);
  const lines = unclosed.map(({ number, read }) => `${file}:${number}: <${spelled(reading, read)}> was not closed.`);
  refuse(reading, 'read', last, lines.join('\n'));
}
