import type { Analysis } from '../analyse.ts';
import type { Judgement } from '../judge.ts';
import type { Found } from '../resolve/snapshot.ts';
import type { Document } from '../syntax/document.ts';
import { uriPath } from '../text/file-uri.ts';
import type { Layout } from './layout.ts';

/** Folders below a ServerRoot in which main files of distributions look, or people switch files on and off. */
const folders =
  /^\/(conf\/)?((mods|sites|conf)-(available|enabled)|conf\.d|conf\.modules\.d|modules\.d|extra|sites\.d|vhosts\.d)\//;

/** What is known of a configuration when it was judged. */
interface Configuration {
  readonly layout: Layout;
  readonly paths: { readonly found: ReadonlyMap<string, Found> };
  notReadBy?: Document | undefined;
  judged: { readonly judgement: Judgement } | undefined;
}

/**
 * Tells the configuration of a file alone which of the main files is sure not to read it. None is where it lies outside
 * of the folders for such files, or where an include leads to nothing here or is not decided.
 */
export function tellNotRead(alone: Configuration | undefined, mains: readonly Configuration[], uri: string): void {
  const notReadBy = mains.map((main) => leavesOut(main, uri)).find((document) => document !== undefined);
  if (!alone || alone.notReadBy === notReadBy) return;
  alone.notReadBy = notReadBy;
  alone.judged = undefined;
}

/** The main file of a configuration, if it is sure not to read the file at the URI. */
export function leavesOut(
  { layout: { root, serverRoot }, paths: { found }, judged }: Pick<Configuration, 'layout' | 'paths' | 'judged'>,
  uri: string,
): Document | undefined {
  const path = uriPath(uri);
  if (!judged || !isForParts(path, serverRoot)) return undefined;
  const isHere = [...found.values()].every(({ kind, error }) => kind !== 'missing' && error === undefined);
  return isHere && judged.judgement.analyses.every(isDecided) ? found.get(uriPath(root))?.document : undefined;
}

/** Whether a main file looks there; Debian's does not read the `httpd.conf` beside it. */
export function isForParts(path: string, serverRoot: string): boolean {
  if (!path.startsWith(`${serverRoot}/`) || !/\.(conf|load)$/.test(path)) return false;
  const rest = path.slice(serverRoot.length);
  return folders.test(rest) || rest === '/httpd.conf';
}

/** Whether every line that may include a file is known for what it is. */
function isDecided({ resolution: { wanted, templated, notices, whole } }: Analysis): boolean {
  const isOpen = notices.some(({ about, node }) => {
    return about === 'undefined variable' && node.written.key.startsWith('include');
  });
  return wanted.length === 0 && templated.size === 0 && !isOpen && whole;
}
