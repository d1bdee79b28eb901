import { type Reading, serverPath } from './reading.ts';
import { cancelled, type Found } from './snapshot.ts';

/** What stands at a path, where its absence is one for httpd, too; undefined where nobody knows. */
export function foundInPlace(reading: Reading, path: string): Found | undefined {
  if (!reading.isInPlace()) return undefined;
  const found = reading.find(path, false);
  if (found?.error === undefined) return found;
  // httpd is started by another user, mostly, who may see what we may not.
  return reading.started && found.error !== cancelled ? found : undefined;
}

/** Whether it is sure that httpd finds no folder at the path (util.c, ap_is_directory), relative to the ServerRoot. */
export function isNoFolder(reading: Reading, path: string): boolean {
  const found = foundInPlace(reading, serverPath(reading, path));
  return found !== undefined && found.kind !== 'folder';
}

/**
 * The same for a path that httpd does not join to its ServerRoot: a relative one belongs to the folder that it is started
 * in, which is the root for a service.
 */
export function isNoFolderAsGiven(reading: Reading, path: string): boolean {
  const found = foundInPlace(reading, serverPath({ ...reading, serverRoot: '/' }, path));
  return found !== undefined && found.kind !== 'folder';
}
