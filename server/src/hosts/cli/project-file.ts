import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ProjectFile, readProjectFile } from '../../control/project-file.ts';
import { projectFileName } from '../../control/project-keys.ts';
import { rules } from '../../rules/index.ts';
import { uriOf } from '../../text/file-uri.ts';
import { say } from '../../text/message.ts';
import { lookAt } from '../disk.ts';
import { type Problem, shownPath } from './report.ts';

const known = new Map<string, ProjectFile | undefined>();

/**
 * What the nearest file `.apache-mpm.json` says, in the folder of a configuration or above; no further up than the folder
 * that has a `.git`. A file further up counts for nothing. Each is read once.
 */
export function configurationFor(path: string): ProjectFile | undefined {
  return nearest(dirname(resolve(path)));
}

/** What is wrong in such a file, one problem for each part that is passed over. */
export function problemsIn({ uri, problems }: ProjectFile): readonly Problem[] {
  const path = shownPath(process.cwd(), uri);
  return problems.map(({ start, message }) => ({
    path,
    message: say('{place}: {message}', { place: `${path}:${start.line + 1}:${start.character + 1}`, message }),
  }));
}

function nearest(folder: string): ProjectFile | undefined {
  if (known.has(folder)) return known.get(folder);
  const above = dirname(folder);
  const isTop = above === folder || existsSync(join(folder, '.git'));
  const found = readIn(folder) ?? (isTop ? undefined : nearest(above));
  known.set(folder, found);
  return found;
}

function readIn(folder: string): ProjectFile | undefined {
  const path = join(folder, projectFileName);
  const { kind, text, error } = lookAt(path, true);
  if (kind !== 'file') return undefined;
  const uri = uriOf(path);
  if (text !== undefined) return readProjectFile(uri, text, rules);
  const start = { line: 0, character: 0 };
  const unread = say('The file cannot be read: {reason}', { reason: error ?? '' });
  return { ...readProjectFile(uri, '{}', rules), problems: [{ start, end: start, message: unread }] };
}
