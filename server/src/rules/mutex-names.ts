import { placeIn } from '../resolve/places.ts';
import type { Node } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { removeLines } from './edits.ts';
import type { Fix } from './rule.ts';

/** Takes a name out of a `Mutex` line, by its place among the words: the line, where it is the only one. */
export function withoutName(node: Node, index: number): Fix {
  const { words } = node.written;
  if (words.length <= 2) return { title: say('Remove the line'), edits: [removeLines(node)], safe: false };
  const { text, end } = words[index]!;
  const at = placeIn(node, words[index - 1]!.end, end);
  return { title: say('Remove {name}', { name: text }), edits: [{ at, text: '' }], safe: false };
}
