import type { DirectiveFact, ModuleFact, Mpm } from '../catalogue/fact.ts';
import type { Document } from '../syntax/document.ts';
import type { Message } from '../text/message.ts';

/** A module that the catalogue does not have, with as much as is known of its directives. */
export interface ExtraModule extends ModuleFact {
  readonly facts?: readonly DirectiveFact[];
}

/** A fact about the machine that is told beside the files, as a comment in them would tell it. */
export interface ToldFact {
  readonly name: string;
  readonly value: string;
  /** Where it is told. */
  readonly from: Message;
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
  /** Whether that MPM is only one of those under which the document is tried. */
  readonly mpmIsGuess?: true;
  /** The MPM to judge under where the files load none, unless they name others only. */
  readonly usualMpm?: Mpm;
  /** Names given by `-D`. */
  readonly defines: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** Modules that are there before the first line, beside those that are linked in and the MPM. */
  readonly modules: readonly ExtraModule[];
  /**
   * Whether the document, with all that it includes, is all that httpd reads, as a person says it. Then what it does not
   * load is not there; of a part, which other files include, that is unknown. Absent: evidence decides (`whole.ts`).
   */
  readonly whole?: boolean;
  /**
   * Whether it is asked what the httpd of this machine would say if it was started with the document, which is then whole:
   * also the environment and the `-D` names are known, paths are those of this machine, and no line is one of a template.
   */
  readonly started?: true;
  /** The folder in which httpd is started, to which a relative ServerRoot belongs; absent where nobody knows it. */
  readonly folder?: string;
  /** Whether a person says that this is the ServerRoot until a line sets another one. */
  readonly serverRootIsGiven?: true;
  /** Whether the document stands for one that the server has elsewhere, as a mapping of paths says. */
  readonly mapped?: true;
  /**
   * Set where the document is a per-directory file such as `.htaccess`, which httpd reads at each request below its folder:
   * what `AllowOverride` can allow may stand there, and no MPM goes by it (core.c, ap_parse_htaccess).
   */
  readonly perDirectory?: true;
  /** What is known of its machine; of facts with the same name the last counts. */
  readonly facts?: readonly ToldFact[];
}

/** A name in a folder. */
export interface Entry {
  readonly name: string;
  /** A real folder; a link to one is none (apr_dir_read tells the type of the entry itself). */
  readonly folder: boolean;
}

/** What stands at a path. `other`: a socket, a device and the like. */
export interface Found {
  readonly kind: 'missing' | 'file' | 'folder' | 'other';
  /** Of a file whose text was wanted. */
  readonly document?: Document;
  /** Of a folder whose names were wanted, in any order. */
  readonly entries?: readonly Entry[];
  /**
   * Why text or names are not there, in the words of the system: `Permission denied`. Of what is missing, why nobody can
   * tell what stands there; none if nothing does.
   */
  readonly error?: string;
}

/** The `error` of what was not looked at because a person did not want to wait. */
export const cancelled = 'the reading was cancelled';

/** A question about a path on the server; with `content` also for the text of a file or the names in a folder. */
export interface Wanted {
  readonly path: string;
  readonly content: boolean;
}

/** All that an analysis knows; it asks for nothing else. */
export interface Snapshot {
  /** The main file as httpd is told its name. */
  readonly path: string;
  readonly document: Document;
  readonly target: Target;
  /** The main file around it that is sure not to read the document. */
  readonly notReadBy?: Document;
  /** What stands at the paths that earlier resolutions wanted to know of, absolute and as on the server. */
  readonly found: ReadonlyMap<string, Found>;
}

/** The httpd that the facts of the catalogue were read from: Debian's 2.4.71, told nothing. */
export const defaultTarget: Target = {
  httpdVersion: '2.4.71',
  program: 'apache2',
  serverRoot: '/etc/apache2',
  defines: [],
  environment: new Map(),
  modules: [],
};
