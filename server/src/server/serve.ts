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
 * promises is loaded while the client takes note; messages that come before it is there wait, in their order.
 */
export function serve(host: Host): void {
  let client: InitializeParams | undefined;
  let session: Promise<void> | undefined;
  function load(): Promise<void> {
    session ??= import('./session.ts').then(({ openSession }) => openSession(connection, host, client));
    return session;
  }

  const connection = host.connect({
    messageStrategy: {
      handleMessage: (message, handle) => {
        if (saysHello(message)) return handle(message);
        return load().then(() => handle(message));
      },
    },
  });
  connection.onInitialize((params) => {
    client = params;
    // The answer is out by then.
    setTimeout(load, 5);
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
