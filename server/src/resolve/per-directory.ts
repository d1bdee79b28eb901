import type { Document, PlacedLine } from '../syntax/document.ts';
import { toBytes } from '../text/bytes.ts';
import { baseName } from '../text/file-uri.ts';
import type { Target } from './snapshot.ts';

/** As people keep them: `.htaccess`, `public.htaccess`, `_htaccess`, `htaccess.txt`, `.htaccess.dist`. */
const named = /^[._]?htaccess(?:[._-].+)?$|[._-]htaccess$/i;

/**
 * Whether a file is one that httpd looks for in the folder of what is asked for, as `AccessFileName` tells: by its name,
 * that of the default. A `.conf` with such a name is one that somebody includes.
 */
export function isPerDirectoryFile(path: string): boolean {
  const name = baseName(path);
  return named.test(name) && !/\.conf(?:\.|$)/i.test(name);
}

/**
 * The target for a main file, which may be a per-directory one: that is never all that httpd reads. All that make snapshots
 * of people's files ask here.
 */
export function targetFor(path: string, target: Target): Target {
  return isPerDirectoryFile(path) ? { ...target, whole: false, perDirectory: true } : target;
}

/** Bytes of a line that httpd reads as one, its end included (config.c, ap_build_config: HUGE_STRING_LEN). */
const mostBytes = 8192;

/** Whether a line is longer than httpd reads in a per-directory file. */
export function isTooLongPerDirectory({ lines }: Document, { first, logical: { count } }: PlacedLine): boolean {
  const physical = Array.from({ length: count }, (_, at) => lines.line(first + at));
  const length = physical.reduce((sum, line) => sum + line.length, 0);
  // A character has three bytes at most for each of its UTF-16 units.
  if (length * 3 <= mostBytes) return false;
  const joined = physical.map((line, at) => (at < count - 1 ? line.replace(/\\\r?\n$/, '') : line));
  return toBytes(joined.join('')).length > mostBytes;
}
