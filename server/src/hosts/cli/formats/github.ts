import type { Severity } from '../../../rules/rule.ts';
import { wordsOf } from '../../../text/message.ts';
import { notesOf, type Report, type ReportedFinding, shownPath, visible } from '../report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * Workflow commands of GitHub Actions, which become annotations of the lines. The runner takes columns only where line
 * and end are the same (actions/runner, IssueCommandExtension). An annotation has one place: the others follow in its
 * message, a line each.
 */
export function asGithub(report: Report): string {
  const { findings, problems, translate } = report;
  return [
    ...findings.map((finding) => annotation(finding, report)),
    ...problems.map(({ message }) => `::error title=apache-mpm::${data(visible(wordsOf(message, translate)))}\n`),
  ].join('');
}

function annotation(finding: ReportedFinding, report: Report): string {
  const { folder, translate } = report;
  const { rule, severity, message, at } = finding;
  const { uri, start, end } = at;
  const properties = {
    file: shownPath(folder, uri).replaceAll('\\', '/'),
    line: start.line + 1,
    endLine: end.line + 1,
    ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
    title: rule.id,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const told = [visible(wordsOf(message, translate)), ...notesOf(finding, report)].join('\n');
  return `::${commands[severity]} ${written.join(',')}::${data(told)}\n`;
}

/** The escapes of the runner for a message (actions/toolkit, command.ts, escapeData). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The escapes of the runner for a property (actions/toolkit, command.ts, escapeProperty). */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
