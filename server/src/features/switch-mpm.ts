import {
  ProtocolRequestType,
  type TextDocumentIdentifier,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { Mpm } from '../catalogue/fact.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { poolMpms } from '../mpm/convert.ts';
import type { Node } from '../resolve/resolution.ts';
import { type Document, linesOf, placeOf } from '../syntax/document.ts';
import { parseLine } from '../syntax/line.ts';
import { say, wordsOf } from '../text/message.ts';
import { feature } from './feature.ts';
import { isPerDirectory } from './per-directory.ts';
import type { OpenDocument, World } from './world.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
  /** The MPM that is wanted; without it, what there is to choose from is told. */
  readonly mpm?: string;
}

/** What switching takes. */
export interface Switch {
  /** The MPM that is loaded now, as people call it. */
  readonly now: string | null;
  readonly choices: readonly string[];
  /** The edit that does it, where the line that loads the MPM may be edited. */
  readonly edit?: WorkspaceEdit;
  /** Commands for a shell of the server, where the distribution has its own way. */
  readonly commands?: readonly string[];
  /** What to know before. */
  readonly remarks: readonly string[];
}

const request = new ProtocolRequestType<Params, Switch | null, never, void, void>('apacheMpm/switchMpm');

/** How to have httpd run another MPM: an edit of the file that loads it, or the commands of the distribution. */
export default feature(request, {}, (world, { textDocument, mpm }): Switch | null => {
  const open = world.open(textDocument.uri);
  if (!open || isPerDirectory(open)) return null;
  const chosen = open.judgement.analyses.find(({ resolution }) => resolution.mpms.length === 1)?.resolution.mpms[0];
  const now = chosen ? mpmFacts[chosen.mpm].title : null;
  const choices = poolMpms.filter((each) => each !== chosen?.mpm);
  const wanted = choices.find((each) => each === mpm);
  if (!wanted) return { now, choices, remarks: [] };
  const remarks = remarksOn(world, open, wanted);
  const by = chosen?.by;
  if (!by) return { now, choices, commands: commandsWithout(wanted), remarks };
  if (isDebian(by)) return { now, choices, commands: debianCommands(chosen.mpm, wanted, open), remarks };
  return { now, choices, edit: editOf(by, wanted), remarks };
});

/** Debian keeps a file for each module and switches by links (a2enmod(8)); what stands in the file is the package's. */
function isDebian({ path }: Node): boolean {
  return /\/mods-(enabled|available)\/mpm_\w+\.load$/.test(path);
}

function debianCommands(from: Mpm, to: Mpm, open: OpenDocument): readonly string[] {
  const php = to === 'prefork' ? [] : phpModules(open).map((module) => `sudo a2dismod ${module}`);
  return [
    ...php,
    `sudo a2dismod mpm_${from}`,
    `sudo a2enmod mpm_${to}`,
    'sudo apache2ctl configtest',
    'sudo systemctl restart apache2',
  ];
}

/** Where no line loads an MPM it is linked in, or another file has the line. */
function commandsWithout(to: Mpm): readonly string[] {
  const { identifier, sharedObject } = mpmFacts[to];
  return [
    `httpd -l | grep -E 'event.c|worker.c|prefork.c'`,
    `# LoadModule ${identifier} modules/${sharedObject}`,
    'httpd -t',
  ];
}

/** Debian's names of mod_php, by version: they end with the request of a thread, so no threaded MPM may have them. */
function phpModules({ judgement }: OpenDocument): readonly string[] {
  const paths = judgement.analyses.flatMap(({ resolution }) =>
    resolution.loaded.filter(({ identifier }) => /^php\d*_module$/.test(identifier)).map(({ by }) => by.path),
  );
  return [...new Set(paths.flatMap((path) => /\/(php[\d.]*)\.load$/.exec(path)?.[1] ?? []))];
}

function remarksOn({ translate }: World, open: OpenDocument, to: Mpm): readonly string[] {
  const loaded = new Set(
    open.judgement.analyses.flatMap(({ resolution }) => resolution.loaded.map(({ identifier }) => identifier)),
  );
  const remarks = [say('Stop httpd and start it: a restart with another MPM ends it (AH00534)')];
  if (to !== 'prefork' && [...loaded].some((identifier) => /^php\d*_module$/.test(identifier))) {
    remarks.push(
      say(
        'mod_php is loaded: unless it was built thread-safe httpd will not start with {mpm}. PHP-FPM serves PHP under every MPM',
        { mpm: mpmFacts[to].title },
      ),
    );
  }
  if (to === 'prefork' && loaded.has('http2_module')) {
    remarks.push(say('mod_http2 is loaded: under prefork it serves no HTTP/2'));
  }
  return remarks.map((remark) => wordsOf(remark, translate));
}

/** The loading line replaced, or, where the file has the line of the other as a comment, the comment moved. */
function editOf(by: Node, to: Mpm): WorkspaceEdit {
  const { document } = by;
  const other = commentedLine(document, to);
  const edits = other ? [...toggled(by), other] : [...replaced(by, to)];
  return { changes: { [document.uri]: edits } };
}

function* replaced(by: Node, to: Mpm): Generator<TextEdit> {
  const { identifier, sharedObject = '' } = mpmFacts[to];
  const [name, file] = by.written.words;
  if (name) yield part(by, name.start, name.end, identifier);
  const base = file && /[^/\\"']+\.so/.exec(by.logical.text.slice(file.start, file.end));
  if (file && base) yield part(by, file.start + base.index, file.start + base.index + base[0].length, sharedObject);
}

function* toggled(by: Node): Generator<TextEdit> {
  yield part(by, by.written.name.start, by.written.name.start, '#');
}

function part({ document, ...line }: Node, from: number, to: number, newText: string): TextEdit {
  const { start, end } = placeOf(document, line, from, to);
  return { range: { start, end }, newText };
}

/** The edit that takes the `#` from `#LoadModule mpm_…`. */
function commentedLine(document: Document, to: Mpm): TextEdit | undefined {
  for (const { logical, first } of linesOf(document)) {
    if (logical.parsed.kind !== 'comment' || logical.count > 1) continue;
    const marks = /^#+\s*/.exec(logical.text)![0].length;
    const inside = parseLine(logical.text.slice(marks));
    if (inside.kind !== 'directive' || inside.key !== 'loadmodule' || inside.words.length !== 2) continue;
    if (mpmNamed(inside.words[0]!.text)?.name !== to) continue;
    const place = placeOf(document, { logical, first }, 0, marks);
    return { range: { start: place.start, end: place.end }, newText: '' };
  }
  return undefined;
}
