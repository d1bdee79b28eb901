import { DocumentRangeFormattingRequest, type TextEdit } from 'vscode-languageserver-protocol';
import { feature } from './feature.ts';
import { formatLines } from './format.ts';

/** As the formatting of the document, for the lines that the range touches. */
export default feature(
  DocumentRangeFormattingRequest.type,
  { documentRangeFormattingProvider: true },
  (world, { textDocument, range, options }): TextEdit[] => {
    const document = world.open(textDocument.uri)?.document;
    return document ? formatLines(document, options, world.preferences.format, range.start.line, range.end.line) : [];
  },
);
