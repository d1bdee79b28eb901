import { ProtocolRequestType, type TextDocumentPositionParams } from 'vscode-languageserver-protocol';
import { lineAt } from '../syntax/document.ts';
import { fold } from '../text/letter-case.ts';
import { feature } from './feature.ts';
import { spansAround } from './spans.ts';

const request = new ProtocolRequestType<TextDocumentPositionParams, string | null, never, void, void>(
  'apacheMpm/closingTag',
);

/**
 * The end tag that the `>` before the position calls for; null where it ends no opening tag, where more stands in the
 * line, or where the sections of that name all have their ends.
 */
export default feature(request, {}, (world, { textDocument, position }): string | null => {
  const document = world.open(textDocument.uri)?.document;
  const line = document && lineAt(document, position.line);
  if (!document || line?.logical.parsed.kind !== 'open') return null;
  const { line: physical, character } = position;
  const text = document.lines.line(physical);
  if (text[character - 1] !== '>' || text.slice(character).trim() !== '') return null;
  const { name } = line.logical.parsed;
  // The end tag of a section around is taken by the new one, so that that one lacks it then.
  const lacks = spansAround(document, line.first).some(
    ({ open, close }) => !close && fold(open.statement.name.text) === fold(name.text),
  );
  return lacks ? `</${name.text}>` : null;
});
