import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../../server/serve.ts';

/** The language server on standard input and output, until the client goes. */
export function lsp(): void {
  serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout));
}
