import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { applyEdits } from '../syntax/apply-edits.ts';
import { type Document, endOf } from '../syntax/document.ts';
import { type Message, wordsOf } from '../text/message.ts';
import type { Edit, Range } from '../text/place.ts';
import type { World } from './world.ts';

const annotation = 'apache-mpm';

/**
 * Edits of a document as one, so that it is made whole or not at all; a person looks at it before, where the client can
 * show it. It is for the text as it is now: a client that finds another version refuses it.
 */
export function confirmedEdit(world: World, document: Document, edits: readonly Edit[], label: Message): WorkspaceEdit {
  const { uri } = document;
  const edit = together(document, edits);
  if (!world.confirmedEdits) return { changes: { [uri]: edit } };
  return {
    documentChanges: [
      {
        textDocument: { uri, version: world.open(uri)?.version ?? null },
        edits: edit.map((each) => ({ ...each, annotationId: annotation })),
      },
    ],
    changeAnnotations: { [annotation]: { label: wordsOf(label, world.translate), needsConfirmation: true } },
  };
}

/** The edits as one that replaces whole lines, from the first to the last that they touch. */
function together(document: Document, edits: readonly Edit[]): TextEdit[] {
  const { uri, lines } = document;
  if (edits.length === 0) return [];
  const first = Math.min(...edits.map(({ at }) => at.start.line));
  const last = Math.max(...edits.map(({ at }) => lastLineOf(at)));
  const old = Array.from({ length: last - first + 1 }, (_, n) => lines.line(first + n)).join('');
  const inside = edits.map(({ at: { start, end }, text }): Edit => {
    const moved = { start: { ...start, line: start.line - first }, end: { ...end, line: end.line - first } };
    return { at: { uri, ...moved }, text };
  });
  const end = last + 1 < lines.count ? { line: last + 1, character: 0 } : endOf(document);
  const range = { start: { line: first, character: 0 }, end };
  return [{ range, newText: applyEdits(old, inside) }];
}

/** A range that ends at the begin of a line does not touch it. */
function lastLineOf({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}
