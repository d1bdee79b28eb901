// A language server that keeps nothing and answers nothing: what the protocol alone costs.
import {
  CompletionRequest,
  createConnection,
  DocumentDiagnosticRequest,
  HoverRequest,
  ProposedFeatures,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';

const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
  },
}));
connection.onRequest(DocumentDiagnosticRequest.type, () => ({ kind: 'full' as const, items: [] }));
connection.onRequest(HoverRequest.type, () => null);
connection.onRequest(CompletionRequest.type, () => null);
connection.onDidOpenTextDocument(() => {});
connection.onDidChangeTextDocument(() => {});
connection.listen();
