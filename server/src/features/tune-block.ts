import type { CodeAction } from 'vscode-languageserver-protocol';
import { type Message, say, wordsOf } from '../text/message.ts';
import type { Range } from '../text/place.ts';
import { type CurrentPool, type Goal, type Proposal, propose } from '../tuning/goal.ts';
import { placeBlock } from '../tuning/place-block.ts';
import { inBytes } from '../tuning/units.ts';
import type { Known } from '../tuning/written-facts.ts';
import { confirmedEdit } from './confirmed-edit.ts';
import { rewriteBlock } from './convert-block.ts';
import { isPoolAt, knownFacts, standsTogether, type TunedPool, tunedPoolAt } from './tuned-pool.ts';
import type { OpenDocument, World } from './world.ts';

/** Tunes the block of an MPM that the range touches: at once where the files tell the facts, else by asking for them. */
export function tuneBlock(world: World, open: OpenDocument, range: Range): CodeAction[] {
  const tuned = tunedPoolAt(open, range);
  if (!tuned || !isPoolAt(tuned, open.document, range) || !standsTogether(tuned)) return [];
  const { known, own, problems } = knownFacts(open, tuned, {});
  if (problems.length > 0) return [];
  const { mpm, threads } = tuned.pool;
  const now: CurrentPool = { mpm, threads, processes: tuned.processes };
  const offer = (title: Message, goal: Goal) =>
    offered(world, open, tuned, { title, goal, own, range }, propose(goal, now, known));
  const { memory } = known.facts;
  return [
    ...offer(memory === undefined ? say('Tune…') : say('Tune for {memory}', { memory: inBytes(memory) }), {
      kind: 'facts',
    }),
    ...asked(world, open, range, say('Serve so many at once…'), 'serve'),
    ...offer(say('Keep the capacity, use half the memory'), { kind: 'half memory' }),
  ];
}

interface Wish {
  readonly title: Message;
  readonly goal: Goal;
  /** The facts that are written with the settings. */
  readonly own: Known;
  readonly range: Range;
}

function offered(
  world: World,
  open: OpenDocument,
  { document }: TunedPool,
  wish: Wish,
  proposal: Proposal,
): CodeAction[] {
  const { title, goal, own, range } = wish;
  const action = { title: wordsOf(title, world.translate), kind: rewriteBlock };
  switch (proposal.kind) {
    case 'proposed':
      return [
        {
          ...action,
          edit: confirmedEdit(world, document, placeBlock(document, proposal.plan, own, world.translate), title),
        },
      ];
    case 'questions':
      return asked(world, open, range, title, goal.kind);
    default: {
      const [first] = proposal.problems;
      return [{ ...action, disabled: { reason: wordsOf(first!, world.translate) } }];
    }
  }
}

/** Through a command of the client, which asks for what is missing. */
function asked(
  world: World,
  { document }: OpenDocument,
  range: Range,
  title: Message,
  goal: Goal['kind'],
): CodeAction[] {
  if (!world.hasCommands) return [];
  const words = wordsOf(title, world.translate);
  const command = { title: words, command: 'apacheMpm.tune', arguments: [document.uri, range.start, goal] };
  return [{ title: words, kind: rewriteBlock, command }];
}
