import type { DirectiveFact } from '../catalogue/fact.ts';
import type { Document } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { isBelow, isOnDrive, under } from '../text/path.ts';
import { buildAt } from './build.ts';
import { type Circumstances, verdictOf } from './conditions.ts';
import type { BodyLine, Expansion } from './expansion.ts';
import { asNow, type LoadedModules, modulesAtStart, spellingOf } from './loaded-modules.ts';
import type { Macro, Swallowed } from './macro-texts.ts';
import type { Asked, Needs } from './needs.ts';
import type {
  Condition,
  Definition,
  Followed,
  IncludeStep,
  LoadedModule,
  Node,
  Notice,
  Objection,
  Occurrence,
  PassedOver,
  Problem,
  Section,
  Undecided,
  Unread,
  Verdict,
} from './resolution.ts';
import { defaultTarget, type Found, type Snapshot, type Target } from './snapshot.ts';

/** A statement that the walk of the tree will look at; a section also as what encloses others. */
export interface Kept extends Occurrence {
  readonly opens?: Section;
}

/** The file in hand. Its tags must match within it: what was open before it stays open. */
export interface Frame {
  readonly document: Document;
  readonly path: string;
  readonly includedBy: readonly IncludeStep[];
  /** What was open when it was entered. */
  readonly section: Section | undefined;
  readonly condition: Condition | undefined;
  /** Of a macro's text in the place of a `Use`: its lines are written elsewhere. */
  readonly expansion?: {
    readonly use: Node;
    readonly of: Expansion;
    readonly body: readonly BodyLine[];
    readonly depth: number;
  };
}

/** How much a server, the main one or a virtual host, says of what its core has to tell; undefined while no line sets it. */
export interface LogLevels {
  all: number | undefined;
  core: number | undefined;
}

/** What httpd holds while it reads. */
export interface Reading extends Circumstances {
  readonly target: Target;
  readonly modules: LoadedModules;
  readonly defines: Set<string>;
  readonly variables: Map<string, string>;
  serverRoot: string;
  /** Whether a line or the build of httpd sets it. */
  serverRootIsSet: boolean;
  /** Whether the main file or a ServerRoot is on a drive. */
  hasDrives: boolean;
  frame: Frame;
  section: Section | undefined;
  /** The innermost open condition, which holds or may hold. */
  condition: Condition | undefined;
  /** What was skipped: until all these names are closed, the outermost first, only tags are looked at. */
  skipping: { readonly condition: Condition; readonly names: string[] } | undefined;
  /** The section of which the lines are no directives but text, until its own end (mod_macro, mod_lua). */
  swallowing: Swallowed | undefined;
  /** Macros by their names in lower case; undefined when they are no more, or nobody knows what they are. */
  readonly macros: Map<string, Macro | undefined>;
  /** What an expansion has left for the line behind it; undefined where none is just before. */
  carried: string | undefined;
  linesExpanded: number;
  /** Keys of the directives that make mod_macro say less. */
  readonly ignored: Set<string>;
  /** Set when files include each other for ever: then no further one is read. */
  recursive: boolean;
  filesRead: number;
  readonly kept: Kept[];
  readonly conditions: Condition[];
  readonly problems: Problem[];
  readonly notices: Notice[];
  readonly files: Map<string, Document>;
  readonly loaded: LoadedModule[];
  readonly followed: Followed[];
  readonly unread: Unread[];
  readonly definitions: Definition[];
  readonly strange: Undecided[];
  openedBy: Node | undefined;
  readonly unloaded: Undecided[];
  /** The addresses of the `Listen` lines that were obeyed. */
  readonly listeners: Map<string, Node>;
  readonly obsolete: Occurrence[];
  /** What the main server and virtual hosts log, by the section of the host. */
  readonly logLevels: Map<Section | undefined, LogLevels>;
  /** For each time that a document was read. */
  readonly passedOver: Map<Document, PassedOver[][]>;
  /** How often modules, names, variables and macros, which decide over what is passed over, were changed. */
  changes: number;
  /** What conditions come to after so many. */
  verdicts: { readonly changes: number; readonly of: (asked: Asked) => Verdict } | undefined;
  /** What may be passed over in a section after so many. */
  satisfaction:
    | { readonly changes: number; readonly section: Section | undefined; readonly of: (needs: Needs) => boolean }
    | undefined;
  /** By path, whether the content is wanted too. */
  readonly wanted: Map<string, boolean>;
  /** Files in which lines of a template language decide what httpd will read: nobody knows which tags are there. */
  readonly templated: Set<string>;
  /** Whether paths are looked at where the server has them, so that what is not there is not there for httpd either. */
  readonly isInPlace: () => boolean;
  /** What stands at an absolute path; undefined, and noted as wanted, where the snapshot does not tell. */
  readonly find: (path: string, content: boolean) => Found | undefined;
  /** Reads another file in the place of a line. */
  readonly enter: (path: string, document: Document, by: Node) => void;
  /** Reads the text of a macro in the place of a line; `where` is what httpd calls it. */
  readonly expand: (where: string, macro: Macro, expansion: NonNullable<Frame['expansion']>) => void;
}

