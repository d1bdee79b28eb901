import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server/serve.ts';
import { readBundle } from './bundles.ts';
import { machineFiles } from './machine-files.ts';

serve({
  connect: (options) => createConnection(ProposedFeatures.all, options),
  files: machineFiles,
  bundleOf: (language) => readBundle('server', language),
  machine: {
    servers: async () => (await import('./running-servers.ts')).runningServers(),
    measure: async (pid) => (await import('./measure.ts')).measure(pid),
  },
});
