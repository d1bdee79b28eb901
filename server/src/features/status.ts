import { ProtocolRequestType, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';
import { wordsOf } from '../text/message.ts';
import { capacityLine } from './explain.ts';
import { feature } from './feature.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
}

interface Status {
  readonly text: string;
  /** One line for each MPM under which the document is judged. */
  readonly tooltip: string;
}

const request = new ProtocolRequestType<Params, Status | null, never, void, void>('apacheMpm/status');

export default feature(request, {}, (world, { textDocument }) => {
  const models = world.open(textDocument.uri)?.judgement.analyses.flatMap(({ model }) => model ?? []) ?? [];
  const [text, ...others] = models.map((model) => wordsOf(capacityLine(model), world.translate));
  return text === undefined ? null : { text, tooltip: [text, ...others].join('\n') };
});
