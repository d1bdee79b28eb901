import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions, run } from './client.ts';
import { readTranslations } from './translations.ts';

/** The part of the browser's own that is needed; its whole library would put names like `name` into every file. */
declare class Worker {
  constructor(script: string);
  terminate(): void;
}

export async function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist/web/server.js').toString(true);
  let worker: Worker | undefined;
  // A server that was shut down cannot start again, so every start gets a worker of its own.
  const server = async () => {
    worker?.terminate();
    worker = new Worker(script);
    // Not the worker itself: that of the extension host is no instance of the class the client looks for.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  const options = clientOptions(context, await readTranslations(context.extensionUri));
  await run(context, new LanguageClient('apacheMpm', 'Apache MPM', server, options));
}
