import { type Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { ask } from './ask.ts';

const scheme = 'apache-mpm-effective';
const refreshed = new EventEmitter<Uri>();

/** Documents of an own scheme whose text the server writes; the query names the file they are about. */
export function registerEffectiveSettings(client: BaseLanguageClient): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: refreshed.event,
    async provideTextDocumentContent(uri) {
      const source = await workspace.openTextDocument(Uri.parse(uri.query, true));
      const answer = await ask(client, 'apacheMpm/effectiveSettings', source);
      return answer?.text ?? l10n.t('No MPM settings in {0}.', workspace.asRelativePath(source.uri));
    },
  });
}

/** Shows, read-only and beside, what httpd makes of the active file; shown again, it is read again. */
export async function showEffectiveSettings(): Promise<void> {
  const active = window.activeTextEditor?.document;
  if (active && active.uri.scheme === scheme) {
    refreshed.fire(active.uri);
    return;
  }
  const document = activeApacheEditor()?.document;
  if (!document) return;
  const name = l10n.t('{0} (effective)', document.uri.path.split('/').at(-1) ?? '');
  const uri = Uri.from({ scheme, path: `/${name}`, query: document.uri.toString() });
  refreshed.fire(uri);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}
