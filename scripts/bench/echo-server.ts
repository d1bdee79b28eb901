// A language server that keeps nothing and answers nothing: what the protocol alone costs.
import {
  createConnection,
  DocumentDiagnosticRequest,
  ProposedFeatures,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { keepRequest, keptRequest } from './wire.ts';

const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
  },
}));
connection.onRequest(DocumentDiagnosticRequest.type, () => ({ kind: 'full' as const, items: [] }));
let kept: unknown = null;
connection.onRequest(keepRequest, ({ answer }) => {
  kept = answer;
  return null;
});
connection.onRequest(keptRequest, () => kept);
connection.onRequest(() => null);
connection.onDidOpenTextDocument(() => {});
connection.onDidChangeTextDocument(() => {});
connection.listen();
