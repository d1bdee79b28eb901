import { isMainFile } from '../catalogue/main-files.ts';
import { uriPath, uriWithPath } from '../text/file-uri.ts';
import { folderOf } from '../text/path.ts';
import type { Files } from './files.ts';
import { looksLikeMain, openFoldersAround } from './layout.ts';

/** Files looked at in one folder; a folder of thousands holds virtual hosts, not main files. */
const mostInFolder = 50;

/** Finds main files of unusual names. */
export interface UnusualRoots {
  /** Main files in the folders around a file, the nearest first, as they were found since the last `forget`. */
  readonly around: (uri: string, workspaces: readonly string[]) => Promise<readonly string[]>;
  /** Looks into folders again of which a file has changed. */
  readonly forget: (changed: readonly string[]) => void;
}

/** Looks into each folder once: every key that somebody presses asks again. */
export function unusualRoots(files: Files): UnusualRoots {
  const byFolder = new Map<string, Promise<readonly string[]>>();

  async function rootsIn(folder: string): Promise<readonly string[]> {
    const { entries = [] } = await files.look(folder, true);
    const names = entries.filter(({ name, folder }) => !folder && /\.conf$/i.test(name) && !isMainFile(name));
    const uris = names
      .slice(0, mostInFolder)
      .map(({ name }) => `${folder.replace(/\/$/, '')}/${encodeURIComponent(name)}`);
    const texts = await Promise.all(uris.map(async (uri) => (await files.look(uri, true)).text ?? ''));
    return uris.filter((_, at) => looksLikeMain(texts[at]!));
  }

  return {
    async around(uri, workspaces) {
      const roots: string[] = [];
      for (const folder of openFoldersAround(uri, workspaces)) {
        const found = byFolder.get(folder) ?? rootsIn(folder);
        byFolder.set(folder, found);
        roots.push(...(await found).filter((root) => root !== uri));
      }
      return roots;
    },
    forget(changed) {
      for (const uri of changed) byFolder.delete(uriWithPath(uri, folderOf(uriPath(uri))));
    },
  };
}
