import { sectionKind } from '../catalogue/containers.ts';
import { commandsNamed } from '../catalogue/lookup.ts';
import type { PlacedLine } from '../syntax/document.ts';
import { parseStatement, type Statement } from '../syntax/line.ts';
import { gathering } from '../text/gathered.ts';
import { fold } from '../text/letter-case.ts';
import { awaitedIn } from './awaited.ts';
import { closeAsMeant, closeMisnamed, endCondition, testAsMeant } from './close-as-meant.ts';
import { isCondition, test } from './conditions.ts';
import { behindExpansion } from './expansion.ts';
import { finish } from './finish.ts';
import { execute, isExecuted } from './immediate.ts';
import { collisionsIn } from './listeners.ts';
import { hasCommand, spellingOf } from './loaded-modules.ts';
import type { Macro } from './macro-texts.ts';
import { isText, openText, swallow } from './macros.ts';
import { within } from './may-stand.ts';
import { endTagName, isMisnamed } from './meant-tags.ts';
import { nodeOf, writtenIn } from './nodes.ts';
import { isTooLongPerDirectory } from './per-directory.ts';
import { prepare } from './prepare.ts';
import { readPassages } from './read-passages.ts';
import { begin, extraFact, type Frame, leaveOpen, type Reading, refuse, remark, spelled } from './reading.ts';
import type { Condition, Node, Resolution, Section } from './resolution.ts';
import type { Snapshot } from './snapshot.ts';
import { holdsPlaceholder, isTemplated, isTemplateLine, isUnknownName } from './template.ts';
import { expand } from './variables.ts';
import { isOfInterest, walk } from './walk.ts';
import { isWholeAtStart } from './whole.ts';

/**
 * Reads a configuration as httpd does: the first pass decides conditions, follows includes and builds the tree, the
 * second walks it. After an error, where httpd stops, it goes on as well as it can. Never throws.
 */
export function resolve(snapshot: Snapshot): Resolution {
  const resolution = resolveWith(snapshot, new Set());
  const awaited = awaitedIn(resolution);
  return awaited.size > 0 ? resolveWith(snapshot, awaited) : resolution;
}

function resolveWith(snapshot: Snapshot, awaited: ReadonlySet<string>): Resolution {
  const enter: Reading['enter'] = (path, document, by) => {
    const { frame, section, condition } = reading;
    reading.followed.push({ by, path, document });
    const includedBy = [...frame.includedBy, { path: frame.path, number: by.number }];
    reading.frame = { document, path, includedBy, section, condition };
    readFile(reading);
    reading.frame = frame;
  };
  const expand: Reading['expand'] = (where, macro, expansion) => readMacro(reading, where, macro, expansion);
  const reading = begin(snapshot, { enter, expand }, isWholeAtStart(snapshot), awaited);
  readFile(reading);
  prepare(reading);
  const occurrences = walk(reading);
  const { conditions, problems, notices, loaded, followed, unread, definitions, files, modules, wanted } = reading;
  const { strange, unloaded, obsolete } = reading;
  return {
    occurrences,
    conditions,
    problems: problems.filter(({ node }) => !isTemplated(reading.templated, node.path)),
    notices,
    mpms: modules.mpms,
    loaded,
    followed,
    unread,
    definitions,
    files,
    strange,
    unloaded,
    obsolete,
    collisions: collisionsIn(reading, occurrences),
    templated: reading.templated,
    target: snapshot.target,
    whole: modules.whole,
    openedBy: reading.openedBy,
    mpmIsLoaded: modules.build.mpmIsLoaded,
    serverRoot: reading.serverRoot,
    notReadBy: snapshot.notReadBy,
    passedOver: reading.passedOver,
    wanted: [...wanted].map(([path, content]) => ({ path, content })),
  };
}

/** Reads the file of the frame to its end. */
function readFile(reading: Reading): void {
  const { frame } = reading;
  reading.files.set(frame.path, frame.document);
  reading.filesRead++;
  readPassages(reading, frame.document, readLine);
  reading.carried = undefined;
  finish(reading);
  reading.section = frame.section;
  reading.condition = frame.condition;
  reading.skipping = undefined;
}

