import { passagesOf } from '../resolve/passages.ts';
import { cancelled, type Found, type Wanted } from '../resolve/snapshot.ts';
import type { LinesRead } from '../syntax/logical-line.ts';
import { uriPath } from '../text/file-uri.ts';
import type { Configuration, Settings } from './configuration.ts';
import type { Documents } from './documents.ts';
import type { Files } from './files.ts';
import { locator, serverRootIn } from './layout.ts';
import type { ReadingOfMany } from './reading-of-many.ts';

/** Questions to the world that wait for their answers at the same time. */
const mostAtOnce = 16;

/** What decides what stands for the paths of a server. */
export interface Surroundings {
  readonly files: Files;
  readonly documents: Documents;
  readonly settings: Settings;
  /** Counts what can make another file of one while it is read: opening, closing, changes on disk, settings. */
  readonly changes: number;
}

/** What stands for a path, and the URIs that decide it. */
export interface Looked {
  readonly found: Found;
  readonly uris: readonly string[];
}

/** Finds what stands for the paths, for some of them at the same time, and keeps it with the configuration. */
export async function lookAll(
  around: Surroundings,
  configuration: Configuration,
  wanted: readonly Wanted[],
  reading: ReadingOfMany,
): Promise<void> {
  const { paths } = configuration;
  const placesOf = placesIn(around, configuration);
  const waiting = wanted.values();
  reading.expect(wanted.length);
  const lookOn = async () => {
    for (const { path, content } of waiting) {
      if (reading.isCancelled) {
        paths.set(path, { kind: 'file', error: cancelled }, []);
        continue;
      }
      const began = around.changes;
      const { found, uris } = await lookFor(around, placesOf(path), content, reading.lines);
      // What was read may be what stood there before: then it is looked for again.
      if (around.changes !== began) paths.delete(path);
      else paths.set(path, found, uris);
      // Made now, in turns, and not all at once when the configuration is judged.
      if (found.document) passagesOf(found.document);
      await reading.took();
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, wanted.length) }, lookOn));
}

/** What stands for the paths now where it is not what stood there; of the main file undefined if it is gone. */
export async function* lookAgain(
  around: Surroundings,
  configuration: Configuration,
  changed: ReadonlySet<string>,
  reading: ReadingOfMany,
): AsyncGenerator<readonly [path: string, now: Looked | undefined]> {
  const { paths, layout } = configuration;
  const placesOf = placesIn(around, configuration);
  reading.expect(changed.size);
  for (const path of changed) {
    const before = paths.found.get(path);
    if (!before || (before.document && around.documents.isOpen(before.document))) continue;
    const content = (before.document ?? before.entries ?? before.error) !== undefined;
    const look = () =>
      path === uriPath(layout.root)
        ? lookAtMain(around, layout.root)
        : lookFor(around, placesOf(path), content, reading.lines);
    let began = around.changes;
    let now = await look();
    for (; around.changes !== began; now = await look()) began = around.changes;
    if (!now || !isSame(paths.found.get(path), now.found)) yield [path, now];
    await reading.took();
  }
}

/** The main file as the editor has it, else as it is stored. */
export async function lookAtMain({ files, documents }: Surroundings, root: string): Promise<Looked | undefined> {
  const open = documents.at(root);
  if (open) return { found: { kind: 'file', document: open }, uris: [root] };
  const there = await files.look(root, true);
  const document = documents.in(there);
  return document && { found: { kind: 'file', document }, uris: [root, there.uri] };
}

/** Finds what stands at the first of the places where something does. */
async function lookFor(
  { files, documents }: Surroundings,
  places: readonly string[],
  content: boolean,
  lines: LinesRead,
): Promise<Looked> {
  let why: string | undefined;
  for (const [at, uri] of places.entries()) {
    const there = await files.look(uri, content);
    const { kind, entries, error } = there;
    if (kind === 'missing') {
      why = error ?? why;
      continue;
    }
    const document = kind === 'file' && content ? documents.in(there, lines) : undefined;
    const found = { kind, ...(document && { document }), ...(entries && { entries }), ...(error && { error }) };
    return { found, uris: [...places.slice(0, at + 1), there.uri] };
  }
  return { found: { kind: 'missing', ...(why !== undefined && { error: why }) }, uris: places };
}

/** Where a path of the server may be found. */
function placesIn({ settings }: Surroundings, { layout, project, paths }: Configuration) {
  const main = paths.found.get(uriPath(layout.root))?.document;
  return locator(layout, main && serverRootIn(main), { ...settings.pathMappings, ...project?.pathMappings });
}

/** Whether the same stands there as before. A document is the same if its text is. */
function isSame(before: Found | undefined, now: Found): boolean {
  const said = ({ kind, error, entries = [] }: Found) => JSON.stringify([kind, error, entries]);
  return before !== undefined && before.document === now.document && said(before) === said(now);
}
