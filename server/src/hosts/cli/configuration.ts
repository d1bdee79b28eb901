import { type Judgement, judge, type SharedFinding } from '../../judge.ts';
import { rules } from '../../rules/index.ts';
import { layoutOf, possibleRoots } from '../../server/layout.ts';
import { isForParts, leavesOut } from '../../server/left-out.ts';
import type { Document } from '../../syntax/document.ts';
import { pathOf, uriOf, uriWithPath } from '../../text/file-uri.ts';
import { say } from '../../text/message.ts';
import type { Place } from '../../text/place.ts';
import type { Look } from '../disk.ts';
import { configurationFor } from './project-file.ts';
import { documentAt } from './read.ts';
import type { Source } from './sources.ts';
import { type Assumed, snapshotOf } from './target.ts';
import { fileOf, lookPast, type Texts } from './texts.ts';

/** A configuration as it was judged. */
export interface Configuration {
  readonly judgement: Judgement;
  /** What it read, by URI. */
  readonly documents: ReadonlyMap<string, Document>;
  /** The file behind each URI; see `fileOf`. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Judges one configuration, with the texts in the places of their files; the reason where its main file cannot be. A file
 * that a main file of `.apache-mpm.json` includes is judged as a part of that.
 */
export function configurationAt({ path }: Source, assumed: Assumed, texts: Texts): Configuration | string {
  const look = lookPast(texts);
  const file = fileOf(path);
  const roots = configurationFor(path)?.roots.map(pathOf) ?? [];
  for (const root of roots.some((root) => fileOf(root) === file) ? [] : roots) {
    const whole = judgedAt(root, assumed, look);
    if (typeof whole !== 'string' && [...whole.files.values()].includes(file)) return partOf(whole, file);
  }
  return judgedAt(path, assumed, look);
}

/** What concerns one file of a configuration; no fix of it edits another. */
function partOf({ judgement, documents, files }: Configuration, file: string): Configuration {
  const here = ({ at }: { readonly at: Place }) => files.get(at.uri) === file;
  const own = (findings: readonly SharedFinding[]) =>
    findings
      .filter(here)
      .map((finding) => ({ ...finding, fixes: finding.fixes?.filter(({ edits }) => edits.every(here)) ?? [] }));
  return {
    judgement: { ...judgement, findings: own(judgement.findings), silenced: own(judgement.silenced) },
    documents,
    files: new Map([...files].filter(([, each]) => each === file)),
  };
}

function judgedAt(path: string, assumed: Assumed, look: Look): Configuration | string {
  const document = documentAt(path, look);
  if (typeof document === 'string') return document;
  if (document.lines.text().slice(0, 8000).includes('\0')) return say('It is no text: it has zero bytes').template;
  const snapshot = snapshotOf(document, assumed, look);
  const notReadBy = mainThatLeavesOut(document, assumed, look);
  const judgement = judge({ ...snapshot, ...(notReadBy && { notReadBy }) }, rules, configurationFor(path)?.levels);
  const read = judgement.analyses.flatMap(({ resolution }) => [...resolution.files.values()]);
  return {
    judgement,
    documents: new Map(read.map((document) => [document.uri, document])),
    files: new Map(read.map(({ uri }) => [uri, fileOf(pathOf(uri))])),
  };
}

/** The main file around a document, if there is one that is sure not to read it. */
function mainThatLeavesOut(document: Document, assumed: Assumed, look: Look): Document | undefined {
  const { uri } = document;
  const here = [uriOf(process.cwd())];
  for (const root of possibleRoots(uri, here)) {
    const layout = layoutOf(root, here);
    if (root === uri || !isForParts(pathOf(uri), pathOf(uriWithPath(root, layout.serverRoot)))) continue;
    const main = look(pathOf(root), false).kind === 'file' ? documentAt(pathOf(root), look) : '';
    if (typeof main === 'string') continue;
    const paths = snapshotOf(main, assumed, look);
    const notReadBy = leavesOut({ layout, paths, judged: { judgement: judge(paths, []) } }, uri);
    if (notReadBy) return notReadBy;
  }
  return undefined;
}

/** Whether httpd, under each MPM, runs the same values after a change, and is not stopped by something new. */
export function runsAsBefore(before: Configuration, after: Configuration): boolean {
  const stops = ({ judgement }: Configuration) =>
    judgement.analyses.some(({ resolution }) => resolution.problems.length > 0);
  return effectiveValues(before) === effectiveValues(after) && (stops(before) || !stops(after));
}

function effectiveValues({ judgement }: Configuration): string {
  return JSON.stringify(
    judgement.analyses.map(({ model }) => [
      model?.mpm,
      [...(model?.settings ?? [])].map(([name, { effective }]) => [name, effective]),
    ]),
  );
}
