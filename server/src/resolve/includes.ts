import type { Document } from '../syntax/document.ts';
import { isBelow } from '../text/path.ts';
import { leaveOpen, type Reading, remark, serverPath } from './reading.ts';
import type { Node, Unread } from './resolution.ts';
import { cancelled, type Found } from './snapshot.ts';
import { hasWildcards, matches } from './wildcard.ts';

/** httpd's AP_MAX_INCLUDE_DEPTH and AP_MAX_INCLUDE_DIR_DEPTH (include/httpd.h). */
const deepest = 128;

/** More files than any server reads; a file that includes itself twice would have us read for ever. */
const mostFiles = 200_000;

/** One `Include` line at work. */
interface Including {
  readonly reading: Reading;
  readonly node: Node;
  readonly optional: boolean;
}

/** Reads what an `Include` or `IncludeOptional` names, in place; a string is what httpd says when it refuses the line. */
export function include(reading: Reading, node: Node, name: string, optional: boolean): string | undefined {
  const path = serverPath(reading, name);
  const including = { reading, node, optional };
  if (reading.frame.includedBy.length >= deepest) {
    reading.recursive = true;
    return endless(including, path, `Exceeded maximum include depth of ${deepest}, There appears to be a recursion.`);
  }
  if (reading.recursive) return undefined;
  if (!hasWildcards(path)) return readPath(including, path, 0);
  const root = /^([A-Za-z]:)?\//.exec(path)?.[0] ?? '/';
  return walkPattern(including, root, path.slice(root.length));
}

