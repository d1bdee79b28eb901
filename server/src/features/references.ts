import { type Location, ReferencesRequest } from 'vscode-languageserver-protocol';
import type { Document } from '../syntax/document.ts';
import { feature } from './feature.ts';
import { usesOf, variableAt } from './variables.ts';

/** From a name of a variable to all the places in the configuration where it is defined, tested or put in. */
export default feature(
  ReferencesRequest.type,
  { referencesProvider: true },
  (world, { textDocument, position, context }): Location[] => {
    const open = world.open(textDocument.uri);
    const variable = open && variableAt(open.document, position);
    if (!variable) return [];
    const files = new Set<Document>(
      open.judgement.analyses.flatMap(({ resolution }) => [...resolution.files.values()]),
    );
    return [...files]
      .flatMap((document) => [...usesOf(document, variable)])
      .filter(({ kind }) => context.includeDeclaration || kind !== 'definition')
      .map(({ at: { uri, start, end } }) => ({ uri, range: { start, end } }));
  },
);