/** Reads the text of a macro as if it stood in the place of its `Use`: its tags may match those around it. */
function readMacro(reading: Reading, where: string, macro: Macro, expansion: NonNullable<Frame['expansion']>): void {
  const { frame, section, condition } = reading;
  reading.frame = { ...frame, path: where, expansion };
  if (macro.condition) {
    reading.frame = { ...reading.frame, section, condition: macro.condition };
    reading.condition = macro.condition;
  }
  for (const line of expansion.of.lines) readLine(reading, line);
  if (macro.condition) Object.assign(reading, { section, condition, skipping: undefined });
  reading.carried = (reading.carried ?? '') + expansion.of.carried;
  reading.frame = frame;
}

function readLine(reading: Reading, physical: PlacedLine): void {
  const line = reading.carried === undefined ? physical : behindUse(reading, physical);
  if (line) readLogical(reading, line);
}

/** What the `Use` before has made of a line (mod_macro.c, array_getstr). */
function behindUse(reading: Reading, line: PlacedLine): PlacedLine | undefined {
  const carried = reading.carried!;
  reading.carried = undefined;
  const { frame } = reading;
  // The lines of a macro all have their ends.
  return frame.expansion && carried === '' ? line : behindExpansion(frame.document, line, carried);
}

function readLogical(reading: Reading, line: PlacedLine): void {
  const written = line.logical.parsed;
  const { frame } = reading;
  if (!reading.started && isTemplateLine(line.logical.text)) {
    reading.templated.add(frame.path);
    leaveOpen(reading);
  } else if (reading.swallowing) {
    swallow(reading, line, writtenIn(reading, line));
  } else if (written.kind === 'blank' || written.kind === 'comment') {
    return;
  } else if (isTooLong(reading, line)) {
    const text = `Error reading ${frame.path} at line ${line.number}: Line too long`;
    refuse(reading, 'read', nodeOf(reading, line, written, written), { offence: 'line too long', text });
  } else if (reading.skipping) {
    skip(reading, line, written);
  } else if (!closesCondition(reading, line)) {
    take(reading, line, written);
  }
}

function isTooLong({ target, frame }: Reading, line: PlacedLine): boolean {
  if (target.perDirectory && !frame.expansion) return isTooLongPerDirectory(frame.document, line);
  return line.logical.tooLong;
}

/** A taken condition ends with a line that is its end tag and nothing else, not expanded (config.c, ap_build_cont_config). */
function closesCondition(reading: Reading, line: PlacedLine): boolean {
  const { logical } = line;
  const { condition, frame } = reading;
  if (!condition || condition === frame.condition || logical.parsed.kind !== 'close') return false;
  if (condition.section !== reading.section) return false;
  if (fold(logical.text) !== `</${fold(condition.read.name.text)}>`) return false;
  endCondition(reading, condition, line);
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
      const expected = names.at(-1)!;
      const text = `Expected </${expected}> but saw ${seen}>`;
      const endTag = nodeOf(reading, line, statement, statement);
      refuse(reading, 'read', condition, { offence: 'unmatched end tag', text, expected, endTag });
      const matching = names.findLastIndex((name) => fold(name) === fold(endTagName(statement)));
      if (matching >= 0) names.length = matching + 1;
      else return;
    }
    names.pop();
    if (names.length > 0) return;
    endCondition(reading, condition, line);
    reading.skipping = undefined;
  }
}

function take(reading: Reading, line: PlacedLine, written: Statement): void {
  const text = expanded(reading, line, written);
  const read = text === line.logical.text ? written : parseStatement(text);
  if (read.kind === 'blank' || read.kind === 'comment') return;
  const node = nodeOf(reading, line, written, read);
  if (read.kind === 'close') closeSection(reading, node);
  else if (read.kind === 'open' && isCondition(read)) openCondition(reading, node, text);
  else if (read.kind === 'open' && isText(reading, read)) openText(reading, node, text);
  else if (read.kind === 'open') openSection(reading, node);
  else if (isExecuted(read) && hasCommand(reading.modules, read.key) !== 'no') execute(reading, node);
  else if (isWorthKeeping(reading, read)) keep(reading, node);
}

