import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import { expand } from '../resolve/variables.ts';
import { hasWildcards } from '../resolve/wildcard.ts';
import { fold } from '../text/letter-case.ts';
import { under } from '../text/path.ts';
import type { Position } from '../text/place.ts';
import { cursorAt } from './cursor.ts';
import type { OpenDocument } from './world.ts';

/** The folder, as on the server, of which a name is typed in the line of an `Include`; undefined in any other place. */
export function pathToType({ document, judgement }: OpenDocument, position: Position): string | undefined {
  const cursor = cursorAt(document, position);
  if (cursor?.word !== 0 || !/^include(optional)?$/.test(cursor.statement.key)) return undefined;
  const before = document.lines.line(position.line).slice(0, position.character);
  const typed = /[^\s"']*$/.exec(before)![0].replace(/[^/]*$/, '');
  const { serverRoot, target, definitions } = judgement.analyses[0]!.resolution;
  const defined = new Map(definitions.map(({ read }) => [fold(read.words[0]?.text ?? ''), read.words[1]?.text ?? '']));
  const { text } = expand(typed, { defined, environment: target.environment });
  return hasWildcards(text) || text.includes('${') ? undefined : under(serverRoot, text).replace(/(.)\/$/, '$1');
}

/** What stands in the folder: folders first, a pattern where several files end in `.conf`, then files. */
export function pathItems({ judgement }: OpenDocument, folder: string, hasCommands: boolean): CompletionItem[] {
  const entries = judgement.analyses[0]!.snapshot.found.get(folder)?.entries ?? [];
  const shown = entries.filter(({ name }) => !name.startsWith('.'));
  const folders = shown.filter((entry) => entry.folder).map(({ name }) => folderItem(name, hasCommands));
  const files = shown.filter((entry) => !entry.folder).map(({ name }) => fileItem(name, '2'));
  const pattern = files.filter(({ label }) => label.endsWith('.conf')).length > 1 ? [fileItem('*.conf', '1')] : [];
  return [...folders, ...pattern, ...files];
}

function folderItem(name: string, hasCommands: boolean): CompletionItem {
  return {
    label: `${name}/`,
    kind: CompletionItemKind.Folder,
    sortText: `0${name}`,
    ...(hasCommands && { command: { title: '', command: 'editor.action.triggerSuggest' } }),
  };
}

function fileItem(name: string, rank: string): CompletionItem {
  return { label: name, kind: CompletionItemKind.File, sortText: `${rank}${name}` };
}
