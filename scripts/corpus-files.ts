import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookAtUri } from '../server/src/hosts/disk.ts';
import type { Judgement } from '../server/src/judge.ts';
import { type Configurations, configurations } from '../server/src/server/configurations.ts';
import { ruleSets } from '../server/src/server/rule-sets.ts';
import { fromBytes } from '../server/src/text/bytes.ts';
import { uriOf } from '../server/src/text/file-uri.ts';

/** The files of a corpus, relative to its folder. */
export function corpusFiles(corpus: string): readonly string[] {
  const manifest = fromBytes(readFileSync(join(corpus, 'MANIFEST.tsv')));
  return manifest
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split('\t')[0] || []);
}

/**
 * What an editor knows that has the tree open that the file belongs to, or the folder of the file; `edited` are texts, by
 * URI, that stand for those on disk.
 */
export function editorOn(
  corpus: string,
  file: string,
  edited: ReadonlyMap<string, string> = new Map(),
): Configurations {
  const steps = file.split('/');
  const around = steps[0] === 'tree' ? steps.slice(0, 2) : steps.slice(0, -1);
  const look = async (uri: string, content: boolean) => {
    const found = lookAtUri(uri, content);
    const text = edited.get(found.uri);
    return content && text !== undefined ? { ...found, text } : found;
  };
  const open = configurations({ look }, ruleSets, () => ({ report() {}, cancelled: () => false, done() {} }));
  open.configure({ workspaces: [uriOf(join(corpus, ...around))], roots: [], pathMappings: {} });
  return open;
}

/** The judgement of a file as in such an editor. */
export async function judgedInEditor(
  corpus: string,
  file: string,
  edited: ReadonlyMap<string, string> = new Map(),
): Promise<Judgement> {
  const editor = editorOn(corpus, file, edited);
  const uri = uriOf(join(corpus, file));
  await editor.open(uri, edited.get(uri) ?? fromBytes(readFileSync(join(corpus, file))));
  return (await editor.configurationOf(uri))!.judgement;
}
