import type { Node, Resolution, Unread } from '../resolve/resolution.ts';
import { isSure } from './blocks.ts';

/** What one line did not bring, the first first; a line that is read for sure. */
export interface UnreadLine {
  readonly node: Node;
  readonly all: readonly Unread[];
}

/** The lines that did not bring what they name, for one of the reasons. */
export function unreadLines(resolution: Resolution, reasons: readonly Unread['reason'][]): Iterable<UnreadLine> {
  const lines = new Map<string, { node: Node; all: Unread[] }>();
  for (const unread of resolution.unread) {
    const { node, certain, reason } = unread;
    if (!reasons.includes(reason) || !isSure(resolution, certain, node)) continue;
    const key = `${node.document.uri}:${node.first}`;
    const line = lines.get(key) ?? { node, all: [] };
    line.all.push(unread);
    lines.set(key, line);
  }
  return lines.values();
}
