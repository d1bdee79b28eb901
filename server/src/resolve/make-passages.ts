import type { Document } from '../syntax/document.ts';
import type { Line as ParsedLine, Statement } from '../syntax/line.ts';
import type { LogicalLine } from '../syntax/logical-line.ts';
import { fold } from '../text/letter-case.ts';
import { isPlainTag, kindOfLine, plainlyAsked } from './line-kind.ts';
import { addName, gather, gathered, nameOfUse } from './needs.ts';
import type { Extent, Line, Passage, Section, TagLine, Text } from './passage.ts';
import { both, everything, nothing, toldBy } from './tells.ts';

/** A longer run is cut, so that an edit of a line looks at few others. */
const longestRun = 256;

/** More stand in a row only for a while. */
const longestGroup = 64;

/** Tags in a deeper one stay lines, which are read each: whoever visits sections calls itself for one in another. */
const deepest = 200;

/** Lines from `from` to `to`, exclusive, sections not yet put together; undefined if a section of text goes on behind. */
export function scan(document: Document, from: number, to: number): readonly Passage[] | undefined {
  const passages: Passage[] = [];
  let count = 0;
  let httpdLines = 0;
  let needs = gather();
  const finish = () => {
    if (count > 0) passages.push({ kind: 'run', count, httpdLines, needs: gathered(needs), tells: nothing });
    count = 0;
    httpdLines = 0;
    needs = gather();
  };
  for (let at = from; at < to; ) {
    const logical = document.logical[at]!;
    const role = roleOf(logical);
    if (role.kind === 'in run') {
      if (count >= longestRun) finish();
      count += logical.count;
      httpdLines += logical.httpdLines;
      for (let name = 0; name < role.names.length; name++) addName(needs, role.names[name]!);
      at += logical.count;
      continue;
    }
    finish();
    const passage = role.kind === 'begin of text' ? textFrom(document, at) : role;
    if (at + passage.count > to) return undefined;
    passages.push(passage);
    at += passage.count;
  }
  finish();
  return passages;
}

/** What a line is to passages: a passage of its own, or a part of one. */
type Role = Line | InRun | { readonly kind: 'begin of text' };

/** What has to be looked up before the line is passed over. */
interface InRun {
  readonly kind: 'in run';
  readonly names: readonly string[];
  /** What is so with one name more: lines that have the same names share it. */
  withName: Map<string, InRun> | undefined;
}

const beginOfText: Role = { kind: 'begin of text' };
const quiet = inRun([]);
const mostWithName = 1000;
const mostShared = 4;

function inRun(names: readonly string[]): InRun {
  return { kind: 'in run', names, withName: undefined };
}

function withName(role: InRun, name: string): InRun {
  role.withName ??= new Map();
  let more = role.withName.get(name);
  if (!more) {
    more = inRun([...role.names, name]);
    if (role.withName.size < mostWithName) role.withName.set(name, more);
  }
  return more;
}

function roleOf(logical: LogicalLine): Role {
  logical.role ??= newRole(logical);
  return logical.role as Role;
}

function newRole(logical: LogicalLine): Role {
  const { parsed, text, count, httpdLines } = logical;
  const kind = kindOfLine(logical);
  if (kind === 'quiet') return quiet;
  if (kind === 'plain') return plainRole(parsed as Statement, text);
  return kind === 'text' ? beginOfText : lineOf(kind, parsed, text, { count, httpdLines });
}

function plainRole(statement: Statement, text: string): InRun {
  const { key } = statement;
  const variables = variablesIn(text);
  if (key === 'use') return inRun([nameOfUse(statement.words.map((word) => word.text))!, ...variables]);
  if (variables.length > mostShared) return inRun([key, ...variables]);
  return variables.reduce(withName, withName(quiet, key));
}

function variablesIn(text: string): readonly string[] {
  const names: string[] = [];
  for (let from = text.indexOf('${'); from >= 0; ) {
    const to = text.indexOf('}', from);
    if (to < 0) break;
    names.push(`$${text.slice(from + 2, to)}`);
    from = text.indexOf('${', to);
  }
  return names;
}

/** Whether one line is to passages, and to what stands around it, what the other is. */
export function saysTheSame(line: LogicalLine, other: LogicalLine): boolean {
  const [role, otherRole] = [roleOf(line), roleOf(other)];
  if (line.parsed.kind !== other.parsed.kind) return false;
  if (line.httpdLines !== other.httpdLines || line.joins[0]!.character !== other.joins[0]!.character) return false;
  // Of others the physical line that they begin with may be indented otherwise.
  if (line.joins[0]!.line > 0 || other.joins[0]!.line > 0) return false;
  if (role.kind === 'line') return otherRole.kind === 'line' && isSameTag(role, otherRole);
  if (role.kind !== 'in run' || otherRole.kind !== 'in run') return false;
  return role.names.length === otherRole.names.length && role.names.every((name, at) => name === otherRole.names[at]);
}

/** Whether both begin a section that says nothing but by what stands in it; a condition says more. */
function isSameTag({ tag }: Line, { tag: other }: Line): boolean {
  const isPlain = tag?.kind === 'open' && tag.plain && !tag.asked;
  return isPlain && other?.kind === 'open' && other.plain && tag.name === other.name;
}

