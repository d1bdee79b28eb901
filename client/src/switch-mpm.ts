import { env, l10n, type TextDocument, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { ask } from './ask.ts';
import { tellNoSettings } from './no-settings.ts';

/** Asks for an MPM and has the server loaded with it: by an edit that is shown, or by commands that a person may run. */
export async function switchMpm(client: BaseLanguageClient, wanted?: string, file?: TextDocument): Promise<void> {
  const document = file ?? activeApacheEditor()?.document;
  if (!document) return;
  const offered = await ask(client, 'apacheMpm/switchMpm', document);
  if (!offered) {
    tellNoSettings(document);
    return;
  }
  const placeHolder = offered.now
    ? l10n.t('{0} is loaded. Run which MPM instead?', offered.now)
    : l10n.t('Run which MPM?');
  const mpm = wanted ?? (await window.showQuickPick(offered.choices, { placeHolder }));
  const how = mpm && (await ask(client, 'apacheMpm/switchMpm', document, { mpm }));
  if (!how) return;
  const remarks = how.remarks.join('\n\n');
  if (how.edit) {
    const apply = l10n.t('Edit the file');
    const message = l10n.t('Load {0} instead of {1}?', mpm, offered.now ?? '?');
    if ((await window.showInformationMessage(message, { modal: true, detail: remarks }, apply)) !== apply) return;
    await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(how.edit));
    return;
  }
  const commands = (how.commands ?? []).join('\n');
  const copy = l10n.t('Copy the commands');
  const message = l10n.t('These commands make the server run {0}:', mpm);
  const detail = `${commands}\n\n${remarks}`;
  if ((await window.showInformationMessage(message, { modal: true, detail }, copy)) === copy) {
    await env.clipboard.writeText(`${commands}\n`);
  }
}
