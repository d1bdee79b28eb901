import {
  type InitializeParams,
  type Message,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { announced } from '../features/announced.ts';
import type { Host } from './host.ts';

/**
 * Serves one client until it goes. Says at once what is promised, of every feature, and knows none by name; what keeps the
 * promises is loaded with the next message, which waits for it, and all after it in their order.
 */
export function serve(host: Host): void {
  let client: InitializeParams | undefined;
  let session: Promise<void> | undefined;
  async function load(): Promise<void> {
    const { openSession } = await import('./session.ts');
    openSession(connection, host, client);
  }

  const connection = host.connect({
    messageStrategy: {
      handleMessage: (message, handle) => {
        if (saysHello(message)) return handle(message);
        session ??= load();
        return session.then(() => handle(message));
      },
    },
  });
  connection.onInitialize((params) => {
    client = params;
    const promised: ServerCapabilities = {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    };
    return { capabilities: Object.assign(promised, ...announced.map(({ capabilities }) => capabilities)) };
  });
  connection.listen();
}

function saysHello(message: Message): boolean {
  return 'method' in message && message.method === 'initialize';
}
