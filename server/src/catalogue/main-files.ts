import { baseName } from '../text/file-uri.ts';

/** Main files, as they lie in the folder of a server: Debian's; RHEL's, of a source build and of Docker's; SUSE's, FreeBSD's, Alpine's. */
export const mainFiles = ['apache2.conf', 'conf/httpd.conf', 'httpd.conf'];

const names: ReadonlySet<string> = new Set(mainFiles.map(baseName));

/** Whether a file, by its path or URI, has the name of a main file. */
export function isMainFile(path: string): boolean {
  return names.has(baseName(path));
}
