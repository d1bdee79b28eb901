import { type Location, ProtocolRequestType, type TextDocumentPositionParams } from 'vscode-languageserver-protocol';
import { directiveNamed } from '../catalogue/lookup.ts';
import type { Node } from '../resolve/resolution.ts';
import { lineAt, placeOf } from '../syntax/document.ts';
import type { Position } from '../text/place.ts';
import { feature } from './feature.ts';
import type { OpenDocument } from './world.ts';

const request = new ProtocolRequestType<TextDocumentPositionParams, Location | null, never, void, void>(
  'apacheMpm/winningLine',
);

/** From a directive to the line of it that counts, in whichever file. */
export default feature(request, {}, (world, { textDocument, position }): Location | null => {
  const open = world.open(textDocument.uri);
  return (open && winningLines(open, position)[0]) ?? null;
});

/** The lines that count for the directive at the position, one for each MPM under which they differ. */
export function winningLines({ document, judgement }: OpenDocument, position: Position): readonly Location[] {
  const parsed = lineAt(document, position.line)?.logical.parsed;
  const name = parsed?.kind === 'directive' ? directiveNamed(parsed.key)?.fact.name : undefined;
  if (name === undefined) return [];
  const lines = judgement.analyses.flatMap(({ model }) => model?.settings.get(name)?.by ?? []);
  const places = lines.map((line): [string, Location] => [`${line.document.uri} ${line.first}`, locationOf(line)]);
  return [...new Map(places).values()];
}

function locationOf({ document, written, ...line }: Node): Location {
  const { uri, start, end } = placeOf(document, line, written.name.start, written.rest.end);
  return { uri, range: { start, end } };
}
