import { DocumentOnTypeFormattingRequest, type TextEdit } from 'vscode-languageserver-protocol';
import { lineAt } from '../syntax/document.ts';
import { feature } from './feature.ts';
import { formatLines } from './format.ts';

/** Indents the line that was ended with Enter, and a tag when its `>` is typed. */
export default feature(
  DocumentOnTypeFormattingRequest.type,
  { documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: ['>'] } },
  (world, { textDocument, position, ch, options }): TextEdit[] => {
    const document = world.open(textDocument.uri)?.document;
    const typed = document && lineAt(document, ch === '\n' ? position.line - 1 : position.line);
    if (!document || !typed) return [];
    const { kind } = typed.logical.parsed;
    if (ch === '>' && kind !== 'open' && kind !== 'close') return [];
    return formatLines(document, options, { alignValues: false, letterCase: 'keep' }, typed.first, typed.first);
  },
);
