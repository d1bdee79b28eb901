import { ProtocolRequestType, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';
import { say, wordsOf } from '../text/message.ts';
import { effectiveText } from './effective-text.ts';
import { feature } from './feature.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
}

const request = new ProtocolRequestType<Params, { text: string } | null, never, void, void>(
  'apacheMpm/effectiveSettings',
);

export default feature(request, {}, (world, { textDocument }) => {
  const open = world.open(textDocument.uri);
  if (!open) return null;
  const models = open.judgement.analyses.flatMap(({ model }) => model ?? []);
  if (models.length === 0) {
    return { text: `${wordsOf(say('No MPM: httpd would not start with this file alone'), world.translate)}\n` };
  }
  return { text: models.map((model) => effectiveText(model, world.translate)).join('\n') };
});
