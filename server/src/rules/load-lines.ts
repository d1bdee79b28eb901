import type { ModuleFact } from '../catalogue/fact.ts';
import type { Node, Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { insertLineAfter, isPlain } from './line-edits.ts';
import type { Fix } from './rule.ts';

/**
 * Loads a module behind the last `LoadModule` line of the files, its path shaped as in that line. None where there is no
 * such line, and none behind the lines of Debian's `*.load` files, of which each is for one module.
 */
export function* loadModule({ loaded }: Resolution, module: ModuleFact): Generator<Fix> {
  const last = loaded.findLast(({ by, certain }) => certain && isPlain(by) && !by.path.endsWith('.load'));
  const line = last && module.sharedObject && loadLine(last.by, module.identifier, module.sharedObject);
  if (!line) return;
  yield { title: say('Load it: {line}', { line }), edits: [insertLineAfter(last.by, line)], safe: false };
}

/** A `LoadModule` line for another module in the shape of this one. */
function loadLine({ written, logical }: Node, identifier: string, sharedObject: string): string | undefined {
  const [, file] = written.words;
  if (!file) return undefined;
  const path = logical.text.slice(file.start, file.end);
  const folder = /^["']?.*\//.exec(path)?.[0] ?? '';
  const quote = /["']$/.exec(path)?.[0] ?? '';
  return `${written.name.text} ${identifier} ${folder}${sharedObject}${quote}`;
}
