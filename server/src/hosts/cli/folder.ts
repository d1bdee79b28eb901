import { isMainFile } from '../../catalogue/main-files.ts';
import { isPerDirectoryFile } from '../../resolve/per-directory.ts';
import { uriOf } from '../../text/file-uri.ts';
import { say } from '../../text/message.ts';
import { beginningOf, lookAt } from '../disk.ts';
import { isConfigurationPath, mayBeConfiguration, readsAsConfiguration } from './configuration-files.ts';
import { cannotRead, type Problem, shownPath } from './report.ts';

/** What a folder has for us; absolute paths, in the order of the alphabet, a folder's own files first. */
export interface FolderContent {
  readonly mainFiles: readonly string[];
  /** Other files that are configurations by their names, their folders or what they begin with. */
  readonly others: readonly string[];
  readonly problems: readonly Problem[];
}

const noConfiguration = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Searches a folder and those below it. Links to folders are not followed, so that there is no circle. What Debian keeps
 * in `*-available` beside a main file is read where it is enabled, and nowhere else.
 */
export function searched(folder: string): FolderContent {
  const content = { mainFiles: [] as string[], others: [] as string[], problems: [] as Problem[] };
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { entries, error } = lookAt(at, true);
    if (!entries)
      content.problems.push(
        cannotRead(shownPath(process.cwd(), uriOf(at)), error ?? say('It is not a folder').template),
      );
    const sorted = [...(entries ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    const isServer = sorted.some(({ name, folder }) => !folder && name === 'apache2.conf');
    for (const { name, folder } of sorted) {
      const path = `${at.replace(/\/$/, '')}/${name}`;
      if (!folder && (!name.startsWith('.') || isPerDirectoryFile(name))) sort(path, content);
    }
    const below = sorted.filter(
      ({ name, folder }) => folder && !noConfiguration.has(name) && !(isServer && name.endsWith('-available')),
    );
    waiting.push(...below.reverse().map(({ name }) => `${at.replace(/\/$/, '')}/${name}`));
  }
  return content;
}

function sort(path: string, { mainFiles, others }: { mainFiles: string[]; others: string[] }): void {
  if (isMainFile(path)) {
    if (!leadsNowhere(path)) mainFiles.push(path);
  } else if (isConfigurationPath(path)) {
    if (lookAt(path, false).kind !== 'folder' && !leadsNowhere(path)) others.push(path);
  } else if (mayBeConfiguration(path) && readsAsConfiguration(beginningOf(path, bytesRead))) {
    others.push(path);
  }
}

/** Of a file that may be anything; a block of settings of MPMs stands further up. */
const bytesRead = 65_536;

/** A link to what is not there, or in a circle, is no file: httpd passes over it, and says so where it does not. */
function leadsNowhere(path: string): boolean {
  const { kind, error } = lookAt(path, false);
  return kind === 'missing' && error !== 'Permission denied';
}
