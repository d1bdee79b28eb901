import { commands, type Disposable, extensions, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { ask } from './ask.ts';
import { tellNoSettings } from './no-settings.ts';
import { switchMpm } from './switch-mpm.ts';

/** What a person says of the server; the server has the same type. */
interface Needs {
  readonly platform: 'unix' | 'windows';
  readonly modPhp?: 'not thread-safe' | 'thread-safe';
  readonly otherUnsafe?: boolean;
  readonly http2?: boolean;
  readonly manyIdleConnections?: boolean;
  readonly behind?: boolean;
}

type Answered<Of> = QuickPickItem & { readonly means: Of };

const scheme = 'apache-mpm-advice';
let text = '';

/** The page with the advice that was given last. */
export function registerAdvice(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: () => text });
}

/** Which MPM: by what the configuration loads or by a few questions; shows the reasons, and offers the switch. */
export async function adviseMpm(client: BaseLanguageClient): Promise<void> {
  const document = activeApacheEditor()?.document;
  const found = document && (await ask(client, 'apacheMpm/advise', document));
  if (document && !found) tellNoSettings(document);
  if (!document || !found) return;
  const needs = await askNeeds(found.fromModules);
  if (needs === undefined) return;
  const advised = needs === 'modules' ? found : await ask(client, 'apacheMpm/advise', document, { needs });
  if (!advised) return;
  text = advised.text;
  await showAdvice();
  if (advised.now === null || advised.now === advised.mpm || advised.mpm === 'winnt') return;
  const change = l10n.t('Switch to {0}…', advised.mpm);
  const message = l10n.t('{0} is loaded, and {1} is the better choice here.', advised.now, advised.mpm);
  if ((await window.showInformationMessage(message, change)) === change) await switchMpm(client, advised.mpm, document);
}

/** A new page each time, as a text that was shown is kept. */
async function showAdvice(): Promise<void> {
  const page = Uri.from({ scheme, path: `/${l10n.t('Which MPM')}.md`, query: String(Date.now()) });
  if (extensions.getExtension('vscode.markdown-language-features')) {
    await commands.executeCommand('vscode.openWith', page, 'vscode.markdown.preview.editor');
  } else {
    await window.showTextDocument(page);
  }
}

async function askNeeds(fromModules: boolean): Promise<Needs | 'modules' | undefined> {
  const what: Answered<Needs | 'modules'>[] = [
    ...(fromModules
      ? [{ label: l10n.t('Go by the modules that the configuration loads'), means: 'modules' as const }]
      : []),
    { label: l10n.t('Files, or nothing special'), means: { platform: 'unix' } },
    { label: l10n.t('PHP by PHP-FPM, or another server behind'), means: { platform: 'unix', behind: true } },
    { label: l10n.t('PHP inside httpd (mod_php)'), means: { platform: 'unix', modPhp: 'not thread-safe' } },
    { label: l10n.t('PHP inside httpd, built thread-safe (ZTS)'), means: { platform: 'unix', modPhp: 'thread-safe' } },
    {
      label: l10n.t('Other code inside httpd (mod_perl and its like)'),
      means: { platform: 'unix', otherUnsafe: true },
    },
    { label: l10n.t('Anything, on Windows'), means: { platform: 'windows' } },
  ];
  const runs = await window.showQuickPick(what, { placeHolder: l10n.t('What runs on the server?') });
  if (!runs || runs.means === 'modules' || runs.means.platform === 'windows') return runs?.means;
  const more: Answered<Partial<Needs>>[] = [
    { label: l10n.t('HTTP/2'), means: { http2: true } },
    { label: l10n.t('Many clients that keep idle connections'), means: { manyIdleConnections: true } },
  ];
  const placeHolder = l10n.t('What else is wanted? Nothing need be chosen');
  const wanted = await window.showQuickPick(more, { placeHolder, canPickMany: true });
  return wanted && Object.assign({}, runs.means, ...wanted.map(({ means }) => means));
}
