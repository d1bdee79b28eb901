import type { Connection, ConnectionOptions } from 'vscode-languageserver';
import type { Bundle, Language } from '../text/language.ts';
import type { Measurement } from '../tuning/measurement.ts';
import type { Files } from './files.ts';

/** What the platform gives to the server. */
export interface Host {
  /** The wire to the client. */
  readonly connect: (options: ConnectionOptions) => Connection;
  readonly files: (connection: Connection) => Files;
  /** The translations that lie beside the server; undefined where there are none. */
  readonly bundleOf?: (language: Language) => Bundle | undefined;
  /** Looks at the httpd that runs on this machine; undefined where none runs. */
  readonly measure?: () => Promise<Measurement | undefined>;
}
