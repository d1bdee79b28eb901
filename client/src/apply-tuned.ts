import { l10n, type TextDocument, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

/** An edit for a version of a file, or why there is none. */
export type Tuned =
  | {
      readonly kind: 'edit';
      readonly edit: WorkspaceEdit;
      readonly version: number | null;
      readonly notes?: readonly string[];
    }
  | { readonly kind: 'questions' | 'refused'; readonly messages: readonly string[] };

/**
 * Shows the edit before it is made, by VS Code's own preview; true once it is. Nothing is edited where the file has changed
 * since the edit was computed.
 */
export async function applyTuned(client: BaseLanguageClient, tuned: Tuned): Promise<boolean> {
  if (tuned.kind !== 'edit') {
    void window.showWarningMessage(tuned.messages.join(' '));
    return false;
  }
  const before = documentOf(tuned);
  if (before && tuned.version !== null && before.version !== tuned.version) {
    void window.showWarningMessage(l10n.t('The file has changed in between. Nothing was edited: try again.'));
    return false;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(tuned.edit);
  const applied = await workspace.applyEdit(edit, { isRefactoring: true });
  // A preview that is left without a tick is “applied”, too.
  return applied && documentOf(tuned)?.version !== tuned.version;
}

/** The open document that the edit is for. */
function documentOf({ edit }: Extract<Tuned, { kind: 'edit' }>): TextDocument | undefined {
  const [change] = edit.documentChanges ?? [];
  if (!change || !('textDocument' in change)) return undefined;
  const uri = Uri.parse(change.textDocument.uri).toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === uri);
}
