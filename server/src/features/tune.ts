import {
  type Position,
  ProtocolRequestType,
  type TextDocumentIdentifier,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { mpmFacts } from '../catalogue/mpms.ts';
import { baseName, pathOf } from '../text/file-uri.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { type Goal, propose } from '../tuning/goal.ts';
import { placeBlock } from '../tuning/place-block.ts';
import { confirmedEdit } from './confirmed-edit.ts';
import { feature } from './feature.ts';
import { isPerDirectory, noSettingsIn } from './per-directory.ts';
import { type GivenFacts, knownFacts, standsTogether, tunedPoolAt, wishFor } from './tuned-pool.ts';
import type { World } from './world.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
  /** A line of the block; without it, the first pool of the file. */
  readonly position?: Position;
  readonly goal?: Goal;
  /** Another MPM than that of the file. */
  readonly mpm?: string;
  /** Facts beside those of the file, which are written into it with the settings. */
  readonly facts?: GivenFacts;
}

/** Settings for a goal as one edit, or why there is none. */
export type Tuned =
  | {
      readonly kind: 'edit';
      readonly edit: WorkspaceEdit;
      readonly version: number | null;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'questions' | 'refused'; readonly messages: readonly string[] };

const request = new ProtocolRequestType<Params, Tuned, never, void, void>('apacheMpm/tune');

/** The settings that reach a goal, as an edit of the file that has them. */
export default feature(request, {}, (world, params): Tuned => {
  const { textDocument, position, goal, mpm: wanted, facts = {} } = params;
  const open = world.open(textDocument.uri);
  const tuned = open && tunedPoolAt(open, position && { start: position, end: position });
  if (open && isPerDirectory(open)) return refused(world, [noSettingsIn(baseName(pathOf(textDocument.uri)))]);
  if (!open || !tuned) return refused(world, [say('No settings of event, worker, prefork or WinNT are known here')]);
  if (!standsTogether(tuned)) {
    return refused(world, [
      say('The settings of the pool stand in several files or in a macro: an edit in one would not do'),
    ]);
  }
  const { known, own, problems } = knownFacts(open, tuned, facts);
  if (problems.length > 0) return refused(world, problems);
  const wish = wishFor(tuned, goal, wanted, known);
  if (!isGoal(wish.goal)) return refused(world, [say('This is no goal')]);
  const proposal = propose(wish.goal, wish.now, wish.known);
  if (proposal.kind === 'refused') return refused(world, proposal.problems);
  if (proposal.kind === 'questions') {
    return { kind: 'questions', messages: proposal.questions.map((question) => wordsOf(question, world.translate)) };
  }
  const label = say('Settings of {mpm}', { mpm: mpmFacts[wish.now.mpm].title });
  return {
    kind: 'edit',
    edit: confirmedEdit(world, tuned.document, placeBlock(tuned.document, proposal.plan, own, world.translate), label),
    version: world.open(tuned.document.uri)?.version ?? null,
    notes: proposal.notes.map((note) => wordsOf(note, world.translate)),
  };
});

function isGoal(goal: Goal | undefined): goal is Goal {
  return goal !== undefined && ['facts', 'serve', 'half memory', 'pool'].includes(goal.kind);
}

function refused(world: World, problems: readonly Message[]): Tuned {
  return { kind: 'refused', messages: problems.map((problem) => wordsOf(problem, world.translate)) };
}
