import type { Node } from '../resolve/resolution.ts';
import { linesOf } from '../syntax/document.ts';
import type { Edit } from '../text/place.ts';
import { indentationOf, insertBehind } from './line-edits.ts';

/**
 * An end tag for a section that has none: behind the lines that are indented more than its tag, if they are all of it
 * and no other section is open there, else at the end of the file. Indented as the tag.
 */
export function insertEndTag({ document, first }: Node, name: string): Edit {
  const indentation = indentationOf(document, first);
  return insertBehind(document, lastOfBody(document, first, indentation.length), `${indentation}</${name}>`);
}

/** An end tag in front of a line, indented as the tag of its section. */
export function insertEndTagBefore({ document, first }: Node, section: Node, name: string): Edit {
  const line = `${indentationOf(section.document, section.first)}</${name}>`;
  const at = { line: first, character: 0 };
  const end = /(?:\r\n|\n|\r)$/.exec(document.lines.line(first - 1))?.[0] ?? '\n';
  return { at: { uri: document.uri, start: at, end: at }, text: `${line}${end}` };
}

/** The last physical line of what belongs to the tag in the line `first`. */
function lastOfBody(document: Node['document'], first: number, width: number): number {
  const lastOfAll = document.lines.count - 1;
  let last = first;
  let depth = 0;
  for (const { logical, first: at } of linesOf(document)) {
    if (at <= first) {
      if (at === first) last = at + logical.count - 1;
      continue;
    }
    const { kind } = logical.parsed;
    if (kind === 'blank') continue;
    if (indentationOf(document, at).length <= width) return last === first || depth !== 0 ? lastOfAll : last;
    if (kind === 'open') depth++;
    else if (kind === 'close') depth--;
    last = at + logical.count - 1;
  }
  return lastOfAll;
}
