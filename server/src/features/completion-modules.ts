import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import type { ModuleFact } from '../catalogue/fact.ts';
import { allModules, moduleNamed } from '../catalogue/lookup.ts';
import { type Document, linesOf } from '../syntax/document.ts';
import type { PlaceToType } from './completion-place.ts';

const loadable = allModules.filter((module): module is Required<ModuleFact> => module.sharedObject !== undefined);

/** Modules for `LoadModule` that no line loads yet, with their files as the other lines write them. */
export function loadModuleItems(document: Document, { loaded }: PlaceToType): CompletionItem[] {
  const folder = folderOf(document);
  return loadable
    .filter(({ identifier }) => !loaded?.has(identifier))
    .map(({ identifier, sharedObject }) => ({
      label: identifier,
      kind: CompletionItemKind.Module,
      labelDetails: { description: sharedObject },
      insertText: `${identifier} ${folder}${sharedObject}`,
    }));
}

/** The file of the module that the line names. */
export function moduleFileItems(document: Document, identifier: string): CompletionItem[] {
  const sharedObject = moduleNamed(identifier)?.sharedObject;
  if (!sharedObject) return [];
  return [{ label: `${folderOf(document)}${sharedObject}`, kind: CompletionItemKind.File }];
}

/** The folder that other `LoadModule` lines of the document name; else the one of a server built from source. */
function folderOf(document: Document): string {
  for (const { logical } of linesOf(document)) {
    const { parsed } = logical;
    if (parsed.kind !== 'directive' || parsed.key !== 'loadmodule') continue;
    const folder = /^.*\//.exec(parsed.words[1]?.text ?? '')?.[0];
    if (folder) return folder;
  }
  return 'modules/';
}

/** The names by which `<IfModule>` knows a module: no other ever matches (core.c, start_ifmod). */
export function moduleNameItems({ loaded }: PlaceToType): CompletionItem[] {
  return allModules.flatMap(({ identifier, sourceFile }) =>
    [identifier, sourceFile].map((label) => ({
      label,
      kind: CompletionItemKind.Module,
      labelDetails: { description: label === identifier ? sourceFile : identifier },
      sortText: `${loaded?.has(identifier) ? 0 : 1}${label === identifier ? 0 : 1}${label}`,
    })),
  );
}