/** config.c, process_resource_config_nofnmatch: a file, or a folder with all that is in it. */
function readPath(including: Including, path: string, depth: number): string | undefined {
  const { reading, optional } = including;
  const found = reading.find(path, true);
  if (!found) return notYet(reading);
  if (found.kind !== 'folder') return readFile(including, path, found, optional);
  if (depth + 1 > deepest) {
    const nested = `Directory ${path} exceeds the maximum include directory nesting level of ${deepest}.`;
    return endless(including, path, `${nested} You have probably a recursion somewhere.`);
  }
  if (!found.entries) return unreadableFolder(including, path, found.error ?? 'Input/output error');
  for (const full of sorted(found.entries.map(({ name }) => fullPath(path, name)))) {
    const error = readPath(including, full, depth + 1);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** config.c, ap_process_resource_config, and util.c, ap_pcfg_openfile. */
function readFile(including: Including, path: string, found: Found, optional: boolean): string | undefined {
  const { reading, node } = including;
  const refusal = `Could not open configuration file ${path}`;
  if (found.kind === 'missing') {
    if (optional) return passOver(including);
    if (found.error !== undefined) return unreadable(including, path, found.error, `${refusal}: ${found.error}`);
    return absent(including, path, `${refusal}: No such file or directory`);
  }
  if (found.kind === 'other') {
    if (path === '/dev/null') return undefined;
    // Of a socket httpd does not come to know what it is.
    if (found.error !== undefined) return unreadable(including, path, found.error, `${refusal}: ${found.error}`);
    const text = `[core:error] AH00554: Access to file ${path} denied by server: not a regular file`;
    remark(reading, 'read', 'no regular file', node, text);
    return unreadable(including, path, 'not a regular file', `${refusal}: Bad file descriptor`);
  }
  if (!found.document) {
    const why = found.error ?? 'Input/output error';
    return unreadable(including, path, why, `${refusal}: ${why}`);
  }
  if (reading.filesRead >= mostFiles) {
    notRead(including, path, 'too many', `more than ${mostFiles} files`, undefined);
    return undefined;
  }
  if (isLink(found.document)) leaveOpen(reading, node);
  reading.enter(path, found.document, node);
  return undefined;
}

/** Where links are not checked out as such, Git leaves files that hold the path alone. */
function isLink({ lines }: Document): boolean {
  return lines.count === 1 && /^\.\.?\/\S+$/.test(lines.line(0));
}

/** Nobody has looked yet. */
function notYet(reading: Reading): undefined {
  leaveOpen(reading);
}

/** What `IncludeOptional` names and is not there may be there on the server. */
function passOver({ reading, node }: Including): undefined {
  if (!reading.isInPlace()) leaveOpen(reading, node);
}

/** config.c, process_resource_config_fnmatch: one part of the path after the other. */
function walkPattern(including: Including, folder: string, rest: string): string | undefined {
  const { reading, optional } = including;
  const slash = rest.indexOf('/');
  const part = slash < 0 ? rest : rest.slice(0, slash);
  const behind = slash < 0 ? undefined : rest.slice(slash + 1);
  if (!hasWildcards(part)) {
    const path = fullPath(folder, part);
    return behind === undefined ? readPath(including, path, 0) : walkPattern(including, path, behind);
  }
  const found = reading.find(folder, true);
  if (!found) return notYet(reading);
  if (found.kind === 'missing' && found.error === undefined) {
    if (optional) return passOver(including);
    return absent(including, folder, couldNotOpen(folder, 'No such file or directory'));
  }
  if (!found.entries) return unreadableFolder(including, folder, found.error ?? 'Not a directory');
  const matching = found.entries.filter(({ name, folder }) => matches(part, name) && (behind === undefined || folder));
  if (matching.length === 0 && !optional) {
    const said = `Include/IncludeOptional: No matches for the wildcard '${part}' in '${folder}', failing`;
    return notRead(including, fullPath(folder, part), 'absent', 'no match', said);
  }
  for (const path of sorted(matching.map(({ name }) => fullPath(folder, name)))) {
    const error = behind === undefined ? readPath(including, path, 0) : walkPattern(including, path, behind);
    if (error !== undefined) return error;
  }
  return undefined;
}

function couldNotOpen(folder: string, why: string): string {
  return `Include/IncludeOptional: Could not open directory ${folder}: ${why}`;
}

/** What is wrong with files that include each other is so wherever they lie. */
function endless(including: Including, path: string, said: string): string {
  notRead(including, path, 'endless', said, said);
  return said;
}

function absent(including: Including, path: string, said: string): string | undefined {
  const beside = firstMissing(including.reading, path);
  return notRead(including, path, 'absent', 'No such file or directory', said, beside);
}

function unreadableFolder(including: Including, path: string, why: string): string | undefined {
  return unreadable(including, path, why, couldNotOpen(path, why));
}

/** httpd is started by another user, mostly, who may read what we may not. */
function unreadable(including: Including, path: string, why: string, said: string): string | undefined {
  const { reading } = including;
  const isOurs = why === 'Permission denied' || why === cancelled;
  const refusal = isOurs && !reading.started ? undefined : said;
  return notRead(including, path, 'unreadable', why, refusal);
}

/** Takes down what was not read; gives httpd's words back if it is sure that httpd does not read it either. */
function notRead(
  { reading, node }: Including,
  path: string,
  reason: Unread['reason'],
  why: string,
  said: string | undefined,
  beside?: Unread['beside'],
): string | undefined {
  const refusal = reading.isInPlace() ? said : undefined;
  // The rules tell of the others on their line.
  if (refusal === undefined) leaveOpen(reading, reason === 'absent' ? node : undefined);
  const certain = reading.condition?.certain ?? true;
  reading.unread.push({ node, certain, path, reason, why, refusal, ...(beside && { beside }) });
  return refusal;
}

/** The first part of the path that is not there, with what is there beside it; looked for below the ServerRoot only. */
function firstMissing(reading: Reading, path: string): Unread['beside'] {
  for (let missing = path.replace(/\/+$/, ''); ; ) {
    const slash = missing.lastIndexOf('/');
    const folder = missing.slice(0, slash);
    if (!isBelow(reading.serverRoot, missing)) return undefined;
    const found = reading.find(folder, true);
    if (found?.entries) return { name: missing.slice(slash + 1), names: found.entries.map(({ name }) => name) };
    if (found?.kind !== 'missing') return undefined;
    missing = folder;
  }
}

function fullPath(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** In the order of their bytes (config.c, fname_alphasort), which UTF-16 code units differ from above U+D7FF only. */
function sorted(paths: readonly string[]): readonly string[] {
  return [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
