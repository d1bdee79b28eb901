import { modelOf } from '../../mpm/model.ts';
import { resolve } from '../../resolve/resolve.ts';
import { incompleteness, startupOf } from '../../startup.ts';
import { wordsOf } from '../../text/message.ts';
import { read } from './read.ts';
import { type Assumed, startupSnapshot } from './target.ts';

/**
 * Prints to standard error what httpd would print when it tests the file, and gives the status it would end with. Where
 * something could not be decided, a line of our own says so before httpd's last.
 */
export function startup(path: string, assumed: Assumed): 0 | 1 | 2 {
  const document = read(path);
  if (!document) return 2;
  const snapshot = startupSnapshot(document, assumed);
  const resolution = resolve(snapshot);
  const { lines, exit } = startupOf(snapshot, resolution, modelOf(resolution));
  const missing = exit === 0 ? incompleteness(resolution) : undefined;
  const own = missing ? [`apache-mpm: verdict incomplete: ${wordsOf(missing)}`] : [];
  const all = [...lines.slice(0, -1), ...own, ...lines.slice(-1)];
  process.stderr.write(all.map((line) => `${line}\n`).join(''));
  return exit;
}
