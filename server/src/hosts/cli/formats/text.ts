import { styleText } from 'node:util';
import type { Severity } from '../../../rules/rule.ts';
import { type Message, say, wordsOf } from '../../../text/message.ts';
import { notesOf, type Report, type ReportedFinding, shownPath, visible } from '../report.ts';

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

/**
 * One line for each finding as compilers write them, `file:line:column: severity: message [rule]`, lines from one. The other
 * places that it has to do with follow, indented, so that whoever matches lines of findings passes over them.
 */
export function asText(report: Report, { colour, total }: Terminal): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) => (colour ? styled(format, text) : text);
  const lineOf = (finding: ReportedFinding, severity: string, message: Message) => {
    const { line, character } = finding.at.start;
    const place = style('bold', visible(`${shownPath(report.folder, finding.at.uri)}:${line + 1}:${character + 1}:`));
    return `${place} ${severity} ${visible(wordsOf(message, report.translate))} ${style('dim', `[${finding.rule.id}]`)}\n`;
  };
  return [
    ...report.fixed.map((finding) => lineOf(finding, style('green', 'fixed:'), finding.title)),
    ...report.findings.flatMap((finding) => [
      lineOf(finding, style(colours[finding.severity], `${finding.severity}:`), finding.message),
      ...notesOf(finding, report).map((note) => `    ${note}\n`),
    ]),
    ...(total ? [`${style('bold', totalOf(report))}\n`] : []),
  ].join('');
}

const counted: Readonly<Record<Severity, (count: number) => Message>> = {
  error: (count) => (count === 1 ? say('1 error') : say('{count} errors', { count })),
  warning: (count) => (count === 1 ? say('1 warning') : say('{count} warnings', { count })),
  information: (count) => say('{count} information', { count }),
  hint: (count) => (count === 1 ? say('1 hint') : say('{count} hints', { count })),
};

function styled(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}

/** The counts in one line: `2 warnings, 1 hint in 3 files; 1 fixed`. */
export function totalOf({ findings, files, fixed, problems, translate }: Report): string {
  const words = (message: Message) => wordsOf(message, translate);
  const severities = (['error', 'warning', 'information', 'hint'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [words(counted[severity](count))] : [];
  });
  const found = severities.length > 0 ? severities.join(words(say(', '))) : words(say('No findings'));
  const count = files.length;
  return [
    words(count === 1 ? say('{found} in 1 file', { found }) : say('{found} in {count} files', { found, count })),
    ...(fixed.length > 0 ? [words(say('{count} fixed', { count: fixed.length }))] : []),
    ...(problems.length > 0 ? [words(say('{count} not read', { count: problems.length }))] : []),
  ].join(words(say('; ')));
}
