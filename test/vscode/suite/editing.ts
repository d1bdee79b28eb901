import * as vscode from 'vscode';
import { present } from './expect.ts';

export const eventConf = 'mods-available/mpm_event.conf';

export function inWorkspace(path: string): vscode.Uri {
  return vscode.Uri.joinPath(present(vscode.workspace.workspaceFolders?.[0], 'the folder').uri, path);
}

/** Opens a file as a person would; nothing here activates the extension by hand. */
export async function show(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(inWorkspace(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Replaces the text of a document, unsaved. */
export async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${document.uri} was not changed`);
}

/** Resolves with what `look` finds; it looks again whenever one of the events comes, and twice a second. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined,
  ...events: vscode.Event<unknown>[]
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(limit);
      clearInterval(again);
      for (const listener of listeners) listener.dispose();
    };
    const attempt = () => {
      const found = look();
      if (found === undefined) return;
      end();
      resolve(found);
    };
    const limit = setTimeout(() => {
      end();
      reject(new Error(`${what} did not come in 15 s`));
    }, 15_000);
    const again = setInterval(attempt, 500);
    const listeners = events.map((event) => event(attempt));
    attempt();
  });
}

/** The findings of ours on a document, once they satisfy `enough`. */
export async function findings(
  document: vscode.TextDocument,
  enough: (rules: string[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(document.uri).filter((found) => found.source === 'apache-mpm');
  try {
    return await eventually(
      'findings',
      () => (enough(ours().map(ruleOf)) ? ours() : undefined),
      vscode.languages.onDidChangeDiagnostics,
    );
  } catch (error) {
    const there = vscode.languages.getDiagnostics(document.uri);
    throw new Error(`${(error as Error).message}; there are ${JSON.stringify(there)}`);
  }
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export const has = (rule: string) => (rules: string[]) => rules.includes(rule);
export const none = (rules: string[]) => rules.length === 0;

/** What the hover at a place says, the words of others too. */
export async function hoverAt({ uri }: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((part) => (typeof part === 'string' ? part : part.value))
    .join('\n');
}
