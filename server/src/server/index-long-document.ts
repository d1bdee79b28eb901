import { passagesOf } from '../resolve/passages.ts';
import type { Document } from '../syntax/document.ts';

/** Lines. */
const long = 10_000;

/** Makes the index of a long document in a turn of its own, so that others get theirs before that and before it is judged. */
export async function indexLongDocument(document: Document): Promise<void> {
  if (document.lines.count <= long) return;
  const others = () => new Promise((resolve) => setTimeout(resolve, 0));
  await others();
  passagesOf(document);
  await others();
}
