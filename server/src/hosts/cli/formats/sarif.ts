import { createHash } from 'node:crypto';
import type { ArtifactLocation, Fix, Location, Log, Notification, Region, ReportingDescriptor, Result } from 'sarif';
import { rulePage } from '../../../features/rule-page.ts';
import { rules } from '../../../rules/index.ts';
import { pages } from '../../../rules/pages.ts';
import type { Rule, Severity } from '../../../rules/rule.ts';
import { uriOf } from '../../../text/file-uri.ts';
import { type Translate, wordsOf } from '../../../text/message.ts';
import type { Edit, Place, Range } from '../../../text/place.ts';
import { homepage, version } from '../package-facts.ts';
import type { Problem, Report, ReportedFinding } from '../report.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const satisfies Record<
  Severity,
  Result.level
>;

const workingFolder = 'WORKINGFOLDER';

/** One run of SARIF 2.1.0 with every rule and its page; nothing in it changes while the files and findings do not. */
export function asSarif(report: Report): string {
  const { translate } = report;
  const driver = { name: 'Apache MPM', version, semanticVersion: version, informationUri: homepage };
  const occurrences = new Map<string, number>();
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...driver, rules: rules.map((rule) => descriptorOf(rule, translate)) } },
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        originalUriBaseIds: { [workingFolder]: { uri: `${uriOf(report.folder).replace(/\/$/, '')}/` } },
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolExecutionNotifications: report.problems.map((problem) => notificationOf(problem, translate)),
          },
        ],
        artifacts: report.files.map((uri) => ({ location: artifactAt(uri, report.folder) })),
        results: report.findings.map((finding) => resultOf(finding, report, occurrences)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptorOf(rule: Rule, translate: Translate): ReportingDescriptor {
  const { id, title, severity, situation, mpms } = rule;
  const page = pages[id]!;
  const { docs } = page;
  const told = [docs.what, docs.why, docs.seen ?? [], docs.repair].flat().map((text) => plain(translate(text.trim())));
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: translate(title) },
    fullDescription: { text: told[0]! },
    help: { text: told.join('\n\n'), markdown: rulePage(rule, page, translate) },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [situation, ...mpms] },
  };
}

/** Prose in one line for each paragraph. */
function plain(markdown: string): string {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
}

function resultOf(finding: ReportedFinding, { folder, translate }: Report, occurrences: Map<string, number>): Result {
  const { rule, severity, message, at, related = [], fixes = [], httpd, mpms, line } = finding;
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rule),
    level: levels[severity],
    message: { text: wordsOf(message, translate) },
    locations: [locationOf(at, folder, line)],
    ...(related.length > 0 && {
      relatedLocations: related.map(({ at, message }, index) => ({
        id: index + 1,
        ...locationOf(at, folder),
        message: { text: wordsOf(message, translate) },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(wordsOf(fix.title, translate), fix.edits, folder)) }),
    partialFingerprints: { 'apacheMpmFinding/v1': fingerprintOf(finding, folder, occurrences) },
    properties: { severity, mpms, ...(httpd && { httpd }) },
  };
}

function locationOf({ uri, ...range }: Place, folder: string, line?: string): Location {
  const { start, end } = range;
  const contextRegion = { startLine: start.line + 1, snippet: { text: line ?? '' } };
  return {
    physicalLocation: {
      artifactLocation: artifactAt(uri, folder),
      region: regionOf(range),
      ...(line !== undefined && start.line === end.line && { contextRegion }),
    },
  };
}

/** Relative to the working folder where the file is inside of it, else absolute. */
function artifactAt(uri: string, folder: string): ArtifactLocation {
  const base = `${uriOf(folder).replace(/\/$/, '')}/`;
  return uri.startsWith(base) ? { uri: uri.slice(base.length), uriBaseId: workingFolder } : { uri };
}

function regionOf({ start, end }: Range): Region {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function fixOf(title: string, edits: readonly Edit[], folder: string): Fix {
  const files = [...new Set(edits.map(({ at }) => at.uri))];
  return {
    description: { text: title },
    artifactChanges: files.map((uri) => ({
      artifactLocation: artifactAt(uri, folder),
      replacements: edits
        .filter(({ at }) => at.uri === uri)
        .map(({ at, text }) => ({ deletedRegion: regionOf(at), ...(text !== '' && { insertedContent: { text } }) })),
    })),
  };
}

/** The same for the same offence in the same words of the same file, wherever in it the line has gone. */
function fingerprintOf({ rule, at, line }: ReportedFinding, folder: string, occurrences: Map<string, number>): string {
  const what = `${rule.id}\n${artifactAt(at.uri, folder).uri}\n${line.trim().replace(/\s+/g, ' ')}`;
  const nth = (occurrences.get(what) ?? 0) + 1;
  occurrences.set(what, nth);
  return createHash('sha256').update(`${what}\n${nth}`).digest('hex').slice(0, 32);
}

function notificationOf({ message }: Problem, translate: Translate): Notification {
  return { level: 'error', message: { text: wordsOf(message, translate) } };
}
