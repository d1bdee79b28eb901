import {
  commands,
  Disposable,
  EventEmitter,
  env,
  extensions,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { explainCode } from './ask.ts';

const scheme = 'apache-mpm';

/** The pages packed with the extension as a read-only file system, so that they open in the browser too and link to each other. */
export function registerRulePages(extension: Uri, client: BaseLanguageClient): Disposable {
  const read = async (uri: Uri) => {
    const [, code] = /^\/docs\/messages\/(AH\d{5})\.md$/.exec(uri.path) ?? [];
    const message = code && (await explainCode(client, code));
    if (message) return new TextEncoder().encode(message.text);
    if (!/^\/docs\/[\w/-]+\.md$/.test(uri.path)) throw FileSystemError.FileNotFound(uri);
    try {
      return await workspace.fs.readFile(Uri.joinPath(extension, uri.path));
    } catch {
      throw FileSystemError.FileNotFound(uri);
    }
  };
  const refuse = (uri: Uri) => {
    throw FileSystemError.NoPermissions(uri);
  };
  const pages: FileSystemProvider = {
    onDidChangeFile: new EventEmitter<never>().event,
    watch: () => new Disposable(() => undefined),
    stat: async (uri) => ({ type: FileType.File, ctime: 0, mtime: 0, size: (await read(uri)).length }),
    readFile: read,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return Disposable.from(
    workspace.registerFileSystemProvider(scheme, pages, { isReadonly: true }),
    window.registerUriHandler({
      async handleUri(uri) {
        const [, rule] = /^\/rules\/([^/]+)$/.exec(uri.path) ?? [];
        if (rule) await showRulePage(rule);
        else void window.showWarningMessage(l10n.t('Apache MPM has no page at {0}.', uri.path));
      },
    }),
  );
}

/** The folders of the pages: that of the language of VS Code, and the English one, which has all of them. */
const folders = [`docs/${env.language}`, 'docs'];

/** Opens the page of a rule. */
export async function showRulePage(rule: string): Promise<void> {
  const pages = folders.map((folder) => Uri.from({ scheme, path: `/${folder}/rules/${rule}.md` }));
  const page = await firstOf(pages, async (page) => workspace.fs.stat(page).then(() => page));
  if (!page) {
    void window.showWarningMessage(l10n.t('Apache MPM has no rule {0}.', rule));
    return;
  }
  await showPage(page);
}

/** Opens a page, rendered where VS Code's Markdown extension is there. */
export async function showPage(page: Uri): Promise<void> {
  if (extensions.getExtension('vscode.markdown-language-features')) {
    await commands.executeCommand('vscode.openWith', page, 'vscode.markdown.preview.editor');
  } else {
    await window.showTextDocument(page);
  }
}

/** The rule that the person picks from the table of docs/rules.md. */
export async function pickRule(extension: Uri): Promise<string | undefined> {
  const pages = folders.map((folder) => Uri.joinPath(extension, folder, 'rules.md'));
  const table = new TextDecoder().decode(await firstOf(pages, (page) => workspace.fs.readFile(page)));
  const rows = table.matchAll(/^\| \[([a-z0-9-]+)\]\(rules\/[^)]*\) \| ([^|]*) \|/gm);
  const rules = [...rows].map(([, id = '', title = '']) => ({ label: id, description: title.replaceAll('\\<', '<') }));
  const picked = await window.showQuickPick(rules, { placeHolder: l10n.t('Which rule?'), matchOnDescription: true });
  return picked?.label;
}

/** What comes of the first that does not fail. */
async function firstOf<T, Result>(
  things: readonly T[],
  read: (thing: T) => Thenable<Result>,
): Promise<Result | undefined> {
  for (const thing of things) {
    try {
      return await read(thing);
    } catch {
      // The next one may do.
    }
  }
  return undefined;
}
