import * as vscode from 'vscode';
import { present } from './expect.ts';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

/** The snippets that the manifest of the installed extension contributes for a language, by their names. */
export async function snippetsIn(language: string): Promise<ReadonlyMap<string, Snippet>> {
  const { extensionUri, packageJSON } = present(
    vscode.extensions.getExtension('apache-mpm.apache-mpm'),
    'the extension',
  );
  const files = (packageJSON.contributes.snippets as { language: string; path: string }[])
    .filter((each) => each.language === language)
    .map(({ path }) => vscode.Uri.joinPath(extensionUri, path));
  const all = new Map<string, Snippet>();
  for (const file of files) {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    for (const [name, snippet] of Object.entries<Snippet>(JSON.parse(text))) all.set(name, snippet);
  }
  return all;
}
