import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fromBytes } from '../../text/bytes.ts';
import { pathOf, uriOf } from '../../text/file-uri.ts';
import { say } from '../../text/message.ts';
import { lookAt } from '../disk.ts';
import { searched } from './folder.ts';
import { configurationFor } from './project-file.ts';
import { cannotRead, type Problem, shownPath } from './report.ts';
import { fileOf, type Texts } from './texts.ts';

/** A file that is to be judged as a configuration of its own. */
export interface Source {
  /** As the person named it, or from where the person stands. */
  readonly path: string;
  /** A folder's file that is judged by itself only if no other configuration reads it. */
  readonly unlessRead: boolean;
}

/** An absolute path as the person would write it. */
function fromHere(path: string): string {
  return shownPath(process.cwd(), uriOf(path));
}

/** The configurations that the arguments name, each once; folders are searched, `-` is standard input. */
export function sourcesOf(
  paths: readonly string[],
  stdinFilename: string,
  texts: Texts,
): { readonly sources: readonly Source[]; readonly problems: readonly Problem[] } {
  const named = new Map<string, Source>();
  const found = new Map<string, Source>();
  const problems: Problem[] = [];
  const add = (to: Map<string, Source>, source: Source) => {
    const file = fileOf(source.path);
    if (!named.has(file) && !found.has(file)) to.set(file, source);
  };
  for (const path of new Set(paths)) {
    if (path === '-') {
      const text = fromBytes(readFileSync(0));
      texts.set(fileOf(stdinFilename), { read: text, now: text, ofFile: false });
      add(named, { path: stdinFilename, unlessRead: false });
    } else if (path !== '' && lookAt(resolve(path), false).kind === 'folder') {
      const folder = uriOf(resolve(path));
      const roots = configurationFor(join(path, 'any'))?.roots.filter((root) => root.startsWith(`${folder}/`)) ?? [];
      for (const root of roots) add(named, { path: fromHere(pathOf(root)), unlessRead: true });
      const { mainFiles, others, problems: unread } = searched(resolve(path).replaceAll('\\', '/'));
      for (const path of mainFiles) add(named, { path: fromHere(path), unlessRead: true });
      for (const path of others) add(found, { path: fromHere(path), unlessRead: true });
      problems.push(...unread);
      if (mainFiles.length + others.length + unread.length === 0) {
        problems.push(
          cannotRead(path, say('No file in this folder has the name or the first line of a configuration').template),
        );
      }
    } else {
      add(named, { path, unlessRead: false });
    }
  }
  return { sources: [...named.values(), ...found.values()], problems };
}
