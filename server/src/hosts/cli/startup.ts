import { modelOf } from '../../mpm/model.ts';
import { resolve } from '../../resolve/resolve.ts';
import { startupOf } from '../../startup.ts';
import { read } from './read.ts';
import { type Assumed, startupSnapshot } from './target.ts';

/** Prints to standard error what httpd would print when it tests the file, and gives the status it would end with. */
export function startup(path: string, assumed: Assumed): 0 | 1 | 2 {
  const document = read(path);
  if (!document) return 2;
  const snapshot = startupSnapshot(document, assumed);
  const resolution = resolve(snapshot);
  const { lines, exit } = startupOf(snapshot, resolution, modelOf(resolution));
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  return exit;
}
