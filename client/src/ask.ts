import type { TextDocument } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';

/** What the server answers about a document beyond LSP. */
export interface Answers {
  'apacheMpm/effectiveSettings': { readonly text: string };
  'apacheMpm/status': { readonly text: string; readonly tooltip: string };
}

/** The server's answer about a document; null where it has nothing to say or is not running. */
export async function ask<Question extends keyof Answers>(
  client: BaseLanguageClient,
  question: Question,
  document: TextDocument,
): Promise<Answers[Question] | null> {
  if (client.state === State.Starting) await client.start();
  if (client.state !== State.Running) return null;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  return client.sendRequest<Answers[Question] | null>(question, { textDocument: { uri } });
}
