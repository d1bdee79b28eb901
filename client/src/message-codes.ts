import { type Disposable, Hover, l10n, languages, MarkdownString, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { explainCode } from './ask.ts';
import { showPage } from './rule-pages.ts';

/** Asks for a code of httpd's messages, that under the cursor first, and shows its page. */
export async function explainMessageCode(client: BaseLanguageClient, given?: string): Promise<void> {
  const code =
    given ?? (await window.showInputBox({ prompt: l10n.t('A code of httpd, such as AH00515'), value: near() ?? '' }));
  if (!code) return;
  const known = await explainCode(client, code);
  if (known) await showPage(Uri.from({ scheme: 'apache-mpm', path: `/docs/messages/${known.code}.md` }));
  else void window.showWarningMessage(l10n.t('Apache MPM does not know the code {0}.', code));
}

/** The code in which the cursor stands. */
function near(): string | undefined {
  const editor = window.activeTextEditor;
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active, /\bAH\d{5}\b/);
  return range && editor?.document.getText(range);
}

/** Explains the codes in log files on hover, once the server runs. */
export function explainLogs(client: BaseLanguageClient): Disposable {
  return languages.registerHoverProvider([{ pattern: '**/*.log' }, { pattern: '**/*_log' }], {
    async provideHover(document, position) {
      const range = document.getWordRangeAtPosition(position, /\bAH\d{5}\b/);
      const known = range && client.isRunning() ? await explainCode(client, document.getText(range)) : undefined;
      // The links lead to pages beside that of the code, which a hover has not.
      return known && new Hover(new MarkdownString(known.text.replace(/\[(.*?)\]\(\.\..*?\)/g, '$1')), range);
    },
  });
}
