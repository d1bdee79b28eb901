import { directiveNamed, mpmNamed } from '../catalogue/lookup.ts';
import type { Document } from '../syntax/document.ts';
import type { Line as ParsedLine, Statement } from '../syntax/line.ts';
import type { LogicalLine } from '../syntax/logical-line.ts';
import { fold } from '../text/letter-case.ts';
import { isPlainTag, kindOfLine, type LineKind, plainlyAsked } from './line-kind.ts';
import { nameOfUse, needsOfNames } from './needs.ts';
import type { Extent, Line, Passage, Section, TagLine, Tells, Text } from './passage.ts';

/** A longer run is cut, so that an edit of a line looks at few others. */
const longestRun = 256;

/** More stand in a row only for a while. */
const longestGroup = 64;

/** Tags in a deeper one stay lines, which are read each: whoever visits sections calls itself for one in another. */
const deepest = 200;

/** Lines from `from` to `to`, exclusive, sections not yet put together; undefined if a section of text goes on behind. */
export function scan(document: Document, from: number, to: number): readonly Passage[] | undefined {
  const passages: Passage[] = [];
  let run = emptyRun();
  const names = new Set<string>();
  /** Equal lines are one object where many were read at once. */
  const kinds = new Map<LogicalLine, LineKind>();
  const kindOf = (line: LogicalLine) => {
    const kind = kinds.get(line) ?? kindOfLine(line);
    kinds.set(line, kind);
    return kind;
  };
  const finish = () => {
    if (run.count > 0) passages.push({ ...run, needs: needsOfNames(names) });
    names.clear();
    run = emptyRun();
  };
  for (let at = from; at < to; ) {
    const logical = document.logical[at]!;
    const { count, httpdLines } = logical;
    const kind = kindOf(logical);
    if (kind === 'quiet' || kind === 'plain') {
      if (run.count >= longestRun) finish();
      run.count += count;
      run.httpdLines += httpdLines;
      if (kind === 'plain') for (const need of needsOfLine(logical.parsed as Statement, logical.text)) names.add(need);
      at += count;
      continue;
    }
    finish();
    if (kind === 'text') {
      const text = textFrom(document, at);
      if (at + text.count > to) return undefined;
      passages.push(text);
      at += text.count;
      continue;
    }
    passages.push(lineOf(kind, logical.parsed, logical.text, { count, httpdLines }));
    at += count;
  }
  finish();
  return passages;
}

const nothing: ReadonlySet<Tells> = new Set();
const ofMpms: ReadonlySet<Tells> = new Set(['of MPMs']);
const inComments: ReadonlySet<Tells> = new Set(['in comments']);
const everything: ReadonlySet<Tells> = new Set([...ofMpms, ...inComments]);

function toldBy(line: ParsedLine): ReadonlySet<Tells> {
  if (line.kind === 'comment') return inComments;
  if (line.kind !== 'directive' && line.kind !== 'open') return nothing;
  const isAboutModule = line.key === '<ifmodule' || line.key === 'loadmodule';
  const isOfMpms = isAboutModule ? mpmNamed(line.words[0]?.text.replace(/^!/, '') ?? '') : directiveNamed(line.key);
  return isOfMpms ? ofMpms : nothing;
}

/** Whether one line is to passages, and to what stands around it, what the other is. */
export function saysTheSame(line: LogicalLine, other: LogicalLine): boolean {
  const kind = kindOfLine(line);
  if (kindOfLine(other) !== kind || line.parsed.kind !== other.parsed.kind) return false;
  if (line.httpdLines !== other.httpdLines || line.joins[0]!.character !== other.joins[0]!.character) return false;
  if (kind === 'quiet') return true;
  if (kind === 'open') return isSameTag(line, other);
  if (kind !== 'plain') return false;
  const [needs, others] = [line, other].map(({ parsed, text }) =>
    [...needsOfLine(parsed as Statement, text)].join(' '),
  );
  return needs === others;
}

/** Whether both begin a section that says nothing but by what stands in it; a condition says more. */
function isSameTag(line: LogicalLine, other: LogicalLine): boolean {
  const [tag, otherTag] = [line.parsed as Statement, other.parsed as Statement];
  return tag.key === otherTag.key && isPlainTag(tag, line.text) && isPlainTag(otherTag, other.text);
}

function* needsOfLine({ key, words }: Statement, text: string): Generator<string> {
  yield key === 'use' ? nameOfUse(words.map((word) => word.text))! : key;
  if (text.includes('${')) for (const [, name = ''] of text.matchAll(/\$\{([^}]*)\}/g)) yield `$${name}`;
}

function emptyRun() {
  return { kind: 'run' as const, count: 0, httpdLines: 0, tells: nothing };
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
  return { kind: 'line', ...extent, tells, tag: { kind, name, plain, ...(asked && { asked }) } };
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
    if (passage.kind === 'section' && [...passage.dangling].some(isOpen)) {
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
  const dangling = new Set<string>();
  for (const passage of inner) {
    if (passage.kind === 'line' && passage.tag?.kind === 'close') dangling.add(passage.tag.name);
    if (passage.kind === 'section') for (const name of passage.dangling) dangling.add(name);
  }
  const all = together([open, ...inner, close]);
  return { kind: 'section', ...all, open, close, inner: grouped(inner), dangling, needs: undefined };
}

/** The extent of passages in a row, and what they tell. */
function together(passages: readonly Passage[]): Extent & Pick<Passage, 'tells'> {
  let count = 0;
  let httpdLines = 0;
  const tells = new Set<Tells>();
  for (const passage of passages) {
    count += passage.count;
    httpdLines += passage.httpdLines;
    for (const each of passage.tells) tells.add(each);
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
