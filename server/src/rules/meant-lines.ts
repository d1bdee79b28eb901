import { likelyName } from '../catalogue/likely-name.ts';
import { commandsNamed } from '../catalogue/lookup.ts';
import { tagMeantBy } from '../resolve/meant-tags.ts';
import type { Node, Problem, Resolution } from '../resolve/resolution.ts';
import type { Document } from '../syntax/document.ts';
import { parseLine } from '../syntax/line.ts';
import { addTo } from '../text/add-to.ts';
import { fold } from '../text/letter-case.ts';
import { type Message, say } from '../text/message.ts';
import { asTyped, pastedIn } from '../text/pasted.ts';
import type { Edit } from '../text/place.ts';
import { removeLines, rename, wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { refusalsOf } from './refusals.ts';
import type { Finding, Fix } from './rule.ts';

/** What a line that httpd refuses is evidently meant to be: what is wrong with it, and the line itself. */
interface Meant {
  readonly message: Message;
  /** The whole line; empty where it is to be a blank one. */
  readonly line: string;
  /** Whether characters that were pasted into it are what is wrong: then other lines mostly have them too. */
  readonly isPasted?: true;
  /** The name of the section that the line is to open. */
  readonly section?: string;
}

/** Longer ones are shown by their beginning. */
const longestShown = 60;

/**
 * The finding of a line of which the name is none that a module could have: characters out of a web page, a comment of another
 * language, a sign between name and value, a section that is called as a module. Undefined for a name that is misspelled only.
 */
export function meantLine(problem: Problem, inAllLines: FixesOfDocuments): Omit<Finding, 'httpd'> | undefined {
  const { node, endTag } = problem;
  const meant = meantBy(node);
  if (!meant) return undefined;
  return {
    at: wholeLine(node),
    message: meant.message,
    fixes: isPlain(node) ? [(meant.isPasted && inAllLines.get(node.document)) || fixOf(node, meant, endTag)] : [],
  };
}

function meantBy(node: Node): Meant | undefined {
  const { text } = node.logical;
  const { name, kind } = node.read;
  return asComment(text) ?? (kind === 'open' ? asSection(node) : (asPasted(text, name.text) ?? withoutSign(text)));
}

/** A comment of another language. */
function asComment(text: string): Meant | undefined {
  const typed = asTyped(text).trim();
  const mark = /^(?:\/\/+|;+|--+(?=\s|\w)|\/\*+|<!--+)/.exec(typed)?.[0];
  if (mark === undefined) return undefined;
  const behind = typed
    .slice(mark.length)
    .replace(/\s*(?:\*\/|-->)$/, '')
    .replace(/^(?=\w)/, ' ');
  const message = say('{mark} begins no comment: httpd takes the line for a directive and does not start', { mark });
  return { message, line: `#${behind}` };
}

function asSection({ read, logical }: Node): Meant | undefined {
  const { text } = logical;
  const meant = tagMeantBy(read, text);
  if (!meant) return undefined;
  const { tag: line, name: section } = meant;
  const characters = pastedIn(text).join(' ');
  if (read.name.text === '') {
    return {
      message: say('There is a space after <: httpd does not start; did you mean {line}?', { line }),
      line,
      section,
    };
  }
  if (characters !== '') return { message: partOfName(characters, line), line, section, isPasted: true };
  const values = { name: read.name.text, line };
  return {
    message: say('httpd has no section <{name}> and does not start; did you mean {line}?', values),
    line,
    section,
  };
}

/** Characters in the name, or in front of it, that nobody types. Behind the name only a tag is made of httpd's characters. */
function asPasted(text: string, name: string): Meant | undefined {
  const typed = asTyped(name);
  if (typed === name) return undefined;
  const rest = text.slice(text.indexOf(name) + name.length);
  const isTag = typed.trimStart().startsWith('<');
  const quoted = typed.trim().replace(/^(["'])(.*)\1$/, '$2');
  const line = `${quoted}${isTag ? asTyped(rest) : rest}`.trim();
  const characters = pastedIn(isTag ? text : name).join(' ');
  if (line !== '') return { message: partOfName(characters, shortened(line)), line, isPasted: true };
  const message = say('The line is not blank: httpd takes {characters} for a directive and does not start', {
    characters,
  });
  return { message, line, isPasted: true };
}

/** `MaxRequestWorkers=200` and `MaxRequestWorkers: 200`. */
function withoutSign(text: string): Meant | undefined {
  const [, name = '', sign = '', rest = ''] = /^(\w+)([=:;,]+)\s*(.*)$/s.exec(text) ?? [];
  const right = commandsNamed(name).length > 0 ? name : likelyName(name);
  if (right === undefined) return undefined;
  const line = `${right} ${rest}`.trim();
  return { message: partOfName(sign, shortened(line)), line };
}

function partOfName(characters: string, line: string): Message {
  return say('httpd takes {characters} as part of the name and does not start; did you mean {line}?', {
    characters,
    line,
  });
}

function fixOf(node: Node, { line, section }: Meant, endTag: Node | undefined): Fix {
  const edits = [lineEdit(node, line)];
  if (section !== undefined && endTag && isPlain(endTag) && fold(endTag.read.name.text) !== fold(section)) {
    edits.push(rename(endTag, section));
    const title = say('Replace with {line}, its end tag with </{section}>', { line: shortened(line), section });
    return { title, edits, safe: false };
  }
  if (line === '') return { title: say('Remove the line'), edits: [removeLines(node)], safe: false };
  return { title: say('Replace with {line}', { line: shortened(line) }), edits, safe: false };
}

/** By document, one fix for all its lines with characters that were pasted into them. */
export type FixesOfDocuments = ReadonlyMap<Document, Fix>;

/** More edits than that are a file of another kind. */
const mostLines = 200;

/**
 * Pasted text has such characters in most of its lines, and one half of a section is worse than none: where a document has
 * several such lines, they are mended together.
 */
export function inAllLines(problems: readonly Problem[]): FixesOfDocuments {
  const edits = new Map<Document, Edit[]>();
  for (const { node } of problems) {
    const meant = isPlain(node) ? meantBy(node) : undefined;
    if (meant?.isPasted) addTo(edits, node.document, lineEdit(node, meant.line));
  }
  const several = [...edits].filter(([, { length }]) => length > 1 && length <= mostLines);
  return new Map(
    several.map(([document, edits]) => {
      const title = say('Replace such characters in {count} lines', { count: edits.length });
      return [document, { title, edits, safe: false }];
    }),
  );
}

function lineEdit(node: Node, text: string): Edit {
  return { at: wholeLine(node), text };
}

function shortened(line: string): string {
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}

/** Whether a section, of which the tags do not match, is told already as one of a name that none has. */
export function misnamedIn(resolution: Resolution): (section: Node | undefined) => boolean {
  const told = new Map<Document, Set<number>>();
  for (const { node } of refusalsOf(resolution, 'unknown command')) {
    if (node.read.kind !== 'open') continue;
    const lines = told.get(node.document);
    if (lines) lines.add(node.first);
    else told.set(node.document, new Set([node.first]));
  }
  return (section) => section !== undefined && (told.get(section.document)?.has(section.first) ?? false);
}

/**
 * The tag as httpd takes it, where the written one is none for the characters in it; undefined where nothing but them is wrong
 * with it, or where it has none.
 */
export function tagWithout({ logical }: Node): string | undefined {
  const { text } = logical;
  const typed = asTyped(text)
    .replace(/^<(\/?)\s+/, '<$1')
    .replace(/^(<\/.*?)\s+>$/, '$1>')
    .trim();
  const statement = typed === text ? undefined : parseLine(typed);
  const isTag = statement?.kind === 'open' || statement?.kind === 'close';
  return isTag && statement.closed && statement.name.text !== '' ? typed : undefined;
}

/** What is wrong with such a tag. */
export function noTag({ logical, read }: Node): Message {
  const { text: tag } = logical;
  const characters = pastedIn(tag).join(' ');
  if (characters !== '') {
    return read.closed
      ? say('httpd takes {characters} as part of the tag {tag} and does not start', { characters, tag })
      : say('httpd takes {characters} as part of the tag, which has no end then, and does not start', { characters });
  }
  return say('{tag} has a space in it: httpd does not take it as an end tag and does not start', { tag });
}

/** The tag in the place of one that is none. */
export function replaceTag(node: Node, tag: string): Fix {
  return { title: say('Replace with {line}', { line: tag }), edits: [lineEdit(node, tag)], safe: false };
}
