import type { DirectiveFact, ModuleFact, Mpm } from '../catalogue/fact.ts';
import type { Document } from '../syntax/document.ts';

/** A module that the catalogue does not have, with as much as is known of its directives. */
export interface ExtraModule extends ModuleFact {
  readonly facts?: readonly DirectiveFact[];
}

/** What is assumed of the httpd that will read the files. */
export interface Target {
  /** `major.minor.patch`, for `<IfVersion>`. */
  readonly httpdVersion: string;
  /** The name httpd's messages begin with (`{argv0}`). */
  readonly program: string;
  /** The folder that relative paths belong to until a `ServerRoot` line. */
  readonly serverRoot: string;
  /** The MPM that is there before the first line is read, linked in or loaded by another file. */
  readonly mpm?: Mpm;
  /** Names given by `-D`. */
  readonly defines: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** Modules that are there before the first line, beside those that are linked in and the MPM. */
  readonly modules: readonly ExtraModule[];
  /**
   * Whether the document is all that httpd reads. Then what it does not load or define is not there; of a fragment,
   * which other files include, that is unknown.
   */
  readonly whole: boolean;
}

/** What stands at a path: `file` also for sockets and devices, as `<IfFile>` has it. */
export type PathKind = 'file' | 'folder' | 'missing';

/** All that an analysis knows; it asks for nothing else. */
export interface Snapshot {
  readonly document: Document;
  readonly target: Target;
  /** What stands at the paths that an earlier resolution wanted to know of. */
  readonly paths: ReadonlyMap<string, PathKind>;
}

/** The httpd that the facts of the catalogue were read from: Debian's 2.4.71, told nothing. */
export const defaultTarget: Target = {
  httpdVersion: '2.4.71',
  program: 'apache2',
  serverRoot: '/etc/apache2',
  defines: [],
  environment: new Map(),
  modules: [],
  whole: false,
};
