import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../../server/serve.ts';
import { readBundle } from '../bundles.ts';
import { machineFiles } from '../machine-files.ts';

/** The language server on standard input and output, until the client goes. */
export function lsp(): void {
  serve({
    connect: (options) => createConnection(ProposedFeatures.all, process.stdin, process.stdout, options),
    files: machineFiles,
    bundleOf: (language) => readBundle('server', language),
  });
}
