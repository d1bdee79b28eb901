import { l10n, type TextEditor, window } from 'vscode';
import { isApache } from './detection.ts';

/** The editor with an Apache file in front; a word to the person where there is none. */
export function activeApacheEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  if (editor && isApache(editor.document)) return editor;
  void window.showInformationMessage(l10n.t('Open an Apache configuration file first.'));
  return undefined;
}
