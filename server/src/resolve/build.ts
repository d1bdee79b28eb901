import { baseName } from '../text/file-uri.ts';
import type { Target } from './snapshot.ts';

/** What is known of the modules that are linked into the httpd that reads the files. */
export interface Build {
  /**
   * `debian`: those that the catalogue has without a shared object. `modular`: hardly any, as all distributions build it.
   * Undefined: each module may be among them.
   */
  kind: 'debian' | 'modular' | undefined;
  /** Whether its MPM is not among them, so that a line has to load it. */
  mpmIsLoaded: boolean;
  /** Whether the server is below `/etc/httpd`, like that of RHEL, Fedora and Arch. */
  isBelowEtcHttpd: boolean;
}

/**
 * What the place of the main file tells: `apache2.conf` is Debian's name for it, and the distributions that have it below
 * `/etc/httpd` or `/etc/apache2`, in a copy too, build all modules as shared objects. The httpd of this machine is taken
 * for Debian's.
 */
export function buildAt(path: string, { started }: Target): Build {
  const isDebian = started === true || baseName(path) === 'apache2.conf';
  const folder = /\/etc\/(httpd|apache2)\//.exec(path)?.[1];
  return {
    kind: isDebian ? 'debian' : folder ? 'modular' : undefined,
    mpmIsLoaded: isDebian,
    isBelowEtcHttpd: folder === 'httpd',
  };
}

/**
 * What a `LoadModule` line tells: its folder that it is Debian's httpd; the module that every Unix needs that even the most
 * basic ones are shared objects, below `/etc/httpd` the MPMs of 2.4 too.
 */
export function learnFromModule(build: Build, identifier: string, file: string): void {
  if (file.startsWith('/usr/lib/apache2/modules/')) {
    build.kind = 'debian';
    build.mpmIsLoaded = true;
  } else if (identifier === 'unixd_module') {
    build.kind ??= 'modular';
    build.mpmIsLoaded ||= build.isBelowEtcHttpd;
  }
}

/** What a `ServerRoot` line tells. */
export function learnFromServerRoot(build: Build, serverRoot: string): void {
  if (serverRoot !== '/etc/httpd') return;
  build.kind ??= 'modular';
  build.isBelowEtcHttpd = true;
}

/** Whether a module that no line loads is not there. */
export function knowsLinkedIn({ kind }: Build): boolean {
  return kind !== undefined;
}
