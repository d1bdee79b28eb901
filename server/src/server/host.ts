import type { Connection, ConnectionOptions } from 'vscode-languageserver';
import type { Bundle, Language } from '../text/language.ts';
import type { Measurement } from '../tuning/measurement.ts';
import type { RunningServer } from '../tuning/running-server.ts';
import type { Files } from './files.ts';

/** Looks at a machine when it is asked to, and only reads. */
export interface Machine {
  /** The httpds that run there, as far as they can be seen. */
  readonly servers: () => Promise<readonly RunningServer[]>;
  /** What is measured of the one whose parent process has that id; undefined where it is gone. */
  readonly measure: (pid: number) => Promise<Measurement | undefined>;
}

/** What the platform gives to the server. */
export interface Host {
  /** The wire to the client. */
  readonly connect: (options: ConnectionOptions) => Connection;
  readonly files: (connection: Connection) => Files;
  /** The translations that lie beside the server; undefined where there are none. */
  readonly bundleOf?: (language: Language) => Bundle | undefined;
  /** The machine on which the server runs; undefined in a browser, which has none to look at. */
  readonly machine?: Machine;
}
