import { pathOf } from '../../../text/file-uri.ts';
import { wordsOf } from '../../../text/message.ts';
import type { Edit, Place, Range } from '../../../text/place.ts';
import type { FixedFinding, Report, ReportedFinding } from '../report.ts';

/** One object; places are zero-based, paths absolute. Keys may be added, but are never renamed. */
export function asJson({ findings, fixed, problems }: Report): string {
  const printed = { findings: findings.map(findingAsJson), fixed: fixed.map(fixedAsJson), problems };
  return `${JSON.stringify(printed, undefined, 2)}\n`;
}

function findingAsJson({ fixes = [], ...finding }: ReportedFinding) {
  const { severity, httpd, mpm, mpms, at, related = [], arithmetic = [] } = finding;
  return {
    rule: finding.rule.id,
    severity,
    message: wordsOf(finding.message),
    httpd: httpd ?? null,
    mpm: mpm ?? null,
    mpms,
    ...placeAsJson(at),
    arithmetic: arithmetic.map((step) => wordsOf(step)),
    related: related.map(({ at, message }) => ({ message: wordsOf(message), ...placeAsJson(at) })),
    fixes: fixes.map(({ title, safe, edits }) => ({ title: wordsOf(title), safe, edits: edits.map(editAsJson) })),
  };
}

function fixedAsJson({ rule, severity, message, at, title }: FixedFinding) {
  return { rule: rule.id, severity, message: wordsOf(message), ...placeAsJson(at), title };
}

function editAsJson({ at, text }: Edit) {
  return { ...placeAsJson(at), text };
}

function placeAsJson({ uri, start, end }: Place): { file: string; range: Range } {
  return { file: pathOf(uri), range: { start, end } };
}
