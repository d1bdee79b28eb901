import { type Judgement, judgeWithText, type SharedFinding } from '../judge.ts';
import type { Fix } from '../rules/rule.ts';
import { applyEdits } from '../syntax/apply-edits.ts';
import type { Document } from '../syntax/document.ts';
import { LineStore } from '../syntax/line-store.ts';
import { addTo } from '../text/add-to.ts';
import { type Edit, type Place, touches } from '../text/place.ts';

/** A finding and the safe fix that is applied to it. */
export interface ChosenFix {
  readonly finding: SharedFinding;
  readonly fix: Fix;
}

/** The first safe fix of each finding; of two whose edits touch, the first. They can be applied together. */
export function safeFixesOf(findings: readonly SharedFinding[]): readonly ChosenFix[] {
  const chosen: ChosenFix[] = [];
  const byLine = new Map<string, Edit[]>();
  for (const finding of findings) {
    const fix = finding.fixes?.find(({ safe }) => safe);
    if (!fix || fix.edits.some(({ at }) => linesOf(at).some((line) => touchesOne(at, byLine.get(line))))) continue;
    chosen.push({ finding, fix });
    for (const edit of fix.edits) for (const line of linesOf(edit.at)) addTo(byLine, line, edit);
  }
  return chosen;
}

/** Each round ends findings; a chain of fixes that wants more than this comes to no rest. */
export const mostRounds = 20;

/**
 * The edits of a document after which none of the findings in it has a safe fix: one fix may make way for the next. None
 * where they come to no rest.
 */
export function allSafeEdits(judgement: Judgement, document: Document): readonly Edit[] {
  const { uri } = document;
  const first = safeEditsIn(judgement, uri);
  const before = document.lines.text();
  let text = before;
  let edits = first;
  for (let round = 0; edits.length > 0; round++) {
    if (round === mostRounds) return [];
    text = applyEdits(text, edits);
    edits = safeEditsIn(judgeWithText(judgement, uri, text), uri);
  }
  return applyEdits(before, first) === text ? first : differenceOf(document, text);
}

function safeEditsIn({ findings }: Judgement, uri: string): readonly Edit[] {
  const chosen = safeFixesOf(findings.filter(({ at }) => at.uri === uri));
  return chosen.flatMap(({ fix: { edits } }) => (edits.every(({ at }) => at.uri === uri) ? edits : []));
}

/** One edit that makes the document another text: from the first line that differs to the last. */
function differenceOf({ uri, lines }: Document, text: string): readonly Edit[] {
  const other = new LineStore(text);
  const shorter = Math.min(lines.count, other.count);
  let above = 0;
  while (above < shorter && lines.line(above) === other.line(above)) above++;
  let below = 0;
  while (below < shorter - above && lines.line(lines.count - 1 - below) === other.line(other.count - 1 - below))
    below++;
  const end =
    below > 0
      ? { line: lines.count - below, character: 0 }
      : { line: lines.count - 1, character: lines.lengthOf(lines.count - 1) };
  const changed = Array.from({ length: other.count - below - above }, (_, i) => other.line(above + i));
  return [{ at: { uri, start: { line: above, character: 0 }, end }, text: changed.join('') }];
}

function linesOf({ uri, start, end }: Place): readonly string[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, i) => `${uri} ${start.line + i}`);
}

function touchesOne(at: Place, edits: readonly Edit[] = []): boolean {
  return edits.some((edit) => touches(at, edit.at));
}
