import { type Disposable, SnippetString, type TextDocumentChangeEvent, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ask } from './ask.ts';
import { isApache } from './detection.ts';

/** Types the end tag when a person ends an opening tag with `>`; one undo takes it away. */
export function closeTags(client: BaseLanguageClient): Disposable {
  return workspace.onDidChangeTextDocument((change) => void close(client, change));
}

async function close(client: BaseLanguageClient, change: TextDocumentChangeEvent): Promise<void> {
  const { document, contentChanges, reason } = change;
  const [typed, ...others] = contentChanges;
  if (typed?.text !== '>' || others.length > 0 || reason !== undefined || !isApache(document)) return;
  const editor = window.activeTextEditor;
  if (editor?.document !== document || editor.selections.length > 1) return;
  if (!workspace.getConfiguration('apacheMpm', document).get('autoClosingTags', true)) return;
  const { version } = document;
  // The client hears of the change behind us, and tells the server then.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const position = typed.range.start.translate(0, 1);
  const endTag = await ask(client, 'apacheMpm/closingTag', document, {
    position: client.code2ProtocolConverter.asPosition(position),
  });
  // Who types on meanwhile wants something else.
  if (!endTag || document.version !== version || window.activeTextEditor !== editor) return;
  const snippet = new SnippetString('\n\t').appendTabstop(0).appendText(`\n${endTag}`);
  await editor.insertSnippet(snippet, position);
}
