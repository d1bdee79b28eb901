import { commands, type Disposable, l10n, window, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { applyTuned } from './apply-tuned.ts';
import { ask } from './ask.ts';

interface Measured {
  readonly facts: readonly { readonly name: string; readonly value: string; readonly what: string }[];
  readonly remarks: readonly string[];
}

/** The command that looks at the httpd of this machine; only where the server runs on one, and never by itself. */
export function registerMeasure(client: BaseLanguageClient): Disposable {
  void commands.executeCommand('setContext', 'apacheMpm.canMeasure', true);
  return commands.registerCommand('apacheMpm.measure', () => measure(client));
}

async function measure(client: BaseLanguageClient): Promise<void> {
  if (!workspace.isTrusted) {
    void window.showWarningMessage(l10n.t('The machine is looked at in trusted workspaces only.'));
    return;
  }
  if (client.state !== State.Running) await client.start();
  const measured = await client.sendRequest<Measured | null>('apacheMpm/measure');
  if (!measured) {
    void window.showInformationMessage(l10n.t('No httpd with child processes is seen to run on this machine.'));
    return;
  }
  const put = l10n.t('Put into the file…');
  const lines = measured.facts.map(({ name, value, what }) => `${name}=${value}  (${what})`);
  const detail = [...lines, '', ...measured.remarks].join('\n');
  const message = l10n.t('What runs on this machine');
  if ((await window.showInformationMessage(message, { modal: true, detail }, put)) === put) {
    await write(client, Object.fromEntries(measured.facts.map(({ name, value }) => [name, value])));
  }
}

async function write(client: BaseLanguageClient, facts: Readonly<Record<string, string>>): Promise<void> {
  const editor = activeApacheEditor();
  if (!editor) return;
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const written = await ask(client, 'apacheMpm/writeFacts', editor.document, { position, facts });
  if (written) await applyTuned(client, written);
}
