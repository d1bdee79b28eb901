import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server/serve.ts';
import { readBundle } from './bundles.ts';
import { machineFiles } from './machine-files.ts';

serve({
  connect: (options) => createConnection(ProposedFeatures.all, options),
  files: machineFiles,
  bundleOf: (language) => readBundle('server', language),
  measure: async () => (await import('./measure.ts')).measure(),
});
