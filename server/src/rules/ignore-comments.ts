import { sectionKind } from '../catalogue/containers.ts';
import { type Document, linesOf, type PlacedLine } from '../syntax/document.ts';
import type { Word } from '../syntax/line.ts';
import { type SectionSpan, sectionsOf } from '../syntax/sections.ts';

/** A comment `# apache-mpm-ignore id, id: reason`, or `# apache-mpm-ignore-file` with the same words. */
export interface IgnoreComment {
  readonly document: Document;
  readonly line: PlacedLine;
  /** `apache-mpm-ignore` as written, with what is tied to it by letters or hyphens; offsets are those in the logical line. */
  readonly keyword: Word;
  /** The ids of rules, as written. */
  readonly ids: readonly Word[];
  /** The physical lines that it covers, zero-based; undefined where its keyword is none. */
  readonly covers: { readonly first: number; readonly last: number } | undefined;
}

/**
 * The comments of a document that silence findings. One covers the lines from itself to the next that is no comment and
 * not blank; where that opens a section, to the end of it. One of the file covers all lines. A comment is one for httpd
 * too: what stands in a continued line is none, and a comment that ends in a backslash takes the next line with it.
 */
export function ignoreCommentsOf(document: Document): readonly IgnoreComment[] {
  const comments: Covering[] = [];
  const end = document.lines.count - 1;
  /** Comments that no other line has followed yet. */
  let waiting: Covering[] = [];
  let sections: ReadonlyMap<number, SectionSpan> | undefined;
  for (const line of linesOf(document)) {
    const { parsed } = line.logical;
    if (parsed.kind === 'comment') {
      const read = readComment(line);
      if (!read) continue;
      const covers = read.keyword.text === fileKeyword ? { first: 0, last: end } : undefined;
      const comment = { document, line, ...read, covers };
      comments.push(comment);
      if (read.keyword.text === lineKeyword) waiting.push(comment);
    } else if (parsed.kind !== 'blank' && waiting.length > 0) {
      sections ??= new Map(sectionsOf(document, isText).map((section) => [section.open.first, section]));
      const section = sections.get(line.first);
      const last = section?.close ?? (section ? undefined : line);
      cover(waiting, last ? last.first + last.logical.count - 1 : end);
      waiting = [];
    }
  }
  cover(waiting, end);
  return comments;
}

type Covering = { -readonly [Key in keyof IgnoreComment]: IgnoreComment[Key] };

const isText = (section: string) => sectionKind(section) === 'text';

function cover(comments: readonly Covering[], last: number): void {
  for (const comment of comments) comment.covers = { first: comment.line.first, last };
}

const lineKeyword = 'apache-mpm-ignore';
const fileKeyword = 'apache-mpm-ignore-file';

function readComment({ logical }: PlacedLine): Pick<IgnoreComment, 'keyword' | 'ids'> | undefined {
  const match = /^#+[ \t]*(apache-mpm-ignore[\w-]*)([^:]*)/.exec(logical.text);
  if (!match) return undefined;
  const [head, keyword = '', list = ''] = match;
  const from = head.length - list.length;
  return {
    keyword: { text: keyword, start: from - keyword.length, end: from },
    ids: [...list.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => ({
      text,
      start: from + index,
      end: from + index + text.length,
    })),
  };
}
