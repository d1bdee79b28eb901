import { sectionKind } from '../catalogue/containers.ts';
import { conditionsAround } from '../resolve/passed-conditions.ts';
import type { Resolution } from '../resolve/resolution.ts';
import { ignoreCommentsOf } from '../rules/ignore-comments.ts';
import type { ReviewedComment, ReviewedId, Rule } from '../rules/rule.ts';
import type { Document } from '../syntax/document.ts';
import type { Word } from '../syntax/line.ts';
import { sectionsOf } from '../syntax/sections.ts';
import { addTo } from '../text/add-to.ts';
import { likelyName } from '../text/likely-name.ts';
import type { Place } from '../text/place.ts';

/** As much of a finding as comments look at. */
interface Placed {
  readonly rule: Rule;
  readonly at: Place;
}

/** What comments leave, what they silence, and what came to them by that. */
export interface Silenced<F> {
  readonly findings: readonly F[];
  readonly silenced: readonly F[];
  readonly comments: readonly ReviewedComment[];
}

/** All that decides about comments beside the findings. */
export interface Read {
  /** The files as they were read under each MPM. */
  readonly resolutions: readonly Resolution[];
  /** What was found under each of them, also what is not said because the MPM is a guess: comments may be there for it. */
  readonly found: readonly Placed[];
  readonly rules: readonly Rule[];
  /** Ids of rules of which findings may be missing. */
  readonly failed: ReadonlySet<string>;
  /** Whether nothing else is read by httpd than these files. */
  readonly whole: boolean;
}

/** Takes out the findings that a comment covers, in whichever file they are. */
export function silence<F extends Placed>(found: readonly F[], read: Read): Silenced<F> {
  const documents = new Set(read.resolutions.flatMap(({ files }) => [...files.values()]));
  const comments = [...documents].flatMap(ignoreCommentsOf);
  if (comments.length === 0) return { findings: found, silenced: [], comments: [] };
  const covers = new Map<string, Cover[]>();
  for (const { document, ids, covers: lines } of comments) {
    if (lines) for (const id of ids) addTo(covers, `${id.text} ${document.uri}`, { ...lines, id });
  }
  const covered = new Map<string, Placed[]>();
  for (const finding of [...found, ...read.found]) addTo(covered, `${finding.rule.id} ${finding.at.uri}`, finding);
  const silenced = new Set<Placed>();
  const used = new Set<Word>();
  for (const [key, findings] of covered) sweep(findings, covers.get(key) ?? [], silenced, used);
  const unread = new Map<Document, Uint8Array>();
  return {
    findings: found.filter((finding) => !silenced.has(finding)),
    silenced: found.filter((finding) => silenced.has(finding)),
    comments: comments.map((comment) => ({
      comment,
      fragment: !read.whole,
      ids: comment.ids.map((word) => reviewed(word, comment)),
    })),
  };

  function reviewed(word: Word, { document, covers: lines }: (typeof comments)[number]): ReviewedId {
    if (used.has(word)) return { word, state: 'used' };
    const rule = read.rules.find(({ id }) => id === word.text);
    if (!rule) {
      const names = read.rules.map(({ id }) => id);
      const likely = likelyName(word.text, names);
      return { word, state: 'unknown', ...(likely && { likely }) };
    }
    if (rule.review || read.failed.has(rule.id) || !lines) return { word, state: 'untold' };
    const lost = unread.get(document) ?? unreadLines(document, read.resolutions);
    unread.set(document, lost);
    return { word, state: lost.subarray(lines.first, lines.last + 1).includes(1) ? 'untold' : 'unused' };
  }
}

interface Cover {
  readonly first: number;
  readonly last: number;
  readonly id: Word;
}

/** Notes which findings lie in which covers: both in the order of their lines, so that each is looked at once. */
function sweep(findings: readonly Placed[], covers: readonly Cover[], silenced: Set<Placed>, used: Set<Word>): void {
  if (covers.length === 0) return;
  const waiting = [...covers].sort((a, b) => b.first - a.first);
  let open: Cover[] = [];
  for (const finding of [...findings].sort((a, b) => a.at.start.line - b.at.start.line)) {
    const { line } = finding.at.start;
    while (waiting.length > 0 && waiting.at(-1)!.first <= line) open.push(waiting.pop()!);
    open = open.filter(({ last }) => last >= line);
    for (const { id } of open) used.add(id);
    if (open.length > 0) silenced.add(finding);
  }
}

/** By physical line, 1 where no MPM has read it for certain: there may be more to find than was found. */
function unreadLines(document: Document, resolutions: readonly Resolution[]): Uint8Array {
  const lost = new Uint8Array(document.lines.count).fill(1);
  for (const resolution of resolutions) {
    const { files, wanted } = resolution;
    if (wanted.length > 0 || ![...files.values()].includes(document)) continue;
    const skipped = new Uint8Array(lost.length);
    for (const condition of conditionsAround(resolution, { document, first: 0, last: lost.length - 1 })) {
      const isRead = condition.verdict === 'yes' && condition.certain;
      if (!isRead) skipped.fill(1, condition.first + 1, condition.end + 1);
    }
    for (let line = 0; line < lost.length; line++) lost[line]! &= skipped[line]!;
  }
  // The lines of macros and scripts are read where they are used.
  for (const { open, close } of sectionsOf(document, isText)) {
    if (isText(open.statement.name.text)) lost.fill(1, open.first + 1, close?.first ?? lost.length);
  }
  return lost;
}

const isText = (section: string) => sectionKind(section) === 'text';
