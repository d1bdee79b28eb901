import type { Finding, Fix, ReviewedComment } from '../rules/rule.ts';
import type { Edit } from '../text/place.ts';

/**
 * No fix is safe that touches a line under an ignore comment which is broken: one that names no rule, or one that there is
 * not. Somebody wanted to keep the line.
 */
export function withoutProtected<F extends Pick<Finding, 'fixes'>>(
  findings: readonly F[],
  comments: readonly ReviewedComment[],
): readonly F[] {
  /** By the URI of a document, 1 for each physical line that is protected. */
  const protectedIn = new Map<string, Uint8Array>();
  for (const { comment, ids } of comments) {
    if (comment.covers && ids.length > 0 && ids.every(({ state }) => state !== 'unknown')) continue;
    const { document, meant } = comment;
    const lines = protectedIn.get(document.uri) ?? new Uint8Array(document.lines.count);
    protectedIn.set(document.uri, lines.fill(1, meant.first, meant.last + 1));
  }
  if (protectedIn.size === 0) return findings;
  const isProtected = (edit: Edit) => touches(edit, protectedIn.get(edit.at.uri));
  const left = (fix: Fix): Fix => (fix.safe && fix.edits.some(isProtected) ? { ...fix, safe: false } : fix);
  return findings.map((finding) => (finding.fixes ? { ...finding, fixes: finding.fixes.map(left) } : finding));
}

/** An edit up to the begin of a line leaves that line alone. */
function touches({ at: { start, end } }: Edit, lines: Uint8Array | undefined): boolean {
  const behind = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return lines?.subarray(start.line, behind).includes(1) ?? false;
}
