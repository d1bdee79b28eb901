import type { SharedFinding } from '../judge.ts';
import type { Fix } from '../rules/rule.ts';
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

function linesOf({ uri, start, end }: Place): readonly string[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, i) => `${uri} ${start.line + i}`);
}

function touchesOne(at: Place, edits: readonly Edit[] = []): boolean {
  return edits.some((edit) => touches(at, edit.at));
}
