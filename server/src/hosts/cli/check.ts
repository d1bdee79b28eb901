import { relative } from 'node:path';
import { judge, type SharedFinding } from '../../judge.ts';
import { rules } from '../../rules/index.ts';
import type { Severity } from '../../rules/rule.ts';
import { pathOf } from '../../text/file-uri.ts';
import { wordsOf } from '../../text/message.ts';
import type { Range } from '../../text/place.ts';
import { read } from './read.ts';
import { type Assumed, snapshotOf } from './target.ts';

interface CheckOptions extends Assumed {
  readonly format: 'text' | 'json';
  readonly maxSeverity: Severity;
}

const order: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/**
 * Prints the findings in the files. 0 when none is at or above the severity, 1 when one is, 2 when a file could not be
 * read or a rule failed on it, so that there may be more.
 */
export function check(paths: readonly string[], options: CheckOptions): 0 | 1 | 2 {
  const findings: SharedFinding[] = [];
  let incomplete = false;
  for (const path of paths) {
    const document = read(path);
    if (!document) {
      incomplete = true;
      continue;
    }
    const judgement = judge(snapshotOf(document, options, false), rules);
    for (const finding of judgement.findings) findings.push(finding);
    for (const { rule, error } of judgement.analyses.flatMap(({ failures }) => failures)) {
      process.stderr.write(`apache-mpm: the rule ${rule.id} failed on ${path}: ${error}\n`);
      incomplete = true;
    }
  }
  const print = options.format === 'json' ? asJson : asText;
  process.stdout.write(print(findings));
  if (incomplete) return 2;
  return findings.some(({ severity }) => order.indexOf(severity) >= order.indexOf(options.maxSeverity)) ? 1 : 0;
}

function asText(findings: readonly SharedFinding[]): string {
  return findings
    .map(({ at, severity, message, rule }) => {
      const { line, character } = at.start;
      const file = relative(process.cwd(), pathOf(at.uri)) || pathOf(at.uri);
      return `${file}:${line + 1}:${character + 1}: ${severity}: ${wordsOf(message)} [${rule.id}]\n`;
    })
    .join('');
}

function asJson(findings: readonly SharedFinding[]): string {
  return `${JSON.stringify({ findings: findings.map(findingAsJson) }, undefined, 2)}\n`;
}

function findingAsJson({ rule, severity, message, httpd, mpm, mpms, at, fixes = [] }: SharedFinding) {
  return {
    rule: rule.id,
    severity,
    message: wordsOf(message),
    httpd: httpd ?? null,
    mpm: mpm ?? null,
    mpms,
    file: pathOf(at.uri),
    range: rangeOf(at),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title: wordsOf(title),
      safe,
      edits: edits.map((edit) => ({ file: pathOf(edit.at.uri), range: rangeOf(edit.at), text: edit.text })),
    })),
  };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}