/** The text of a line with its variables replaced; httpd remarks on those that it does not know. */
function expanded(reading: Reading, line: PlacedLine, written: Statement): string {
  const { text } = line.logical;
  if (!text.includes('${')) return text;
  const expansion = expand(text, { defined: reading.variables, environment: reading.target.environment });
  for (const variable of expansion.undefined) {
    const said = `[core:warn] AH00111: Config variable \${${variable}} is not defined`;
    remark(reading, 'read', 'undefined variable', nodeOf(reading, line, written, written), said, { variable });
  }
  return expansion.text;
}

/** Most directives have nothing to do with the MPMs. Kept are those that have, and those that may stop httpd: of a per-directory file, any. */
function isWorthKeeping(reading: Reading, read: Statement): boolean {
  if (reading.target.perDirectory) return true;
  if (isOfInterest(read, reading.section) || extraFact(reading, read.key)) return true;
  if (spellingOf(reading.modules, read.key) !== undefined) return false;
  return reading.modules.whole || commandsNamed(read.key).length === 0;
}

function keep(reading: Reading, node: Node, opens?: Section): void {
  const { section, condition } = reading;
  const readable = reading.started || !holdsPlaceholder(node.read);
  // A macro has parameters, also where httpd does not know what it is.
  const isOfTemplate = !readable && !node.read.rest.text.includes('${');
  if (isOfTemplate && sectionKind(section?.read.name.text ?? '') !== 'text') leaveOpen(reading);
  const certain = readable && (condition?.certain ?? true);
  reading.kept.push({ ...node, section, condition, certain, ...(opens && { opens }) });
}

function openSection(reading: Reading, node: Node): void {
  const parent = reading.section;
  const section: Section = { ...node, parent, ...within(parent, node.read.key) };
  keep(reading, node, section);
  reading.section = section;
}

function closeSection(reading: Reading, node: Node): void {
  const { read } = node;
  const { section } = reading;
  const { condition, frame } = reading;
  const around = condition === frame.condition ? frame.section : condition?.section;
  if (!section || section === around) {
    const text = `${read.word} without matching <${read.word.slice(2)} section`;
    refuse(reading, 'read', node, { offence: 'unmatched end tag', text });
    closeAsMeant(reading, node);
    return;
  }
  if (!read.closed) {
    refuse(reading, 'read', node, { offence: 'unfinished tag', text: `${read.word}> directive missing closing '>'` });
  } else if (fold(read.name.text) !== fold(section.read.name.text)) {
    const expected = spelled(reading, section.read);
    const text = `Expected </${expected}> but saw ${read.word}`;
    refuse(reading, 'read', node, { offence: 'unmatched end tag', text, expected });
    const key = `<${fold(read.name.text)}`;
    let outer = keysAround(section)?.has(key) === false ? undefined : section.parent;
    while (outer && outer !== around && outer.read.key !== key) outer = outer.parent;
    if (outer && outer !== around) {
      outer.endTag = node;
      reading.section = outer.parent;
    } else if (read.closed && isMisnamed(section.read)) {
      closeMisnamed(reading, section, node);
    }
    return;
  }
  section.endTag = node;
  reading.section = section.parent;
}

const keysAround = gathering(({ read }: Section) => read.key);

function openCondition(reading: Reading, node: Node, text: string): void {
  const objection = test(node.read, spelled(reading, node.read), text, reading);
  if ('offence' in objection) refuse(reading, 'read', node, objection);
  const tested = 'offence' in objection ? testAsMeant(reading, objection, text) : objection;
  if (!tested || 'offence' in tested) return;
  const { condition: parent, section } = reading;
  const verdict = !reading.started && isUnknownName(node.read.rest.text) ? 'unknown' : tested.verdict;
  const certain = verdict !== 'unknown' && (parent?.certain ?? true);
  const end = node.brought ? node.first + node.logical.count - 1 : node.document.lines.count - 1;
  const condition: Condition = { ...node, ...tested, verdict, parent, section, certain, end };
  reading.conditions.push(condition);
  if (verdict === 'no') reading.skipping = { condition, names: [spelled(reading, node.read)] };
  else reading.condition = condition;
}
