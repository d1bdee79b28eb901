import { type Disposable, FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

interface FoundFile {
  readonly kind: 'missing' | 'file' | 'folder' | 'other';
  readonly uri: string;
  readonly text?: string;
  readonly entries?: readonly { readonly name: string; readonly folder: boolean }[];
  readonly error?: string;
}

/** Answers the server when it wants to know what stands at a URI: in the browser it has no other way to files. */
export function answerAboutFiles(client: BaseLanguageClient): Disposable {
  return client.onRequest('apacheMpm/look', ({ uri, content }: { uri: string; content: boolean }) =>
    look(uri, content),
  );
}

async function look(uri: string, content: boolean): Promise<FoundFile> {
  const at = Uri.parse(uri, true);
  try {
    const { type } = await workspace.fs.stat(at);
    const kind = type & FileType.Directory ? 'folder' : type & FileType.File ? 'file' : 'other';
    if (!content || kind === 'other') return { kind, uri };
    if (kind === 'file') return { kind, uri, text: new TextDecoder().decode(await workspace.fs.readFile(at)) };
    const entries = await workspace.fs.readDirectory(at);
    return { kind, uri, entries: entries.map(([name, type]) => ({ name, folder: type === FileType.Directory })) };
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return { kind: 'missing', uri };
    return { kind: 'file', uri, error: error instanceof Error ? error.message : String(error) };
  }
}
