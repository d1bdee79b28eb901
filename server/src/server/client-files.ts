import { type Connection, RequestType } from 'vscode-languageserver';
import type { Files, FoundFile } from './files.ts';

/** Asks the client what stands at a URI: it knows file systems that the server does not. */
export const lookRequest = new RequestType<{ uri: string; content: boolean }, FoundFile, void>('apacheMpm/look');

/** Files through the client; nothing is there for a client that does not answer. */
export function clientFiles(connection: Connection): Files {
  return {
    look: (uri, content) =>
      connection.sendRequest(lookRequest, { uri, content }).catch((): FoundFile => ({ kind: 'missing', uri })),
  };
}
