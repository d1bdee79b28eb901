import { sectionKind } from '../catalogue/containers.ts';
import { linesThatTell } from '../resolve/passages.ts';
import type { Document, PlacedLine } from '../syntax/document.ts';
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
  /** Whether it gives a reason, behind a colon. */
  readonly hasReason: boolean;
  /** The physical lines that it covers, zero-based; undefined where its keyword is none. */
  readonly covers: Lines | undefined;
  /** The lines that it was meant to cover, whether it does or not. */
  readonly meant: Lines;
}

interface Lines {
  readonly first: number;
  readonly last: number;
}

/**
 * The comments of a document that silence findings. One covers the lines from itself to the next that is no comment and
 * not blank; where that opens a section, to the end of it. One of the file covers all lines. A comment is one for httpd
 * too: what stands in a continued line is none, and a comment that ends in a backslash takes the next line with it.
 */
export function ignoreCommentsOf(document: Document): readonly IgnoreComment[] {
  const end = document.lines.count - 1;
  let sections: ReadonlyMap<number, SectionSpan> | undefined;
  const lastCovered = (line: PlacedLine) => {
    const next = nextStatement(document, line);
    if (!next) return end;
    sections ??= new Map(sectionsOf(document, isText).map((section) => [section.open.first, section]));
    const section = sections.get(next.first);
    const last = section?.close ?? (section ? undefined : next);
    return last ? last.first + last.logical.count - 1 : end;
  };
  const comments: IgnoreComment[] = [];
  for (const line of linesThatTell(document, 'in comments')) {
    const read = line.logical.parsed.kind === 'comment' ? readComment(line) : undefined;
    if (!read) continue;
    const { text } = read.keyword;
    const meant = text.startsWith(fileKeyword)
      ? { first: 0, last: end }
      : { first: line.first, last: lastCovered(line) };
    const covers = text === fileKeyword || text === lineKeyword ? meant : undefined;
    comments.push({ document, line, ...read, covers, meant });
  }
  return comments;
}

const isText = (section: string) => sectionKind(section) === 'text';

/** The next line that is no comment and not blank. */
function nextStatement(
  { logical }: Document,
  { first }: PlacedLine,
): Pick<PlacedLine, 'first' | 'logical'> | undefined {
  for (let at = first; at < logical.length; at += logical[at]!.count) {
    const line = logical[at]!;
    if (line.parsed.kind !== 'blank' && line.parsed.kind !== 'comment') return { first: at, logical: line };
  }
  return undefined;
}

const lineKeyword = 'apache-mpm-ignore';
const fileKeyword = 'apache-mpm-ignore-file';

function readComment({ logical }: PlacedLine): Pick<IgnoreComment, 'keyword' | 'ids' | 'hasReason'> | undefined {
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
    hasReason: /^:\s*\S/.test(logical.text.slice(head.length)),
  };
}
