import { DefinitionRequest, type Location } from 'vscode-languageserver-protocol';
import { lineAt, placeOf } from '../syntax/document.ts';
import { fold } from '../text/letter-case.ts';
import type { Place, Position } from '../text/place.ts';
import { feature } from './feature.ts';
import { variableAt } from './variables.ts';
import { winningLines } from './winning-line.ts';
import type { OpenDocument } from './world.ts';

const start = { line: 0, character: 0 };

/** From a variable to its `Define` lines, from an `Include` to the files that it brings, from a setting to the line that counts. */
export default feature(
  DefinitionRequest.type,
  { definitionProvider: true },
  (world, { textDocument, position }): Location[] => {
    const open = world.open(textDocument.uri);
    if (!open) return [];
    const variable = variableAt(open.document, position);
    if (variable) return definitionsOf(open, variable.name, variable.kind === 'condition');
    const files = filesAt(open, position);
    return files.length > 0 ? files : [...winningLines(open, position)];
  },
);

function definitionsOf({ judgement }: OpenDocument, name: string, exact: boolean): Location[] {
  const places = new Map<string, Place>();
  for (const { resolution } of judgement.analyses) {
    for (const { document, written, read, ...line } of resolution.definitions) {
      const [word] = read.words;
      const same = exact ? word?.text === name : fold(word?.text ?? '') === fold(name);
      if (!same || !written.words[0]) continue;
      const at = placeOf(document, line, written.words[0].start, written.words[0].end);
      places.set(`${at.uri} ${at.start.line}`, at);
    }
  }
  return [...places.values()].map(({ uri, start, end }) => ({ uri, range: { start, end } }));
}

function filesAt({ document, judgement }: OpenDocument, position: Position): Location[] {
  const first = lineAt(document, position.line)?.first;
  const uris = judgement.analyses
    .flatMap(({ resolution }) => resolution.followed)
    .filter(({ by }) => by.document === document && by.first === first)
    .map((followed) => followed.document.uri);
  return [...new Set(uris)].map((uri) => ({ uri, range: { start, end: start } }));
}
