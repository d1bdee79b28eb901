import { resolve } from '../resolve/resolve.ts';
import type { Found, Snapshot } from '../resolve/snapshot.ts';
import { openDocument } from '../syntax/document.ts';
import type { LinesRead } from '../syntax/logical-line.ts';
import { uriOf } from '../text/file-uri.ts';
import { type Look, lookAt } from './disk.ts';

/**
 * Looks on this machine for all that the resolution wants to know, until it wants no more. `places` are the paths where
 * something on the server may stand here, the likeliest first.
 */
export function lookedUp(
  snapshot: Snapshot,
  places: (path: string) => readonly string[] = (path) => [path],
  look: Look = lookAt,
): Snapshot {
  const main: Found = { kind: 'file', document: snapshot.document };
  const found = new Map([[snapshot.path, main], ...snapshot.found]);
  const lines: LinesRead = new Map();
  for (;;) {
    const { wanted } = resolve({ ...snapshot, found });
    if (wanted.length === 0) return { ...snapshot, found };
    for (const { path, content } of wanted) found.set(path, foundAt(places(path), content, look, lines));
  }
}

function foundAt(paths: readonly string[], content: boolean, look: Look, lines: LinesRead): Found {
  let why: string | undefined;
  for (const path of paths) {
    const { kind, text, entries, error } = look(path, content);
    if (kind === 'missing') {
      why = error;
      continue;
    }
    const document = text === undefined ? undefined : openDocument(uriOf(path), text, lines);
    return { kind, ...(document && { document }), ...(entries && { entries }), ...(error && { error }) };
  }
  return { kind: 'missing', ...(why !== undefined && { error: why }) };
}
