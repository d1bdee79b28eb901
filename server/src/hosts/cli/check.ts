import type { Severity } from '../../rules/rule.ts';
import { toBytes } from '../../text/bytes.ts';
import { wordsOf } from '../../text/message.ts';
import type { Format } from './formats/format-names.ts';
import { formats } from './formats/formats.ts';
import { totalOf } from './formats/text.ts';
import { type JudgedSources, judgeAll } from './judge-all.ts';
import { type Localized, translationFor } from './locale.ts';
import { type Mended, mend } from './mend.ts';
import { patchOf } from './patch.ts';
import { counts, type Problem, type Report } from './report.ts';
import { sourcesOf } from './sources.ts';
import type { Assumed } from './target.ts';
import type { Texts } from './texts.ts';
import { writeTexts } from './write-texts.ts';

export interface CheckOptions extends Assumed, Localized {
  readonly format: Format;
  readonly maxSeverity: Severity;
  readonly fix?: true;
  readonly diff?: true;
  readonly stdinFilename: string;
}

const nothingMended: Mended = { fixed: [], problems: [] };

/**
 * Prints the findings in the configurations. 0 when none is at or above the severity, 1 when one is, 2 when something
 * could not be read, written or judged, so that there may be more. With `--fix` files are mended first; standard input,
 * mended, goes to standard output then, and the findings to standard error.
 */
export function check(paths: readonly string[], options: CheckOptions): 0 | 1 | 2 {
  const texts: Texts = new Map();
  const { sources, problems } = sourcesOf(paths, options.stdinFilename, texts);
  const found = judgeAll(sources, options, texts);
  if (options.diff) {
    const mended = mend({ judged: found.judged, assumed: options, texts }, () => undefined);
    return ended(reportOf(found, mended, problems, options), (report) => {
      process.stdout.write(toBytes(patchOf(texts, report.folder)));
    });
  }
  const mended = options.fix ? mend({ judged: found.judged, assumed: options, texts }, writeTexts) : nothingMended;
  const left = mended.fixed.length > 0 ? judgeAll(sources, options, texts) : found;
  return ended(reportOf(left, mended, problems, options), (report) => {
    const input = options.fix && [...texts.values()].find(({ ofFile }) => !ofFile);
    if (input) process.stdout.write(toBytes(input.now));
    print(report, options.format, input ? process.stderr : process.stdout);
  });
}

function reportOf(
  { findings, files, problems }: JudgedSources,
  mended: Mended,
  unread: readonly Problem[],
  options: CheckOptions,
): Report {
  const all = [...unread, ...problems, ...mended.problems];
  return {
    folder: process.cwd(),
    findings,
    files,
    fixed: mended.fixed,
    problems: all,
    threshold: options.maxSeverity,
    translate: translationFor(options, options.format === 'text'),
  };
}

function print(report: Report, format: Format, stream: NodeJS.WriteStream): void {
  const colour = stream.isTTY === true && stream.hasColors();
  stream.write(formats[format](report, { colour, total: stream.isTTY === true }));
  if (format !== 'text' && report.fixed.length > 0) process.stderr.write(`apache-mpm: ${totalOf(report)}\n`);
}

function ended(report: Report, write: (report: Report) => void): 0 | 1 | 2 {
  for (const { message } of report.problems) {
    process.stderr.write(`apache-mpm: ${wordsOf(message, report.translate)}\n`);
  }
  write(report);
  if (report.problems.length > 0) return 2;
  return report.findings.some((finding) => counts(finding, report.threshold)) ? 1 : 0;
}
