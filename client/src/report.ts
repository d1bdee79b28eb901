import { env, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { ask } from './ask.ts';

/** Puts what httpd runs and what is found into the clipboard, as Markdown for a review. */
export async function copyReport(client: BaseLanguageClient): Promise<void> {
  const document = activeApacheEditor()?.document;
  const report = document && (await ask(client, 'apacheMpm/report', document));
  if (!report) return;
  await env.clipboard.writeText(report.text);
  void window.showInformationMessage(l10n.t('The report is in the clipboard.'));
}