/** What httpd holds before the first line. */
export function begin(
  { path, document, target, found }: Snapshot,
  { enter, expand }: Pick<Reading, 'enter' | 'expand'>,
  whole: boolean,
  awaited: ReadonlySet<string>,
): Reading {
  const wanted = new Map<string, boolean>();
  const find = (path: string, content: boolean) => {
    const known = found.get(path);
    const answered = known && (!content || known.document || known.entries || known.error || !hasContent(known));
    if (answered) return known;
    wanted.set(path, content || (wanted.get(path) ?? false));
    return undefined;
  };
  const reading: Reading = {
    target,
    modules: modulesAtStart(target, whole, buildAt(path, target), awaited),
    defines: new Set(target.defines),
    variables: new Map(),
    httpdVersion: target.httpdVersion,
    started: target.started === true,
    openedBy: undefined,
    kindOf: (path) => find(serverPath(reading, path), false)?.kind,
    serverRoot: target.serverRoot,
    serverRootIsSet: target.serverRootIsGiven ?? target.serverRoot === defaultTarget.serverRoot,
    hasDrives: isOnDrive(path) || isOnDrive(target.serverRoot),
    isInPlace: () => target.started || isInstalled(reading, path, document),
    frame: { document, path, includedBy: [], section: undefined, condition: undefined },
    section: undefined,
    condition: undefined,
    skipping: undefined,
    swallowing: undefined,
    macros: new Map(),
    carried: undefined,
    linesExpanded: 0,
    ignored: new Set(),
    recursive: false,
    filesRead: 0,
    kept: [],
    conditions: [],
    problems: [],
    notices: [],
    files: new Map(),
    loaded: [],
    followed: [],
    unread: [],
    definitions: [],
    strange: [],
    unloaded: [],
    listeners: new Map(),
    obsolete: [],
    logLevels: new Map(),
    passedOver: new Map(),
    changes: 0,
    verdicts: undefined,
    satisfaction: undefined,
    wanted,
    templated: new Set(),
    find,
    enter,
    expand,
  };
  return reading;
}

/**
 * Whether the main file lies where its server reads it: below the ServerRoot that a line or the build of httpd sets, not
 * one that is only assumed because the file lies there.
 */
function isInstalled({ serverRoot, serverRootIsSet, target }: Reading, path: string, { uri }: Document): boolean {
  return serverRootIsSet && !target.mapped && uri.startsWith('file:') && isBelow(serverRoot, path);
}

/**
 * From here on nobody knows what else httpd reads: the line has it read something that is not here. What a person says of
 * the whole, or the server itself, goes before that.
 */
export function leaveOpen(reading: Reading, by?: Node): void {
  const { target, modules } = reading;
  reading.openedBy ??= by;
  if (target.started || target.whole !== undefined || !modules.whole) return;
  modules.whole = false;
  reading.changes++;
}

/**
 * A path of a line as httpd has it, relative ones below the ServerRoot. A drive begins a path on Windows; elsewhere `c:` is
 * the name of a folder. Of what does not lie where its server reads it, the drive itself tells that that is Windows.
 */
export function serverPath(
  { serverRoot, hasDrives, modules, isInPlace }: Pick<Reading, 'serverRoot' | 'hasDrives' | 'modules' | 'isInPlace'>,
  path: string,
): string {
  if (!isOnDrive(path)) return under(serverRoot, path);
  const isWindows = hasDrives || modules.mpms.some(({ mpm }) => mpm === 'winnt') || !isInPlace();
  return under(serverRoot, path, isWindows);
}

function hasContent({ kind }: Found): boolean {
  return kind === 'file' || kind === 'folder';
}

/** What conditions would come to at the line in hand, for later. */
export function verdictsNow(reading: Reading): (asked: Asked) => Verdict {
  const { changes, modules, defines, httpdVersion, started, kindOf } = reading;
  if (reading.verdicts?.changes !== changes) {
    const then = asNow(modules);
    const circumstances = { modules: then, defines: new Set(defines), httpdVersion, started, kindOf };
    reading.verdicts = { changes, of: ({ test, argument }) => verdictOf(test, argument, circumstances) };
  }
  return reading.verdicts.of;
}

/** The fact of a directive, by folded name, that only a module of the target has. */
export function extraFact(reading: Reading, key: string): DirectiveFact | undefined {
  for (const { facts = [] } of reading.target.modules) {
    const fact = facts.find(({ name }) => fold(name) === key);
    if (fact) return fact;
  }
  return undefined;
}

/** Takes down what httpd says without stopping. */
export function remark(
  reading: Reading,
  pass: Notice['pass'],
  about: Notice['about'],
  node: Node,
  text: string,
  more: Partial<Pick<Notice, 'variable' | 'certain'>> = {},
): void {
  reading.notices.push({ pass, about, text, node, certain: reading.condition?.certain ?? true, ...more });
}

/**
 * Says that httpd stops at the node, unless it is unknown whether httpd gets there; `around` is what is open there. What no
 * per-directory file may have is told in any case: nothing comes of it where httpd does not get there, either.
 */
export function refuse(
  reading: Reading,
  pass: Problem['pass'],
  node: Node,
  objection: Objection & Pick<Problem, 'expected' | 'endTag'>,
  around: Pick<Problem, 'section' | 'condition'> = reading,
): void {
  const { section, condition } = around;
  if (condition && !condition.certain && objection.offence !== 'not per-directory') return;
  const { includedBy } = reading.frame;
  const noticesBefore = reading.notices.length;
  reading.problems.push({ ...objection, pass, node, section, condition, includedBy, noticesBefore });
}

/** httpd's own spelling of a section that it knows; others as they are typed. */
export function spelled(reading: Reading, section: Statement): string {
  return spellingOf(reading.modules, section.key)?.slice(1) ?? section.name.text;
}
