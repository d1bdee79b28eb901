import type { ProjectFile } from '../../control/project-file.ts';
import { type Message, say, wordsOf } from '../../text/message.ts';
import { configurationAt } from './configuration.ts';
import { configurationFor, problemsIn } from './project-file.ts';
import { cannotRead, lineOf, type Problem, type ReportedFinding } from './report.ts';
import type { Source } from './sources.ts';
import type { Assumed } from './target.ts';
import { fileOf, type Texts } from './texts.ts';

/** A configuration that was judged. */
export interface JudgedSource {
  readonly source: Source;
  /** What it read; see `fileOf`. */
  readonly files: ReadonlySet<string>;
  /** Whether a finding has a safe fix. */
  readonly mendable: boolean;
}

/** What is known of all configurations. */
export interface JudgedSources {
  readonly judged: readonly JudgedSource[];
  readonly findings: readonly ReportedFinding[];
  /** The URIs of what was read, each file once. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** Judges each configuration by itself. What several of them find in a file that they share is told once. */
export function judgeAll(sources: readonly Source[], assumed: Assumed, texts: Texts): JudgedSources {
  const judged: JudgedSource[] = [];
  const problems: Problem[] = [];
  const uris = new Map<string, string>();
  const findings = new Map<string, ReportedFinding>();
  const projects = new Set<ProjectFile>();
  for (const source of sources) {
    if (source.unlessRead && uris.has(fileOf(source.path))) continue;
    const project = configurationFor(source.path);
    if (project && !projects.has(project)) problems.push(...problemsIn(project));
    if (project) projects.add(project);
    const configuration = configurationAt(source, assumed, texts);
    if (typeof configuration === 'string') {
      problems.push(cannotRead(source.path, configuration));
      continue;
    }
    const { judgement, documents, files } = configuration;
    const mendable = judgement.findings.some(({ fixes = [] }) => fixes.some(({ safe }) => safe));
    judged.push({ source, files: new Set(files.values()), mendable });
    for (const [uri, file] of files) if (!uris.has(file)) uris.set(file, uri);
    for (const finding of judgement.findings) {
      const { uri, start, end } = finding.at;
      const place = `${files.get(uri)} ${start.line}:${start.character}-${end.line}:${end.character}`;
      const key = `${place} ${finding.rule.id} ${wordsOf(finding.message)}`;
      const same = findings.get(key);
      const mpms = [...new Set([...(same?.mpms ?? []), ...finding.mpms])];
      findings.set(key, { ...(same ?? { ...finding, line: lineOf(finding.at, documents) }), mpms });
    }
    for (const { rule, error } of judgement.analyses.flatMap(({ failures }) => failures)) {
      problems.push({ path: source.path, message: failed(rule.id, source.path, `${error}`) });
    }
  }
  return { judged, findings: [...findings.values()], files: [...uris.values()], problems };
}

function failed(rule: string, path: string, error: string): Message {
  return say('the rule {rule} failed on {path}: {error}', { rule, path, error });
}
