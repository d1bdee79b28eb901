import { env, Uri, workspace } from 'vscode';

/**
 * What the server says in the language of VS Code, for a server that cannot read it from a disk; undefined where it has
 * no such language.
 */
export async function readTranslations(extension: Uri): Promise<unknown> {
  try {
    const bundle = Uri.joinPath(extension, 'l10n', `server.${env.language}.json`);
    return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(bundle)));
  } catch {
    return undefined;
  }
}
