import type { Setting } from '../mpm/model.ts';
import { placeIn } from '../resolve/places.ts';
import type { Condition, Node, Occurrence } from '../resolve/resolution.ts';
import type { Document } from '../syntax/document.ts';
import type { Edit, Place } from '../text/place.ts';

/** From the name of the directive to its last word. */
export function wholeDirective(node: Node): Place {
  return placeIn(node, node.written.name.start, node.written.rest.end);
}

/** All of the logical line, of a tag its brackets too. */
export function wholeLine(node: Node): Place {
  return placeIn(node, 0, node.logical.text.length);
}

/** The name alone; all of a `Use` that brought the line. */
export function nameOf(node: Node): Place {
  const { name } = node.written;
  return node.brought && 'writtenAt' in node.brought ? wholeDirective(node) : placeIn(node, name.start, name.end);
}

/** The place of a word behind the name, counted from zero; the whole directive where the line does not show it. */
export function argument(node: Node, index = 0): Place {
  const word = node.written.words[index];
  return word ? placeIn(node, word.start, word.end) : wholeDirective(node);
}

/** Whether an edit of the value edits what people see: not when it comes out of a variable. */
export function isEditable({ written, read }: Node): boolean {
  return written === read && written.words.length > 0;
}

/**
 * Gives the setting the value: in its line, or in a new line before `near` when it has none. Undefined when the value
 * cannot be edited in place.
 */
export function setTo(setting: Setting, value: number, near: Occurrence): Edit | undefined {
  const { by, name } = setting;
  if (!by) return insertBefore(near, name, String(value));
  return isEditable(by) ? replaceWord(by, String(value)) : undefined;
}

/** A word replaced, the first if not told otherwise; its quotes are kept. */
export function replaceWord(node: Node, text: string, index = 0): Edit {
  const word = node.written.words[index]!;
  const quote = node.logical.text[word.start];
  const closed = quote === '"' || quote === "'" ? quote : '';
  return { at: placeIn(node, word.start, word.end), text: `${closed}${text}${closed}` };
}

/** Another name for the directive, the rest of the line kept; a value that stands in a column stays in it while it can. */
export function rename(node: Node, name: string): Edit {
  const { name: former, words } = node.written;
  const blanks = words[0] ? node.logical.text.slice(former.end, words[0].start) : '';
  const longer = name.length - (former.end - former.start);
  if (!/^ {2,}$/.test(blanks)) return { at: placeIn(node, former.start, former.end), text: name };
  // One blank stays out of the edit, so that another edit of the value can be made with it.
  const taken = Math.min(Math.max(longer, 0), blanks.length - 1);
  const at = placeIn(node, former.start, former.end + taken);
  if (at.start.line !== at.end.line) return { at: placeIn(node, former.start, former.end), text: name };
  return { at, text: name.padEnd(name.length + Math.max(-longer, 0)) };
}

/** A line of its own before the node, indented, aligned and ended as the node's line is. */
function insertBefore(node: Node, name: string, value: string): Edit {
  const { lines, uri } = node.document;
  const line = lines.line(node.first);
  const indentation = /^[ \t]*/.exec(line)![0];
  // A lone CR ends no line of httpd's.
  const end = /\r?\n$/.exec(line)?.[0] ?? '\n';
  const start = { line: node.first, character: 0 };
  return { at: { uri, start, end: start }, text: `${indentation}${name}${blanksAfter(node, name)}${value}${end}` };
}

/** Blanks that put a value under that of the node, where its own stands in a column. */
function blanksAfter({ written, logical }: Node, name: string): string {
  const [word] = written.words;
  const blanks = word ? logical.text.slice(written.name.end, word.start) : ' ';
  if (blanks.includes('\t')) return blanks;
  const column = blanks.length > 1 ? written.name.text.length + blanks.length : 0;
  return ' '.repeat(Math.max(1, column - name.length));
}

/** Takes the lines of the node away, with the end of the last. */
export function removeLines({ document, first, logical, brought }: Node): Edit {
  return { at: { ...wholeLines(document, first, first + logical.count - 1), ...brought }, text: '' };
}

/** Moves a block with all its lines behind those of a node further down in the same document. */
export function moveBehind({ document, first, end, brought }: Condition, node: Node): readonly Edit[] {
  const { uri, lines } = document;
  const text = Array.from({ length: end - first + 1 }, (_, i) => lines.line(first + i)).join('');
  const lineEnd = /(\r\n|\n|\r)$/.exec(text)?.[0] ?? '';
  const last = node.first + node.logical.count - 1;
  // At the end of the line, which may be the last of the text and have no line end.
  const at = { line: last, character: lines.lengthOf(last) };
  return [
    { at: { ...wholeLines(document, first, end), ...brought }, text: '' },
    {
      at: { uri, start: at, end: at, ...node.brought },
      text: `${lineEnd}${text.slice(0, text.length - lineEnd.length)}`,
    },
  ];
}

/** Whole lines, the end of the last included. */
function wholeLines({ uri, lines }: Document, first: number, last: number): Place {
  const end =
    last + 1 < lines.count ? { line: last + 1, character: 0 } : { line: last, character: lines.lengthOf(last) };
  return { uri, start: { line: first, character: 0 }, end };
}
