import type { Connection } from 'vscode-languageserver';
import { clientFiles } from '../server/client-files.ts';
import type { Files } from '../server/files.ts';
import { lookAtUri } from './disk.ts';

/** Files of this machine from its disk, all others through the client. */
export function machineFiles(connection: Connection): Files {
  const others = clientFiles(connection);
  return {
    look: async (uri, content) => (uri.startsWith('file:') ? lookAtUri(uri, content) : others.look(uri, content)),
  };
}
