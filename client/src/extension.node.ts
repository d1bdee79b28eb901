import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, run } from './client.ts';
import { offerConfigtest } from './configtest.ts';
import { registerMeasure } from './measure.ts';

export function activate(context: ExtensionContext): Promise<void> {
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const client = new LanguageClient('apacheMpm', 'Apache MPM', server, clientOptions(context));
  context.subscriptions.push(registerMeasure(client), offerConfigtest());
  return run(context, client);
}
