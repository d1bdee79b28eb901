import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, run } from './client.ts';
import { offerConfigtest } from './configtest.ts';
import { registerMeasure } from './measure.ts';

export function activate(context: ExtensionContext): Promise<void> {
  const server = {
    module: context.asAbsolutePath('dist/server.js'),
    transport: TransportKind.ipc,
    // Node 22 and later keep there what they have compiled: the findings come sooner from the second start on.
    options: { env: { NODE_COMPILE_CACHE: Uri.joinPath(context.globalStorageUri, 'compiled').fsPath } },
  };
  const client = new LanguageClient('apacheMpm', 'Apache MPM', server, clientOptions(context));
  context.subscriptions.push(registerMeasure(client), offerConfigtest());
  return run(context, client);
}
