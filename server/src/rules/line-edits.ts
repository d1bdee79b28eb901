import type { Node } from '../resolve/resolution.ts';
import type { Document } from '../syntax/document.ts';
import type { Edit } from '../text/place.ts';
import { removeLines } from './edits.ts';

/** Whether the lines of a node say what httpd reads, so that an edit of them is one of it: no variable, no macro. */
export function isPlain({ written, read, brought }: Node): boolean {
  return written === read && !brought;
}

/** Whether a comment stands directly above a node, which may say why it is there. */
export function isBelowComment({ document, first }: Node): boolean {
  let above = first - 1;
  while (above > 0 && !document.logical[above]) above--;
  return document.logical[above]?.parsed.kind === 'comment';
}

/** A line of its own in front of a node, indented and ended as the line of the node is. */
export function insertLineBefore({ document, first }: Node, text: string): Edit {
  const at = { line: first, character: 0 };
  return {
    at: { uri: document.uri, start: at, end: at },
    text: `${indentationOf(document, first)}${text}${lineEnd(document, first)}`,
  };
}

/** A line of its own behind those of a node, indented as its first. */
export function insertLineAfter({ document, first, logical }: Node, text: string): Edit {
  return insertBehind(document, first + logical.count - 1, `${indentationOf(document, first)}${text}`);
}

/** A line behind another one, or behind the last of the document; its indentation is the caller's. */
export function insertBehind(document: Document, line: number, text: string): Edit {
  const at = { line, character: document.lines.lengthOf(line) };
  // An empty last line, which is what follows the last line end, becomes the new line.
  const isEmptyEnd = line === document.lines.count - 1 && document.lines.line(line) === '';
  const written = isEmptyEnd ? `${text}${lineEnd(document, line)}` : `${lineEnd(document, line)}${text}`;
  return { at: { uri: document.uri, start: at, end: at }, text: written };
}

/** A line in front of the first one of a document. */
export function insertFirst(document: Document, text: string): Edit {
  const at = { line: 0, character: 0 };
  return { at: { uri: document.uri, start: at, end: at }, text: `${text}${lineEnd(document, 0)}` };
}

/** Puts a node, or the lines from it to a later one of its document, between the tags of a section, indented once more. */
export function wrapIn(node: Node, open: string, close: string, through = node): readonly Edit[] {
  const { document, first } = node;
  const { uri, lines } = document;
  const indentation = indentationOf(document, first);
  const end = lineEnd(document, first);
  const step = indentation.includes('\t') ? '\t' : '    ';
  const last = through.first + through.logical.count - 1;
  const body = Array.from({ length: last - first + 1 }, (_, i) => indented(lines.line(first + i), step)).join('');
  const closed = /[\r\n]$/.test(body) ? body : `${body}${end}`;
  const at = { uri, start: { line: first, character: 0 }, end: { line: last, character: lines.lengthOf(last) } };
  return [{ at, text: `${indentation}${open}${end}${closed}${indentation}${close}` }];
}

function indented(line: string, step: string): string {
  return line.trim() === '' ? line : `${step}${line}`;
}

/** Moves a node in front of another one of the same document, indented as that is. */
export function moveBefore(node: Node, other: Node): readonly Edit[] {
  const { document, first, logical } = node;
  const moved = Array.from({ length: logical.count }, (_, i) => {
    const line = document.lines.line(first + i);
    return line.slice(0, document.lines.lengthOf(first + i));
  });
  const text = [moved[0]!.trimStart(), ...moved.slice(1)].join(lineEnd(document, first));
  return [insertLineBefore(other, text), removeLines(node)];
}

/** The blanks in front of a line. */
export function indentationOf({ lines }: Document, line: number): string {
  return /^[ \t]*/.exec(lines.line(line))![0];
}

/** The line end that the document has there, or a little before. */
function lineEnd({ lines }: Document, line: number): string {
  for (let at = line; at >= 0 && at > line - 3; at--) {
    const end = /(?:\r\n|\n|\r)$/.exec(lines.line(at))?.[0];
    if (end) return end;
  }
  return '\n';
}
