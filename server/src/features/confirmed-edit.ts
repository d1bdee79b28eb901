import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { addTo } from '../text/add-to.ts';
import { type Message, wordsOf } from '../text/message.ts';
import type { Edit } from '../text/place.ts';
import type { World } from './world.ts';

const annotation = 'apache-mpm';

/**
 * Edits that a person looks at before they are made, where the client can show them. They are for the text as it is now:
 * a client that finds another version refuses them.
 */
export function confirmedEdit(world: World, edits: readonly Edit[], label: Message): WorkspaceEdit {
  const changes = new Map<string, TextEdit[]>();
  for (const { at, text } of edits) addTo(changes, at.uri, { range: { start: at.start, end: at.end }, newText: text });
  if (!world.confirmedEdits) return { changes: Object.fromEntries(changes) };
  return {
    documentChanges: [...changes].map(([uri, edits]) => ({
      textDocument: { uri, version: world.open(uri)?.version ?? null },
      edits: edits.map((edit) => ({ ...edit, annotationId: annotation })),
    })),
    changeAnnotations: { [annotation]: { label: wordsOf(label, world.translate), needsConfirmation: true } },
  };
}
