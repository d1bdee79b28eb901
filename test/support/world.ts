import type { Feature } from '../../server/src/features/feature.ts';
import { defaultPreferences } from '../../server/src/features/preferences.ts';
import type { World } from '../../server/src/features/world.ts';
import { judge } from '../../server/src/judge.ts';
import { targetFor } from '../../server/src/resolve/per-directory.ts';
import { defaultTarget, type Found, type Target } from '../../server/src/resolve/snapshot.ts';
import { rules } from '../../server/src/rules/index.ts';
import { openDocument } from '../../server/src/syntax/document.ts';

/** What an editor has that opened all these files, the first of them the main one; paths are those on the server. */
export function worldOf(
  texts: Readonly<Record<string, string>>,
  found: Readonly<Record<string, Found>> = {},
  assumed: Partial<Target> = {},
): World {
  const documents = new Map(Object.entries(texts).map(([path, text]) => [path, openDocument(`file://${path}`, text)]));
  const [[path, document] = []] = documents;
  const files = [...documents].map(([path, document]): [string, Found] => [path, { kind: 'file', document }]);
  const all = new Map([...files, ...Object.entries(found)]);
  const judgement = judge(
    { path: path!, document: document!, target: targetFor(path!, { ...defaultTarget, ...assumed }), found: all },
    rules,
  );
  const open = (uri: string) => {
    const document = documents.get(uri.replace('file://', ''));
    return document && { document, judgement };
  };
  return {
    open,
    opened: () => [...documents.values()].map((document) => ({ document, judgement })),
    rulePage: () => undefined,
    snippetEdits: false,
    confirmedEdits: false,
    preferences: defaultPreferences,
    hasCommands: true,
    snippets: false,
    blocks: false,
    translate: (template) => template,
  };
}

/** Asks a feature about the file. */
export function ask<Answer>(
  feature: Feature,
  world: World,
  path: string,
  more: Readonly<Record<string, unknown>> = {},
) {
  return feature.answer(world, { textDocument: { uri: `file://${path}` }, ...more } as never) as Answer;
}

/** A text with the place of its only `|`, which is taken out. */
export function withCursor(text: string) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return {
    text: text.replace('|', ''),
    position: { line: before.length - 1, character: before.at(-1)!.length },
  };
}
