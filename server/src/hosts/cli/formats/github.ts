import type { Severity } from '../../../rules/rule.ts';
import { type Translate, wordsOf } from '../../../text/message.ts';
import { type Report, type ReportedFinding, shownPath, visible } from '../report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * Workflow commands of GitHub Actions, which become annotations of the lines. The runner takes columns only where line
 * and end are the same (actions/runner, IssueCommandExtension).
 */
export function asGithub({ findings, problems, folder, translate }: Report): string {
  return [
    ...findings.map((finding) => annotation(finding, folder, translate)),
    ...problems.map(({ message }) => `::error title=apache-mpm::${data(visible(wordsOf(message, translate)))}\n`),
  ].join('');
}

function annotation(finding: ReportedFinding, folder: string, translate: Translate): string {
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
  return `::${commands[severity]} ${written.join(',')}::${data(visible(wordsOf(message, translate)))}\n`;
}

/** The escapes of the runner for a message (actions/toolkit, command.ts, escapeData). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The escapes of the runner for a property (actions/toolkit, command.ts, escapeProperty). */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
