import {
  ErrorCodes,
  RenameRequest,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { Document } from '../syntax/document.ts';
import { addTo } from '../text/add-to.ts';
import { fold } from '../text/letter-case.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { feature } from './feature.ts';
import { type VariableUse, variableAt, variablesOf } from './variables.ts';
import type { OpenDocument, World } from './world.ts';

/** Gives a variable another name wherever the configuration defines it, tests it or puts it in. */
export default feature(
  RenameRequest.type,
  { renameProvider: { prepareProvider: true } },
  (world, { textDocument, position, newName }): WorkspaceEdit | null => {
    const open = world.open(textDocument.uri);
    const variable = open && variableAt(open.document, position);
    if (!variable) return null;
    const all = usesIn(open);
    const same = all.filter(({ name }) => fold(name) === fold(variable.name));
    const defined = new Set(same.filter(({ kind }) => kind === 'definition').map(({ name }) => name));
    if (defined.size === 0) {
      throw refusal(
        world,
        say('{name} is not defined in these files: a new name here would not be known', { name: variable.name }),
      );
    }
    if (!/^[^\s:${}"'\\<>!]+$/.test(newName)) {
      throw refusal(world, say('{name} cannot be the name of a variable', { name: newName }));
    }
    const taken = all.find(({ name }) => fold(name) === fold(newName) && fold(name) !== fold(variable.name));
    if (taken) throw refusal(world, say('{name} is the name of another variable here', { name: taken.name }));
    const changes = new Map<string, TextEdit[]>();
    for (const { kind, name, at } of same) {
      // A condition in another letter case tests something else (core.c, start_ifdefine).
      if (kind === 'condition' && !defined.has(name)) continue;
      addTo(changes, at.uri, { range: { start: at.start, end: at.end }, newText: newName });
    }
    return { changes: Object.fromEntries(changes) };
  },
);

function usesIn({ judgement }: OpenDocument): readonly VariableUse[] {
  const files = new Set<Document>(judgement.analyses.flatMap(({ resolution }) => [...resolution.files.values()]));
  return [...files].flatMap((document) => [...variablesOf(document)]);
}

function refusal(world: World, message: Message): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, wordsOf(message, world.translate));
}
