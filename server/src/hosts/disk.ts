import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import type { FoundFile } from '../server/files.ts';
import { fromBytes } from '../text/bytes.ts';
import { pathOf, uriOf } from '../text/file-uri.ts';

/** What stands at a path of this machine. */
export type Look = (path: string, content: boolean) => Omit<FoundFile, 'uri'>;

/** What stands at a `file:` URI of this machine. */
export function lookAtUri(uri: string, content: boolean): FoundFile {
  const path = pathOf(uri);
  return { ...lookAt(path, content), uri: realUri(path) ?? uri };
}

function realUri(path: string): string | undefined {
  const real = realPath(path);
  return real === undefined ? undefined : uriOf(real);
}

/** That of the C library asks once; on Windows it would name drives otherwise than editors do. */
const resolved = process.platform === 'win32' ? realpathSync : realpathSync.native;

/** The path with all links resolved; undefined where nothing stands. */
export function realPath(path: string): string | undefined {
  try {
    return resolved(path);
  } catch {
    return undefined;
  }
}

/** What stands at a path. Never throws; an unreadable file or folder says why. */
export function lookAt(path: string, content: boolean): Omit<FoundFile, 'uri'> {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { kind: 'missing', ...(!isAbsent && { error: reasonOf(error) }) };
  }
  const kind = stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  if (stats.isSocket()) return { kind, error: 'No such device or address' };
  if (!content || kind === 'other') return { kind };
  try {
    if (kind === 'file') return { kind, text: fromBytes(readFileSync(path)) };
    const entries = readdirSync(path, { withFileTypes: true });
    return { kind, entries: entries.map((entry) => ({ name: entry.name, folder: entry.isDirectory() })) };
  } catch (error) {
    return { kind, error: reasonOf(error) };
  }
}

/** What a file begins with, up to so many bytes; empty where there is no file, or none that may be read. Never throws. */
export function beginningOf(path: string, bytes: number): string {
  if (lookAt(path, false).kind !== 'file') return '';
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const read = new Uint8Array(bytes);
    return fromBytes(read.subarray(0, readSync(file, read, 0, bytes, 0)));
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The words of the C library, which httpd prints. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
};

/** The reason of a failure in the words of the system. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}
