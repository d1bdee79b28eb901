import { createTwoFilesPatch } from 'diff';
import { uriOf } from '../../text/file-uri.ts';
import { shownPath } from './report.ts';
import type { Texts } from './texts.ts';

/** What the texts change in their files, as `git apply` and `patch -p1` take it. */
export function patchOf(texts: Texts, folder: string): string {
  return [...texts]
    .filter(([, { read, now }]) => read !== now)
    .map(([file, { read, now }]) => {
      const path = shownPath(folder, uriOf(file)).replaceAll('\\', '/');
      const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, read, now, undefined, undefined, { context: 3 });
      return patch.replace(/^=+\n/, '');
    })
    .join('');
}
