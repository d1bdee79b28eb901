import { DocumentFormattingRequest, type TextEdit } from 'vscode-languageserver-protocol';
import { feature } from './feature.ts';
import { formatLines } from './format.ts';

/** Indents, and as settings say aligns and spells, all lines of a document. */
export default feature(
  DocumentFormattingRequest.type,
  { documentFormattingProvider: true },
  (world, { textDocument, options }): TextEdit[] => {
    const document = world.open(textDocument.uri)?.document;
    return document ? formatLines(document, options, world.preferences.format) : [];
  },
);
