import { l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { ask } from './ask.ts';

/** Goes to the line that counts for the directive under the cursor. */
export async function goToWinningLine(client: BaseLanguageClient): Promise<void> {
  const editor = activeApacheEditor();
  if (!editor) return;
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const line = await ask(client, 'apacheMpm/winningLine', editor.document, { position });
  if (!line) {
    void window.showInformationMessage(l10n.t('No line of these files sets a directive of the MPMs here.'));
    return;
  }
  const { uri, range } = client.protocol2CodeConverter.asLocation(line);
  await window.showTextDocument(uri, { selection: range });
}
