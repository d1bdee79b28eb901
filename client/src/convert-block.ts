import { type CodeAction, commands, l10n, window } from 'vscode';
import { activeApacheEditor } from './active-file.ts';

const kind = 'refactor.rewrite.apacheMpm.convert';

/** Offers the MPMs to which the block at the cursor can be converted. */
export async function convertBlock(): Promise<void> {
  const editor = activeApacheEditor();
  if (!editor) return;
  const actions = await commands.executeCommand<CodeAction[] | undefined>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    editor.selection,
    kind,
  );
  if (!actions?.some((action) => action.kind?.value === kind)) {
    void window.showInformationMessage(
      l10n.t(
        'There is no block to convert at the cursor: put it into the <IfModule> of an MPM that has all settings of the pool.',
      ),
    );
    return;
  }
  await commands.executeCommand('editor.action.codeAction', { kind, apply: 'never' });
}
