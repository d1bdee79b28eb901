import { wordsOf } from '../../../text/message.ts';
import { counts, notesOf, type Report, type ReportedFinding, shownPath } from '../report.ts';

/**
 * JUnit XML, one suite for each file. Findings that count are failures, others passed cases that tell them; a file without
 * findings is one passed case, an unreadable one an error.
 */
export function asJunit(report: Report): string {
  const { folder, files, findings, problems, threshold, translate } = report;
  const byFile = new Map(files.map((uri): [string, ReportedFinding[]] => [uri, []]));
  for (const finding of findings) {
    const own = byFile.get(finding.at.uri);
    if (own) own.push(finding);
    else byFile.set(finding.at.uri, [finding]);
  }
  const failing = findings.filter((finding) => counts(finding, threshold)).length;
  const silent = [...byFile.values()].filter((own) => own.length === 0).length;
  const suites = [...byFile].map(([uri, own]) => {
    const failures = own.filter((finding) => counts(finding, threshold)).length;
    const name = shownPath(folder, uri);
    const cases = own.map((finding) => findingCase(name, finding, report));
    if (own.length === 0) cases.push(`    <testcase name="no findings" classname="${xml(name)}"/>\n`);
    return suite(name, cases, failures, 0);
  });
  suites.push(
    ...problems.map(({ path, message }) => suite(path, [problemCase(path, wordsOf(message, translate))], 0, 1)),
  );
  const total = `tests="${findings.length + silent + problems.length}" failures="${failing}" errors="${problems.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="apache-mpm" ${total}>\n${suites.join('')}</testsuites>\n`;
}

function suite(name: string, cases: readonly string[], failures: number, errors: number): string {
  const counted = `tests="${cases.length}" failures="${failures}" errors="${errors}"`;
  return `  <testsuite name="${xml(name)}" ${counted}>\n${cases.join('')}  </testsuite>\n`;
}

function findingCase(file: string, finding: ReportedFinding, report: Report): string {
  const { at, rule, severity } = finding;
  const place = `${file}:${at.start.line + 1}:${at.start.character + 1}`;
  const words = xml(wordsOf(finding.message, report.translate));
  const notes = notesOf(finding, report).map((note) => `\n${xml(note)}`);
  const text = `${xml(place)}: ${severity}: ${words} [${rule.id}]${notes.join('')}`;
  const told = counts(finding, report.threshold)
    ? `<failure type="${severity}" message="${words}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  const name = `${rule.id} (${at.start.line + 1}:${at.start.character + 1})`;
  return `    <testcase name="${name}" classname="${xml(file)}" file="${xml(file)}" line="${at.start.line + 1}">${told}</testcase>\n`;
}

function problemCase(path: string, message: string): string {
  return `    <testcase name="judged" classname="${xml(path)}"><error message="${xml(message)}"/></testcase>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text as XML 1.0 takes it; characters that it has not (section 2.2) become U+FFFD. */
function xml(text: string): string {
  return text
    .replace(/[&<>"\t\n\r]/g, (character) => entities[character]!)
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]/gu, '\ufffd');
}
