import { type ChosenFix, mostRounds, safeFixesOf } from '../../features/safe-fixes.ts';
import { applyEdits } from '../../syntax/apply-edits.ts';
import type { Document } from '../../syntax/document.ts';
import { uriOf } from '../../text/file-uri.ts';
import { say } from '../../text/message.ts';
import type { Edit } from '../../text/place.ts';
import { type Configuration, configurationAt, runsAsBefore } from './configuration.ts';
import type { JudgedSource } from './judge-all.ts';
import { type FixedFinding, lineOf, type Problem, shownPath } from './report.ts';
import type { Source } from './sources.ts';
import type { Assumed } from './target.ts';
import type { Texts } from './texts.ts';

/** What is to be mended, and with what is known of it. */
export interface Mending {
  readonly judged: readonly JudgedSource[];
  readonly assumed: Assumed;
  /** Takes the new texts that were kept. */
  readonly texts: Texts;
}

/** Takes new texts, and those that were kept before them; says why not if they are not kept. */
export type Keep = (changed: Texts, kept: Texts) => Problem | undefined;

/** What became of the safe fixes. */
export interface Mended {
  readonly fixed: readonly FixedFinding[];
  readonly problems: readonly Problem[];
}

/**
 * Applies the safe fixes of every configuration, again and again until none is left. `keep` takes the new texts of one
 * configuration, all or none, and may say why not. Nothing is changed that another configuration reads with another
 * result; `texts` has what was kept.
 */
export function mend(mending: Mending, keep: Keep): Mended {
  const fixed: FixedFinding[] = [];
  const problems: Problem[] = [];
  const failed = new Set<Source>();
  let waiting = mending.judged.filter(({ mendable }) => mendable);
  // What one configuration has changed in a file that another one reads may make way for a fix there.
  for (let round = 0; waiting.length > 0 && round < mostRounds; round++) {
    const changed = new Set<string>();
    for (const { source } of waiting) {
      const { fixes, files, problem } = mendAndKeep(source, mending, keep);
      fixed.push(...fixes);
      for (const file of files) changed.add(file);
      if (problem) {
        problems.push(problem);
        failed.add(source);
      }
    }
    waiting = mending.judged.filter(
      ({ source, files }) => !failed.has(source) && [...changed].some((file) => files.has(file)),
    );
  }
  return { fixed, problems };
}

function mendAndKeep(source: Source, mending: Mending, keep: Keep) {
  const { assumed, texts } = mending;
  const { changed, fixes, rests } = mendOne(source, assumed, texts);
  if (changed.size === 0) return { fixes: [], files: [] };
  const problem = rests ? (objection(mending, changed) ?? keep(changed, texts)) : restless(source);
  if (problem) return { fixes: [], files: [], problem };
  for (const [file, text] of changed) texts.set(file, text);
  return { fixes, files: [...changed.keys()] };
}

function mendOne(source: Source, assumed: Assumed, texts: Texts) {
  const changed: Texts = new Map();
  const fixes: FixedFinding[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const configuration = configurationAt(source, assumed, new Map([...texts, ...changed]));
    const chosen = typeof configuration === 'string' ? [] : safeFixesOf(configuration.judgement.findings);
    if (typeof configuration === 'string' || chosen.length === 0) return { changed, fixes, rests: true };
    apply(chosen, configuration, texts, changed);
    fixes.push(...chosen.map((one) => fixedFinding(one, configuration.documents)));
  }
  return { changed, fixes, rests: false };
}

function apply(chosen: readonly ChosenFix[], { documents, files }: Configuration, texts: Texts, changed: Texts): void {
  const edits = new Map<string, Map<string, Edit>>();
  for (const edit of chosen.flatMap(({ fix }) => fix.edits)) {
    const file = files.get(edit.at.uri)!;
    const { start, end } = edit.at;
    // A file that is read under two names has each edit twice.
    const key = `${start.line}:${start.character}-${end.line}:${end.character} ${edit.text}`;
    edits.set(file, (edits.get(file) ?? new Map()).set(key, edit));
  }
  for (const [file, own] of edits) {
    const [{ at }] = [...own.values()] as [Edit];
    const before = documents.get(at.uri)!.lines.text();
    const { read, ofFile } = changed.get(file) ?? texts.get(file) ?? { read: before, ofFile: true };
    changed.set(file, { read, ofFile, now: applyEdits(before, [...own.values()]) });
  }
}

function fixedFinding({ finding, fix }: ChosenFix, documents: ReadonlyMap<string, Document>): FixedFinding {
  return { ...finding, line: lineOf(finding.at, documents), title: fix.title };
}

/** A configuration that reads one of the files and would run other values, or would no longer start, with the new texts. */
function objection({ judged, assumed, texts }: Mending, changed: Texts): Problem | undefined {
  for (const { source, files } of judged) {
    if (![...changed.keys()].some((file) => files.has(file))) continue;
    const before = configurationAt(source, assumed, texts);
    const after = configurationAt(source, assumed, new Map([...texts, ...changed]));
    const same = typeof before !== 'string' && typeof after !== 'string' && runsAsBefore(before, after);
    if (same) continue;
    const paths = [...changed.keys()].map((file) => shownPath(process.cwd(), uriOf(file))).join(', ');
    const message = say('cannot fix {paths}: {path} would run other values', { paths, path: source.path });
    return { path: source.path, message };
  }
  return undefined;
}

function restless({ path }: Source): Problem {
  const message = say('cannot fix {path}: after {rounds} rounds there is still something to fix', {
    path,
    rounds: mostRounds,
  });
  return { path, message };
}
