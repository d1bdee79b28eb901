import { mainFiles } from '../catalogue/main-files.ts';
import { expand } from '../resolve/variables.ts';
import type { Document } from '../syntax/document.ts';
import { baseName, uriPath, uriWithPath } from '../text/file-uri.ts';
import { fold } from '../text/letter-case.ts';
import { folderOf, under } from '../text/path.ts';

/** Where a main file has its server: what relative paths belong to, and how far the tree around it reaches. */
export interface Layout {
  /** The main file. */
  readonly root: string;
  /** The folder that is the ServerRoot while no line sets it; a path of the same place as the URI of the main file. */
  readonly serverRoot: string;
  /** The folder above which nothing belongs to the configuration; undefined when the editor has no folder around it. */
  readonly workspace: string | undefined;
}

/** Folders that distributions compile in or set as ServerRoot. A tree found there is the one that the machine runs. */
const installed = [
  '/etc/apache2',
  '/etc/httpd',
  '/usr/local/apache2',
  '/usr/local/etc/apache24',
  '/usr/local/etc/httpd',
];

/** The layout that the place of a main file tells. `workspaces` are the folders that the editor has open. */
export function layoutOf(root: string, workspaces: readonly string[]): Layout {
  const path = uriPath(root);
  const folder = folderOf(path);
  const serverRoot = baseName(path) === 'httpd.conf' && baseName(folder) === 'conf' ? folderOf(folder) : folder;
  const around = workspaces.filter((uri) => root.startsWith(uri.endsWith('/') ? uri : `${uri}/`));
  const nearest = around.sort((a, b) => b.length - a.length)[0];
  return { root, serverRoot, workspace: nearest === undefined ? undefined : uriPath(nearest) };
}

/** URIs at which a main file that includes this one may stand, the nearest first; the file itself last. */
export function possibleRoots(uri: string, workspaces: readonly string[]): readonly string[] {
  const { workspace } = layoutOf(uri, workspaces);
  const roots: string[] = [];
  for (const folder of foldersAround(uriPath(uri), workspace)) {
    for (const name of mainFiles) roots.push(uriWithPath(uri, under(folder, name)));
  }
  return [...roots.filter((root) => root !== uri), uri];
}

/** The folders around a file that the editor has open with it, the innermost first; none where it has no folder open. */
export function openFoldersAround(uri: string, workspaces: readonly string[]): readonly string[] {
  const { workspace } = layoutOf(uri, workspaces);
  if (workspace === undefined) return [];
  return foldersAround(uriPath(uri), workspace).map((folder) => uriWithPath(uri, folder));
}

/** Whether a text is that of a main file, whatever its name: it includes others, and has what only a main file begins with. */
export function looksLikeMain(text: string): boolean {
  return /^[ \t]*Include(Optional)?\s/im.test(text) && /^[ \t]*(ServerRoot|LoadModule)\s/im.test(text);
}

/**
 * URIs at which a path on the server may stand here, the likeliest first. `declared` is the ServerRoot that the main
 * file sets: in a copied tree it names a folder of another machine. `mappings` are the person's own.
 */
export function locate(
  path: string,
  layout: Layout,
  declared: string | undefined,
  mappings: Readonly<Record<string, string>>,
): readonly string[] {
  const places: string[] = [];
  for (const [server, here] of Object.entries(mappings)) {
    const rest = below(server, path);
    if (rest === undefined) continue;
    const isUri = /^[a-z][\w+.-]+:\/\//i.test(here);
    places.push(isUri ? `${here.replace(/\/$/, '')}${encoded(rest)}` : under(here, `.${rest}`));
  }
  const rest = declared === undefined ? undefined : below(declared, path);
  if (rest !== undefined) places.push(`${layout.serverRoot}${rest}`);
  for (const folder of foldersAround(uriPath(layout.root), layout.workspace)) {
    const here = path.replace(/^[A-Za-z]:/, '');
    places.push(below(folder, path) === undefined ? `${folder === '/' ? '' : folder}${here}` : path);
  }
  if (isInPlace(layout, declared)) places.push(path);
  const uris = places.map((place) => {
    return place.includes('://') ? place : uriWithPath(layout.root, place.replace(/^(?=[A-Za-z]:)/, '/'));
  });
  return [...new Set(uris)];
}

/** Whether the main file lies where its server reads it, so that its paths are those of this machine. */
function isInPlace({ root, serverRoot }: Layout, declared: string | undefined): boolean {
  if (installed.includes(serverRoot)) return true;
  return declared !== undefined && below(declared, uriPath(root)) !== undefined;
}

/** Whether a mapping says that the file stands for one that the server has elsewhere. */
export function isMapped(uri: string, mappings: Readonly<Record<string, string>>): boolean {
  return Object.values(mappings).some((here) => {
    const folder = /^[a-z][\w+.-]+:\/\//i.test(here) ? uriPath(here) : here;
    return below(folder, uriPath(uri)) !== undefined;
  });
}

/** `locate` for many paths: what lies in one folder is looked for in the same places. */
export function locator(
  layout: Layout,
  declared: string | undefined,
  mappings: Readonly<Record<string, string>>,
): (path: string) => readonly string[] {
  const placesOf = new Map<string, readonly string[]>();
  const isMapped = new Set(Object.keys(mappings).map((server) => server.replace(/\/+$/, '')));
  return (path) => {
    const folder = folderOf(path);
    const name = path.slice(folder.length + 1);
    // A drive has no letter case, and the root no name.
    if (name === '' || folder === '/' || !folder.startsWith('/') || isMapped.has(path) || isMapped.has(folder)) {
      return locate(path, layout, declared, mappings);
    }
    const places = placesOf.get(folder) ?? locate(folder, layout, declared, mappings);
    placesOf.set(folder, places);
    return places.map((place) => `${place}/${encoded(name)}`);
  };
}

/** The ServerRoot that a main file sets outside of all conditions; Windows' own names it by a variable of the file. */
export function serverRootIn({ logical }: Document): string | undefined {
  const defined = new Map<string, string>();
  for (const line of logical) {
    const statement = line?.parsed;
    if (statement?.kind !== 'directive') continue;
    const [first, second] = statement.words;
    if (statement.key === 'define' && first && second?.text) defined.set(fold(first.text), second.text);
    if (statement.key !== 'serverroot' || !first) continue;
    const { text } = expand(first.text, { defined, environment: new Map() });
    return under('/', text).replace(/(.)\/+$/, '$1');
  }
  return undefined;
}

/** The part of the path below the folder, with its slash; empty for the folder itself. Drives have no letter case. */
function below(folder: string, path: string): string | undefined {
  const outer = onDrive(folder).replace(/\/+$/, '');
  const inner = onDrive(path);
  const same = (text: string) => (/^[A-Za-z]:/.test(outer) ? text.toLowerCase() : text);
  const rest = inner.slice(outer.length);
  return same(inner).startsWith(same(outer)) && (rest === '' || rest.startsWith('/')) ? rest : undefined;
}

/** Without the slash before a Windows drive, which URIs have. */
function onDrive(path: string): string {
  return path.replace(/^\/(?=[A-Za-z]:)/, '');
}

/** The folders that hold the path, the innermost first, up to the workspace; eight at the most where there is none. */
export function foldersAround(path: string, workspace: string | undefined): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === '/' || folder === workspace || (workspace === undefined && folders.length === 8)) return folders;
  }
}

/** A path as URIs have it. */
function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
}
