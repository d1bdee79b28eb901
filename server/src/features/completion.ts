import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  CompletionRequest,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { testOf } from '../catalogue/containers.ts';
import { lineAt } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { wordsOf } from '../text/message.ts';
import type { Position } from '../text/place.ts';
import type { Translated } from './about.ts';
import { blockItems } from './completion-blocks.ts';
import { commentItems } from './completion-comments.ts';
import { loadModuleItems, moduleFileItems, moduleNameItems } from './completion-modules.ts';
import { directiveItems, endTagItems, sectionItems } from './completion-names.ts';
import { pathItems, pathToType } from './completion-paths.ts';
import { type PlaceToType, placeToType } from './completion-place.ts';
import { valueItems } from './completion-values.ts';
import { cursorAt } from './cursor.ts';
import { feature } from './feature.ts';
import { variablesOf } from './variables.ts';
import type { OpenDocument, World } from './world.ts';

/** What may be typed at a place: names that fit it, values that httpd keeps as they are, modules, variables. */
export default feature(
  CompletionRequest.type,
  { completionProvider: { triggerCharacters: [' ', '<', '/', '{', '!'], resolveProvider: true } },
  (world, { textDocument, position }): CompletionList | null => {
    const open = world.open(textDocument.uri);
    if (!open) return null;
    const typed = typedIn(open, position);
    if (!typed) return null;
    const items = typed.items(world);
    return { isIncomplete: false, items: items.map((item) => ({ ...item, textEdit: edit(item, typed, position) })) };
  },
  (world, { textDocument, position }) => {
    const open = world.open(textDocument.uri);
    const path = open && pathToType(open, position);
    return path === undefined ? [] : [{ path, content: true }];
  },
);

interface Typed {
  /** The column where what is typed begins. */
  readonly from: number;
  readonly items: (world: World) => readonly CompletionItem[];
}

function edit({ label, insertText }: CompletionItem, { from }: Typed, position: Position): TextEdit {
  const range = { start: { line: position.line, character: from }, end: position };
  return { range, newText: insertText ?? label };
}

function typedIn(open: OpenDocument, position: Position): Typed | undefined {
  const { document } = open;
  const before = document.lines.line(position.line).slice(0, position.character);
  const from = (pattern: RegExp) => position.character - pattern.exec(before)![0].length;
  if (lineAt(document, position.line)?.logical.parsed.kind === 'comment') {
    return { from: from(/[\w-]*$/), items: () => commentItems(open, before) };
  }
  if (/\$\{[^}]*$/.test(before)) return { from: from(/[^{]*$/), items: () => variableItems(open) };
  const place = placeToType(open, position.line);
  const cursor = cursorAt(document, position);
  if (!cursor || cursor.word < 0) {
    if (/^\s*<\//.test(before)) return { from: from(/<\/\S*$/), items: () => endTagItems(place) };
    const isTag = /^\s*</.test(before);
    const names = (world: World) => [
      ...(isTag ? [] : directiveItems(place)),
      ...sectionItems(place, world.snippets),
      ...endTagItems(place),
      ...(isTag || !world.blocks ? [] : blockItems(place, (message) => wordsOf(message, world.translate))),
    ];
    return { from: from(/\S*$/), items: names };
  }
  const { statement, word } = cursor;
  const path = pathToType(open, position);
  if (path) return { from: from(/[^\s"'/]*$/), items: (world) => pathItems(open, path, world.hasCommands) };
  return { from: from(/(?<=^|[\s"'!])[^\s"'!]*$/), items: (world) => wordItems(world, open, place, statement, word) };
}

function wordItems(
  world: World,
  open: OpenDocument,
  place: PlaceToType,
  statement: Statement,
  word: number,
): readonly CompletionItem[] {
  const { key, kind, name, words } = statement;
  if (kind === 'close') return [];
  if (key === 'loadmodule') {
    if (word === 0) return loadModuleItems(open.document, place);
    return word === 1 ? moduleFileItems(open.document, words[0]?.text ?? '') : [];
  }
  if (kind === 'open') return word === 0 ? conditionItems(open, place, name.text) : [];
  if (word > 0) return [];
  if (key === 'undefine') return variableItems(open);
  const translated: Translated = (message) => wordsOf(message, world.translate);
  const models = open.judgement.analyses.flatMap(({ model }) => model ?? []);
  return valueItems(key, place, models, translated);
}

function conditionItems(open: OpenDocument, place: PlaceToType, section: string): readonly CompletionItem[] {
  switch (testOf(section)) {
    case 'module':
      return moduleNameItems(place);
    case 'define':
      return variableItems(open);
    case 'directive':
      return directiveItems(place).map(({ label, kind }) => ({ label, kind: kind! }));
    case 'section':
      return sectionItems(place, false).map(({ label, kind }) => ({ label: label.slice(1, -1), kind: kind! }));
    case 'version':
      return ['>= 2.4', '< 2.4', '>= 2.4.17'].map((label) => ({ label, kind: CompletionItemKind.Value }));
    default:
      return [];
  }
}

/** The names that the configuration defines, and those of httpd's environment. */
function variableItems({ judgement }: OpenDocument): readonly CompletionItem[] {
  const items = new Map<string, CompletionItem>();
  for (const { resolution } of judgement.analyses) {
    for (const [name, value] of resolution.target.environment) items.set(fold(name), variable(name, value));
    for (const document of resolution.files.values()) {
      for (const { kind, name } of variablesOf(document))
        if (kind === 'definition') items.set(fold(name), variable(name));
    }
    for (const { read } of resolution.definitions) {
      const [name, value] = read.words;
      if (name) items.set(fold(name.text), variable(name.text, value?.text));
    }
  }
  return [...items.values()];
}

function variable(name: string, value?: string): CompletionItem {
  return { label: name, kind: CompletionItemKind.Variable, ...(value && { labelDetails: { description: value } }) };
}
