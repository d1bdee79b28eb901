import { fold } from '../text/letter-case.ts';
import { type Document, linesOf, type PlacedLine } from './document.ts';
import type { Statement } from './line.ts';

/** A tag in its document. */
export interface Tag extends PlacedLine {
  readonly statement: Statement;
}

/** A section as its tags stand in one file, whether httpd reads it or not. */
export interface SectionSpan {
  readonly open: Tag;
  /** None where the end tag is missing. */
  close: Tag | undefined;
  readonly parent: SectionSpan | undefined;
}

/**
 * The sections of a document in the order of their opening tags. An end tag ends the innermost open section of its name;
 * those that are open inside of it have none. Lines of which `isText` says so of the section around are no tags; those of
 * its own name are counted (mod_macro.c counts macros in macros).
 */
export function sectionsOf(document: Document, isText: (section: string) => boolean): readonly SectionSpan[] {
  const sections: SectionSpan[] = [];
  let current: SectionSpan | undefined;
  /** Of a section of text, how many of its name are open in it. */
  let inside = 0;
  for (const line of linesOf(document)) {
    const statement = line.logical.parsed;
    if (statement.kind !== 'open' && statement.kind !== 'close') continue;
    const tag: Tag = { ...line, statement };
    if (current && isText(current.open.statement.name.text)) {
      const isNamedAlike = fold(statement.name.text) === fold(current.open.statement.name.text);
      if (statement.kind === 'open' && isNamedAlike) inside++;
      if (!isEndOf(tag, current) || inside-- > 0) continue;
      inside = 0;
    }
    if (statement.kind === 'open') {
      current = { open: tag, close: undefined, parent: current };
      sections.push(current);
      continue;
    }
    let ended: SectionSpan | undefined = current;
    while (ended && !isEndOf(tag, ended)) ended = ended.parent;
    if (!ended) continue;
    ended.close = tag;
    current = ended.parent;
  }
  return sections;
}

function isEndOf({ statement }: Tag, section: SectionSpan): boolean {
  return statement.kind === 'close' && fold(statement.name.text) === fold(section.open.statement.name.text);
}
