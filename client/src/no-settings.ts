import { l10n, type TextDocument, window, workspace } from 'vscode';

/** Tells that the server has no answer about the MPM settings of a file, as of a `.htaccess`. */
export function tellNoSettings({ uri }: TextDocument): void {
  void window.showInformationMessage(l10n.t('No MPM settings in {0}.', workspace.asRelativePath(uri)));
}
