import type { Mpm } from '../catalogue/fact.ts';
import { targetFor } from '../resolve/per-directory.ts';
import { resolve } from '../resolve/resolve.ts';
import { defaultTarget, type Entry, type Found, type Snapshot } from '../resolve/snapshot.ts';
import { openDocument } from '../syntax/document.ts';
import { uriOf } from '../text/file-uri.ts';
import type { Example, Rule } from './rule.ts';

/** Where the files of examples are said to be. */
export const exampleFolder = '/etc/apache2';

/** The name of the first file of an example. */
export const mainFile = 'httpd.conf';

/** The name of the first file of one example. */
export function mainFileOf(example: Example): string {
  return example.mainFile ?? mainFile;
}

/** The MPMs that are there before the first line of an example, one after the other. */
export function mpmsOf(rule: Rule, { mpms, loadsMpm }: Example): readonly (Mpm | undefined)[] {
  return loadsMpm ? [undefined] : (mpms ?? rule.mpms);
}

/**
 * The files as all that is read by a httpd which has this MPM before the first line. Modules are where `LoadModule` looks
 * for them; nothing else is there but the files. A per-directory file is read by a server of which nothing is known.
 */
export function snapshotOf(texts: ReadonlyMap<string, string>, mpm: Mpm | undefined): Snapshot {
  const [main = ''] = texts.keys();
  const path = `${exampleFolder}/${main}`;
  const target = targetFor(path, { ...defaultTarget, ...(mpm && { mpm }), whole: true });
  const there = foundIn(texts);
  const found = new Map<string, Found>();
  // Debian's main file, which reads no httpd.conf.
  const debian = there.get(`${exampleFolder}/apache2.conf`)?.document;
  const document = there.get(path)!.document!;
  const snapshot: Snapshot = { path, document, target, found, ...(debian && { notReadBy: debian }) };
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
    const path = `${exampleFolder}/${name}`;
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
