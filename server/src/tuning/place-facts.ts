import type { Mpm } from '../catalogue/fact.ts';
import { type Document, linesOf } from '../syntax/document.ts';
import type { Edit } from '../text/place.ts';
import { extentOf, homeOf, indentationOf } from './place-block.ts';
import { isFactsComment, type Known, writeFacts } from './written-facts.ts';

/** The edits that put facts into a file as its one comment with facts, in the block of the MPM where it has one. */
export function placeFacts(document: Document, mpm: Mpm, names: ReadonlySet<string>, known: Known): readonly Edit[] {
  const comment = writeFacts(known);
  if (comment === undefined) return [];
  const { uri } = document;
  const lineEnd = /\r\n|\n|\r/.exec(document.lines.line(0))?.[0] ?? '\n';
  const old = [...linesOf(document)].filter(({ logical }) => isFactsComment(logical.text));
  const home = homeOf(document, mpm, names);
  const begin = home?.opened ? home.opened.first + home.opened.logical.count : (home?.lines[0]?.first ?? 0);
  const at = old[0]?.first ?? begin;
  const indentation =
    indentationOf(document, old[0] ?? home?.lines[0]) ??
    (home?.opened ? `${indentationOf(document, home.opened)}    ` : '');
  const start = { line: at, character: 0 };
  return [
    { at: { uri, start, end: start }, text: `${indentation}${comment}${lineEnd}` },
    ...old.map((line): Edit => {
      const [start, end] = extentOf(document, line);
      return { at: { uri, start, end }, text: '' };
    }),
  ];
}
