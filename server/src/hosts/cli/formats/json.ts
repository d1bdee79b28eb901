import { pathOf } from '../../../text/file-uri.ts';
import { type Message, wordsOf } from '../../../text/message.ts';
import type { Edit, Place, Range } from '../../../text/place.ts';
import type { FixedFinding, Report, ReportedFinding } from '../report.ts';

/** One object; places are zero-based, paths absolute. Keys may be added, but are never renamed. */
export function asJson({ findings, fixed, problems, translate }: Report): string {
  const words: Words = (message) => wordsOf(message, translate);
  const printed = {
    findings: findings.map((finding) => findingAsJson(finding, words)),
    fixed: fixed.map((finding) => fixedAsJson(finding, words)),
    problems: problems.map(({ path, message }) => ({ path, message: words(message) })),
  };
  return `${JSON.stringify(printed, undefined, 2)}\n`;
}

type Words = (message: Message) => string;

function findingAsJson({ fixes = [], ...finding }: ReportedFinding, words: Words) {
  const { severity, httpd, mpm, mpms, at, related = [], arithmetic = [] } = finding;
  return {
    rule: finding.rule.id,
    severity,
    message: words(finding.message),
    httpd: httpd ?? null,
    mpm: mpm ?? null,
    mpms,
    ...placeAsJson(at),
    arithmetic: arithmetic.map(words),
    related: related.map(({ at, message }) => ({ message: words(message), ...placeAsJson(at) })),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title: words(title),
      safe: safe !== false,
      edits: edits.map(editAsJson),
    })),
  };
}

function fixedAsJson({ rule, severity, message, at, title }: FixedFinding, words: Words) {
  return { rule: rule.id, severity, message: words(message), ...placeAsJson(at), title: words(title) };
}

function editAsJson({ at, text }: Edit) {
  return { ...placeAsJson(at), text };
}

function placeAsJson({ uri, start, end }: Place): { file: string; range: Range } {
  return { file: pathOf(uri), range: { start, end } };
}
