import { Disposable, DocumentLink, EventEmitter, l10n, languages, Range, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { ask, type EffectiveLink } from './ask.ts';

const scheme = 'apache-mpm-effective';
const refreshed = new EventEmitter<Uri>();

/** Documents of an own scheme whose text the server writes; the query names the file they are about. */
export function registerEffectiveSettings(client: BaseLanguageClient): Disposable {
  /** Of each such document the lines that its text names. */
  const named = new Map<string, readonly EffectiveLink[]>();
  const texts = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: refreshed.event,
    async provideTextDocumentContent(uri) {
      const source = await workspace.openTextDocument(Uri.parse(uri.query, true));
      const answer = await ask(client, 'apacheMpm/effectiveSettings', source);
      named.set(uri.toString(), answer?.links ?? []);
      return answer?.text ?? l10n.t('No MPM settings in {0}.', workspace.asRelativePath(source.uri));
    },
  });
  const links = languages.registerDocumentLinkProvider(
    { scheme },
    {
      provideDocumentLinks: ({ uri }) =>
        (named.get(uri.toString()) ?? []).map(({ range: { start, end }, uri: file, line }) => {
          const target = client.protocol2CodeConverter.asUri(file).with({ fragment: `L${line + 1}` });
          return new DocumentLink(new Range(start.line, start.character, end.line, end.character), target);
        }),
    },
  );
  const closed = workspace.onDidCloseTextDocument(({ uri }) => named.delete(uri.toString()));
  return Disposable.from(texts, links, closed);
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
