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

/** The target for a main file, which may be a per-directory one. All that make snapshots of people's files ask here. */
export function targetFor(path: string, target: Target): Target {
  return isPerDirectoryFile(path) ? { ...target, perDirectory: true } : target;
}
