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

function leavesOut(
  { layout: { root, serverRoot }, paths: { found }, judged }: Configuration,
  uri: string,
): Document | undefined {
  const path = uriPath(uri);
  if (!path.startsWith(`${serverRoot}/`) || !folders.test(path.slice(serverRoot.length))) return undefined;
  if (!judged || !/\.(conf|load)$/.test(path)) return undefined;
  const isHere = [...found.values()].every(({ kind, error }) => kind !== 'missing' && error === undefined);
  return isHere && judged.judgement.analyses.every(isDecided) ? found.get(uriPath(root))?.document : undefined;
}

/** Whether every line that may include a file is known for what it is. */
function isDecided({ resolution: { wanted, templated, notices, files } }: Analysis): boolean {
  const isOpen = notices.some(({ about, node }) => {
    return about === 'undefined variable' && node.written.key.startsWith('include');
  });
  return wanted.length === 0 && templated.size === 0 && !isOpen && ![...files.values()].some(isLink);
}

/** Where links are not checked out as such, Git leaves files that hold the path alone. */
function isLink({ lines }: Document): boolean {
  return lines.count === 1 && /^\.\.?\/\S+$/.test(lines.line(0));
}
