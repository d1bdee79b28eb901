import type { Mpm } from '../server/src/catalogue/fact.ts';
import type { SharedFinding } from '../server/src/judge.ts';
import { resolve } from '../server/src/resolve/resolve.ts';
import { defaultTarget, type Entry, type Found, type Snapshot } from '../server/src/resolve/snapshot.ts';
import type { Annotation } from '../server/src/rules/annotations.ts';
import type { Example, Rule } from '../server/src/rules/rule.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { type Document, openDocument } from '../server/src/syntax/document.ts';
import { uriOf } from '../server/src/text/file-uri.ts';
import { wordsOf } from '../server/src/text/message.ts';
import type { Edit } from '../server/src/text/place.ts';

/** Where the files of examples are said to be. */
const folder = '/etc/apache2';

/** The name of the first file of an example. */
export const mainFile = 'httpd.conf';

/** The MPMs that are there before the first line of an example, one after the other. */
export function mpmsOf(rule: Rule, { mpms, loadsMpm }: Example): readonly (Mpm | undefined)[] {
  return loadsMpm ? [undefined] : (mpms ?? rule.mpms);
}

/**
 * The files as all that is read by a httpd which has this MPM before the first line. Modules are where `LoadModule` looks
 * for them; nothing else is there but the files.
 */
export function snapshotOf(texts: ReadonlyMap<string, string>, mpm: Mpm | undefined): Snapshot {
  const [main = ''] = texts.keys();
  const path = `${folder}/${main}`;
  const target = { ...defaultTarget, ...(mpm && { mpm }), whole: true };
  const there = foundIn(texts);
  const found = new Map<string, Found>();
  const snapshot: Snapshot = { path, document: there.get(path)!.document!, target, found };
  for (;;) {
    const { wanted } = resolve(snapshot);
    if (wanted.length === 0) return snapshot;
    for (const { path } of wanted) {
      found.set(path, there.get(path) ?? { kind: path.endsWith('.so') ? 'file' : 'missing' });
    }
  }
}

function foundIn(texts: ReadonlyMap<string, string>): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const folders = new Map<string, Map<string, Entry>>();
  for (const [name, text] of texts) {
    const path = `${folder}/${name}`;
    found.set(path, { kind: 'file', document: openDocument(uriOf(path), text) });
    const steps = path.split('/');
    for (let at = steps.length - 1; at > 0; at--) {
      const parent = steps.slice(0, at).join('/') || '/';
      const names = folders.get(parent) ?? new Map<string, Entry>();
      names.set(steps[at]!, { name: steps[at]!, folder: at < steps.length - 1 });
      folders.set(parent, names);
    }
  }
  for (const [path, names] of folders) found.set(path, { kind: 'folder', entries: [...names.values()] });
  return found;
}

/** The texts of the files after the edits, which name them as the snapshot does. */
export function edited(texts: ReadonlyMap<string, string>, edits: readonly Edit[]): ReadonlyMap<string, string> {
  return new Map(
    [...texts].map(([name, text]) => {
      const own = edits.filter(({ at }) => at.uri === uriOf(`${folder}/${name}`));
      return [name, applyEdits(text, own)];
    }),
  );
}

/** A finding as the annotation that tells it: of several lines at the last, from its first character that is no blank. */
export function annotationOf({ at, severity, message, fixes = [] }: Said, document: Document): Annotation {
  const { start, end } = at;
  return {
    line: end.line,
    start: start.line === end.line ? start.character : document.lines.line(end.line).search(/\S/),
    end: end.character,
    text: `${fixes.length > 0 ? '💡 ' : ''}${severity}: ${wordsOf(message)}`,
  };
}

type Said = Pick<SharedFinding, 'at' | 'severity' | 'message' | 'fixes'>;
