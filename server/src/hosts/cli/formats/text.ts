import { styleText } from 'node:util';
import type { Severity } from '../../../rules/rule.ts';
import { wordsOf } from '../../../text/message.ts';
import { type Report, type ReportedFinding, shownPath, visible } from '../report.ts';

/** What a terminal is shown beyond the lines themselves. */
export interface Terminal {
  readonly colour: boolean;
  /** A closing line that counts. */
  readonly total: boolean;
}

const colours = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const satisfies Record<
  Severity,
  string
>;

/** One line for each finding as compilers write them, `file:line:column: severity: message [rule]`, lines from one. */
export function asText(report: Report, { colour, total }: Terminal): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) => (colour ? styled(format, text) : text);
  const lineOf = (finding: ReportedFinding, severity: string, message: string) => {
    const { line, character } = finding.at.start;
    const place = style('bold', visible(`${shownPath(report.folder, finding.at.uri)}:${line + 1}:${character + 1}:`));
    return `${place} ${severity} ${visible(message)} ${style('dim', `[${finding.rule.id}]`)}\n`;
  };
  return [
    ...report.fixed.map((finding) => lineOf(finding, style('green', 'fixed:'), finding.title)),
    ...report.findings.map((finding) =>
      lineOf(finding, style(colours[finding.severity], `${finding.severity}:`), wordsOf(finding.message)),
    ),
    ...(total ? [`${style('bold', totalOf(report))}\n`] : []),
  ].join('');
}

function styled(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}

/** The counts in one line: `2 warnings, 1 hint in 3 files; 1 fixed`. */
export function totalOf({ findings, files, fixed, problems }: Report): string {
  const severities = (['error', 'warning', 'information', 'hint'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [severity === 'information' ? `${count} information` : counted(count, severity)] : [];
  });
  const found = severities.length > 0 ? severities.join(', ') : 'No findings';
  return [
    `${found} in ${counted(files.length, 'file')}`,
    ...(fixed.length > 0 ? [`${fixed.length} fixed`] : []),
    ...(problems.length > 0 ? [`${problems.length} not read`] : []),
  ].join('; ');
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
