import type { ProjectFile } from '../control/project-file.ts';
import { projectFileName } from '../control/project-keys.ts';
import type { Rule } from '../rules/rule.ts';
import { uriPath, uriWithPath } from '../text/file-uri.ts';
import { under } from '../text/path.ts';
import type { Files } from './files.ts';
import { foldersAround, layoutOf } from './layout.ts';

/** The files `.apache-mpm.json`, each read once until it is forgotten. */
export interface ProjectFiles {
  /** The nearest one in the folder of a file or above, up to the folder that the editor has open. */
  readonly above: (uri: string, workspaces: readonly string[]) => Promise<ProjectFile | undefined>;
  /** Those that were read. */
  readonly known: () => readonly ProjectFile[];
  readonly forget: () => void;
}

export function projectFiles(files: Files, rules: () => Promise<readonly Rule[]>): ProjectFiles {
  const pending = new Map<string, Promise<ProjectFile | undefined>>();
  const read = new Map<string, ProjectFile>();

  async function look(uri: string): Promise<ProjectFile | undefined> {
    const { text } = await files.look(uri, true);
    if (text === undefined) return undefined;
    // Few have such a file: what reads it is loaded for those.
    const { readProjectFile } = await import('../control/project-file.ts');
    return readProjectFile(uri, text, await rules());
  }

  return {
    async above(uri, workspaces) {
      const { workspace } = layoutOf(uri, workspaces);
      for (const folder of foldersAround(uriPath(uri), workspace)) {
        const at = uriWithPath(uri, under(folder, projectFileName));
        const found = pending.get(at) ?? look(at);
        pending.set(at, found);
        const file = await found;
        if (!file) continue;
        if (pending.get(at) === found) read.set(at, file);
        return file;
      }
      return undefined;
    },
    known: () => [...read.values()],
    forget() {
      pending.clear();
      read.clear();
    },
  };
}
