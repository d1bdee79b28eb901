import { isMainFile } from '../catalogue/main-files.ts';
import type { Document } from '../syntax/document.ts';
import { baseName } from '../text/file-uri.ts';
import type { Passage } from './passage.ts';
import { linesThatTell, passagesOf } from './passages.ts';
import type { Snapshot } from './snapshot.ts';
import { isOfServers } from './tells.ts';

/** Endings under which files of template languages are kept: what httpd will read is made of them. */
const templateName = /\.(?:j2|jinja2?|erb|epp|in|tmpl|tpl|template|mustache|hbs|gotmpl|m4|dist|example|sample)$/i;

/** Modules that every server needs: who loads one of them and listens is the main file, whatever its name. */
const basic: ReadonlySet<string> = new Set([
  'unixd_module',
  'authz_core_module',
  'mpm_event_module',
  'mpm_worker_module',
  'mpm_prefork_module',
]);

/**
 * Whether the document is a main file, so that it is with all that it includes what httpd reads: as a person says, else by
 * evidence. A `ServerRoot` stands in nothing else. A file with the name of a main file is one if it listens, loads or
 * includes something, or has its MPM before the first line; another one if it loads what every server needs, and listens
 * or sets outside of all sections what the main server has.
 * It stays one until something that it includes is not found or turns out to be a template.
 */
export function isWholeAtStart({ path, document, target }: Snapshot): boolean {
  const { started, whole, mpm, mpmIsGuess } = target;
  if (started || whole !== undefined) return started ?? whole!;
  if (templateName.test(baseName(path))) return false;
  const told = toldBy(document);
  if (told.has('serverroot')) return true;
  if (!isMainFile(path)) return told.has('basic') && (told.has('listen') || isServer(passagesOf(document)));
  return told.size > 0 || (mpm !== undefined && !mpmIsGuess);
}

const ofMainServer: ReadonlySet<string> = new Set([
  'servername',
  'documentroot',
  'errorlog',
  'user',
  'group',
  'pidfile',
]);

/** Whether a line outside of all sections sets what the main server has; such lines are quiet, so that runs have them. */
function isServer(passages: readonly Passage[]): boolean {
  return passages.some((passage) => {
    if (passage.kind === 'group') return isServer(passage.inner);
    return passage.kind === 'run' && passage.needs.placed.some((name) => ofMainServer.has(name));
  });
}

/** Keys of the lines that main files have, and `basic` for a `LoadModule` of what every server needs. */
function toldBy(document: Document): ReadonlySet<string> {
  const told = new Set<string>();
  for (const { logical } of linesThatTell(document, 'of servers')) {
    const line = logical.parsed;
    if (line.kind !== 'directive' || !isOfServers(line.key)) continue;
    told.add(line.key);
    if (line.key === 'loadmodule' && basic.has(line.words[0]?.text ?? '')) told.add('basic');
  }
  return told;
}
