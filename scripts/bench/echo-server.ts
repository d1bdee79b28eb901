// A language server that keeps nothing and answers nothing: what the protocol alone costs.
import {
  createConnection,
  DocumentDiagnosticRequest,
  ProposedFeatures,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { bytesRequest } from './wire.ts';

const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
  },
}));
connection.onRequest(DocumentDiagnosticRequest.type, () => ({ kind: 'full' as const, items: [] }));
connection.onRequest(bytesRequest, (bytes) => 'x'.repeat(bytes));
connection.onRequest(() => null);
connection.onDidOpenTextDocument(() => {});
connection.onDidChangeTextDocument(() => {});
connection.listen();
