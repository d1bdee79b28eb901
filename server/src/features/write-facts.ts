import {
  type Position,
  ProtocolRequestType,
  type TextDocumentIdentifier,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { isOfPool } from '../mpm/convert.ts';
import { say, wordsOf } from '../text/message.ts';
import { placeFacts } from '../tuning/place-facts.ts';
import { confirmedEdit } from './confirmed-edit.ts';
import { feature } from './feature.ts';
import { type GivenFacts, knownFacts, tunedPoolAt } from './tuned-pool.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
  readonly position?: Position;
  readonly facts?: GivenFacts;
}

/** The edit, or what is wrong with the facts. */
export type WrittenFactsAnswer =
  | { readonly kind: 'edit'; readonly edit: WorkspaceEdit; readonly version: number | null }
  | { readonly kind: 'refused'; readonly messages: readonly string[] };

const request = new ProtocolRequestType<Params, WrittenFactsAnswer, never, void, void>('apacheMpm/writeFacts');

/** Facts as a comment of the file that has the settings, together with those that it has. */
export default feature(request, {}, (world, { textDocument, position, facts = {} }): WrittenFactsAnswer => {
  const open = world.open(textDocument.uri);
  const tuned = open && tunedPoolAt(open, position && { start: position, end: position });
  const refused = (messages: readonly string[]): WrittenFactsAnswer => ({ kind: 'refused', messages });
  if (!open || !tuned) {
    return refused([wordsOf(say('No settings of event, worker, prefork or WinNT are known here'), world.translate)]);
  }
  const { own, problems } = knownFacts(open, tuned, facts);
  if (problems.length > 0) return refused(problems.map((problem) => wordsOf(problem, world.translate)));
  const names = new Set([...tuned.model.settings.keys()].filter(isOfPool));
  const edits = placeFacts(tuned.document, tuned.pool.mpm, names, own);
  return {
    kind: 'edit',
    edit: confirmedEdit(world, tuned.document, edits, say('Facts about the machine')),
    version: world.open(tuned.document.uri)?.version ?? null,
  };
});
