import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientFiles } from '../server/client-files.ts';
import { serve } from '../server/serve.ts';

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
serve({
  connect: (options) => createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker), options),
  files: clientFiles,
});
