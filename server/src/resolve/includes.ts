import { under } from '../text/path.ts';
import { type Reading, remark } from './reading.ts';
import type { Node } from './resolution.ts';
import type { Found } from './snapshot.ts';
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
  if (reading.frame.includedBy.length >= deepest) {
    reading.recursive = true;
    return `Exceeded maximum include depth of ${deepest}, There appears to be a recursion.`;
  }
  if (reading.recursive || reading.filesRead >= mostFiles) return undefined;
  const path = under(reading.serverRoot, name);
  const including = { reading, node, optional };
  return hasWildcards(path) ? walkPattern(including, '/', path.slice(1)) : readPath(including, path, 0);
}

/** config.c, process_resource_config_nofnmatch: a file, or a folder with all that is in it. */
function readPath(including: Including, path: string, depth: number): string | undefined {
  const { reading, optional } = including;
  const found = reading.find(path, true);
  if (!found) return undefined;
  if (found.kind !== 'folder') return readFile(including, path, found, optional);
  if (depth + 1 > deepest) {
    return (
      `Directory ${path} exceeds the maximum include directory nesting level of ${deepest}. ` +
      'You have probably a recursion somewhere.'
    );
  }
  if (!found.entries) return whereWhole(reading, `Could not open config directory ${path}: ${found.error}`);
  for (const full of sorted(found.entries.map(({ name }) => fullPath(path, name)))) {
    const error = readPath(including, full, depth + 1);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** config.c, ap_process_resource_config, and util.c, ap_pcfg_openfile. */
function readFile({ reading, node }: Including, path: string, found: Found, optional: boolean): string | undefined {
  if (found.kind === 'missing') {
    if (optional) return undefined;
    return whereWhole(reading, `Could not open configuration file ${path}: No such file or directory`);
  }
  if (found.kind === 'other') {
    if (path === '/dev/null') return undefined;
    const text = `[core:error] AH00554: Access to file ${path} denied by server: not a regular file`;
    remark(reading, 'read', 'no regular file', node, text);
    return whereWhole(reading, `Could not open configuration file ${path}: Bad file descriptor`);
  }
  if (!found.document) {
    return whereWhole(reading, `Could not open configuration file ${path}: ${found.error ?? 'Input/output error'}`);
  }
  reading.enter(path, found.document, node);
  return undefined;
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
  if (!found) return undefined;
  if (!found.entries) {
    if (optional && found.kind === 'missing') return undefined;
    const reason = found.error ?? (found.kind === 'missing' ? 'No such file or directory' : 'Not a directory');
    return whereWhole(reading, `Include/IncludeOptional: Could not open directory ${folder}: ${reason}`);
  }
  const matching = found.entries.filter(({ name, folder }) => matches(part, name) && (behind === undefined || folder));
  if (matching.length === 0 && !optional) {
    return whereWhole(
      reading,
      `Include/IncludeOptional: No matches for the wildcard '${part}' in '${folder}', failing`,
    );
  }
  for (const path of sorted(matching.map(({ name }) => fullPath(folder, name)))) {
    const error = behind === undefined ? readPath(including, path, 0) : walkPattern(including, path, behind);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** Of a fragment it is not known where its server has what. */
function whereWhole(reading: Reading, error: string): string | undefined {
  return reading.target.whole ? error : undefined;
}

function fullPath(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** In the order of their bytes (config.c, fname_alphasort), which UTF-16 code units differ from above U+D7FF only. */
function sorted(paths: readonly string[]): readonly string[] {
  return [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