function lineOf(kind: 'telling' | 'open' | 'close', parsed: ParsedLine, text: string, extent: Extent): Line {
  const tells = toldBy(parsed);
  if (kind === 'telling') return { kind: 'line', ...extent, tells };
  const statement = parsed as Statement;
  const name = fold(statement.name.text);
  if (kind === 'close') {
    return { kind: 'line', ...extent, tells, tag: { kind, name, plain: fold(text) === `</${name}>` } };
  }
  const asked = plainlyAsked(statement);
  const plain = asked !== undefined || isPlainTag(statement, text);
  const isGuard = asked?.test === 'module' && !statement.rest.text.startsWith('!');
  const guard = isGuard ? { guard: asked.argument } : {};
  return { kind: 'line', ...extent, tells, tag: { kind, name, plain, ...(asked && { asked }), ...guard } };
}

/** From the tag of a section of text to its end (mod_macro.c counts macros in macros), or to that of the document. */
function textFrom(document: Document, from: number): Text {
  const opened = document.logical[from]!.parsed as Statement;
  const name = fold(opened.name.text);
  let depth = 0;
  let count = 0;
  let httpdLines = 0;
  while (from + count < document.logical.length) {
    const logical = document.logical[from + count]!;
    count += logical.count;
    httpdLines += logical.httpdLines;
    const { parsed } = logical;
    if (parsed.kind === 'blank' || parsed.kind === 'comment' || fold(parsed.name.text) !== name) continue;
    if (parsed.kind === 'open') depth++;
    if (parsed.kind === 'close' && --depth <= 0) break;
  }
  return { kind: 'text', count, httpdLines, tells: everything };
}

/** The passages with what stands in groups in the place of these. */
export function ungrouped(passages: readonly Passage[]): readonly Passage[] {
  if (!passages.some(({ kind }) => kind === 'group')) return passages;
  return passages.flatMap((passage) => (passage.kind === 'group' ? passage.inner : passage));
}

/** An opening tag whose end tag is not yet met, with what follows it. */
interface Opened {
  readonly open: TagLine;
  readonly inner: Passage[];
}

/** Puts sections together: an end tag ends the innermost open section of its name; what is open in that stays alone. */
export function paired(passages: readonly Passage[]): readonly Passage[] {
  const top: Passage[] = [];
  const stack: Opened[] = [];
  const around = () => stack.at(-1)?.inner ?? top;
  const leave = () => {
    const { open, inner } = stack.pop()!;
    for (const part of [open, ...inner]) around().push(part);
  };
  const isOpen = (name: string) => stack.some(({ open }) => open.tag.name === name);
  const take = (passage: Passage) => {
    if (passage.kind === 'section' && passage.dangling.size > 0 && [...passage.dangling].some(isOpen)) {
      for (const part of [passage.open, ...ungrouped(passage.inner), passage.close]) take(part);
      return;
    }
    const tag = passage.kind === 'line' ? passage.tag : undefined;
    if (tag?.kind === 'open' && stack.length < deepest) {
      stack.push({ open: passage as TagLine, inner: [] });
    } else if (tag?.kind === 'close' && isOpen(tag.name)) {
      while (stack.at(-1)!.open.tag.name !== tag.name) leave();
      const { open, inner } = stack.pop()!;
      around().push(sectionOf(open, inner, passage as TagLine));
    } else {
      around().push(passage);
    }
  };
  for (const passage of ungrouped(passages)) take(passage);
  while (stack.length > 0) leave();
  return top;
}

/** A section of two tags and what stands between them. */
export function sectionOf(open: TagLine, inner: readonly Passage[], close: TagLine): Section {
  let dangling: Set<string> | undefined;
  for (const passage of inner) {
    const tag = passage.kind === 'line' ? passage.tag : undefined;
    if (tag?.kind === 'close') dangling = (dangling ?? new Set()).add(tag.name);
    for (const name of passage.kind === 'section' ? passage.dangling : none) {
      dangling = (dangling ?? new Set()).add(name);
    }
  }
  const within = together(inner);
  return {
    kind: 'section',
    count: open.count + within.count + close.count,
    httpdLines: open.httpdLines + within.httpdLines + close.httpdLines,
    open,
    close,
    inner: grouped(inner),
    tells: both(both(open.tells, within.tells), close.tells),
    dangling: dangling ?? none,
    needs: undefined,
  };
}

const none: ReadonlySet<string> = new Set();

/** The extent of passages in a row, and what they tell. */
function together(passages: readonly Passage[]): Extent & Pick<Passage, 'tells'> {
  let count = 0;
  let httpdLines = 0;
  let tells = nothing;
  for (const passage of passages) {
    count += passage.count;
    httpdLines += passage.httpdLines;
    tells = both(tells, passage.tells);
  }
  return { count, httpdLines, tells };
}

/** The passages, in groups where they are many. */
export function grouped(passages: readonly Passage[]): readonly Passage[] {
  return passages.length > 2 * longestGroup ? inGroups(passages) : passages;
}

/** The passages, those that stand in a row put into groups of like size; groups that are among them stay. */
export function inGroups(passages: readonly Passage[]): readonly Passage[] {
  const all: Passage[] = [];
  let row: Passage[] = [];
  const finish = () => {
    const size = Math.ceil(row.length / Math.ceil(row.length / longestGroup));
    for (let from = 0; from < row.length; from += size) {
      const inner = row.slice(from, from + size);
      if (inner.length > 1) all.push({ kind: 'group', ...together(inner), inner, needs: undefined });
      else all.push(...inner);
    }
    row = [];
  };
  for (const passage of passages) {
    if (passage.kind !== 'group' && isCalm(passage)) {
      row.push(passage);
      continue;
    }
    finish();
    all.push(passage);
  }
  finish();
  return all;
}

/** Whether no tag in it has to do with others than those in it. */
export function isCalm(passage: Passage): boolean {
  if (passage.kind === 'section') return passage.dangling.size === 0;
  return passage.kind !== 'line' || !passage.tag;
}
