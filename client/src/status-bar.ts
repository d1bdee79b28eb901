import { Disposable, l10n, languages, StatusBarAlignment, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ask } from './ask.ts';
import { isApache } from './detection.ts';

const afterTyping = 300;

/** What Restricted Mode takes away. */
function restrictions(): readonly string[] {
  if (workspace.isTrusted) return [];
  return [
    l10n.t(
      'Restricted Mode: apacheMpm.roots and apacheMpm.pathMappings of this workspace do not count, and the machine is not measured.',
    ),
  ];
}

/** The MPM of the active Apache file and what it can serve, in the status bar. */
export function showStatus(client: BaseLanguageClient): Disposable {
  const item = window.createStatusBarItem('apacheMpm.status', StatusBarAlignment.Right, 100);
  item.name = 'Apache MPM';
  item.command = 'apacheMpm.showEffectiveSettings';
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = async () => {
    const thisRound = ++round;
    const document = window.activeTextEditor?.document;
    const status =
      document && isApache(document) ? await ask(client, 'apacheMpm/status', document).catch(() => null) : null;
    if (thisRound !== round) return;
    if (!status) {
      item.hide();
      return;
    }
    item.text = status.text;
    item.tooltip = [status.tooltip, ...restrictions()].join('\n\n');
    item.show();
  };
  const refreshSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), afterTyping);
  };
  const active = () => window.activeTextEditor?.document.uri.toString();

  void refresh();
  return Disposable.from(
    item,
    new Disposable(() => clearTimeout(timer)),
    client.onDidChangeState(() => void refresh()),
    window.onDidChangeActiveTextEditor(() => void refresh()),
    workspace.onDidGrantWorkspaceTrust(() => void refresh()),
    workspace.onDidOpenTextDocument((document) => {
      if (document.uri.toString() === active()) void refresh();
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === active()) refreshSoon();
    }),
    languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => uri.toString() === active())) refreshSoon();
    }),
  );
}
