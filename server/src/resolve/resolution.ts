import type { Mpm } from '../catalogue/fact.ts';
import type { Document, PlacedLine } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import type { Place } from '../text/place.ts';
import type { Asked, Needs } from './needs.ts';
import type { Target, Wanted } from './snapshot.ts';

/** What a condition comes to; `unknown` where the files cannot tell. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** A statement in its document: as written, for places, and as httpd reads it, `${…}` replaced, for values. */
export interface Node extends PlacedLine {
  readonly document: Document;
  /** The file as httpd calls it. */
  readonly path: string;
  readonly written: Statement;
  readonly read: Statement;
  /** Of a line that a macro brought: where else it is to be seen. */
  readonly brought?: Brought;
}

/**
 * A line that came out of a macro has its place in the text of the macro if no parameter decides what it says, else at
 * the `Use`. The other place is told here.
 */
export type Brought = { readonly usedAt: Place } | { readonly writtenAt: Place };

/** What is around a line, as far as it decides what may stand there. */
export interface Around {
  /** Whether it, or one around it, is a `<VirtualHost>`. */
  readonly inVirtualHost: boolean;
  /** Whether it, or one around it, is a `<Directory>` or another section of requests. */
  readonly inDirectory: boolean;
  /** Keys of it and those around it, as far as they decide which directives may stand in them. */
  readonly keys: ReadonlySet<string>;
  /** All of this in one word: surroundings of one name decide alike. */
  readonly surroundings: string;
}

/** A section that stays in httpd's tree, such as `<VirtualHost>`. */
export interface Section extends Node, Around {
  readonly parent: Section | undefined;
  /** Its end tag, once it is found. */
  endTag?: Node;
}

/** A section that httpd evaluates while it reads, such as `<IfModule>`. */
export interface Condition extends Node {
  /** The word that is tested, without the `!` before it. */
  readonly argument: string;
  readonly negated: boolean;
  /** What the whole comes to, negation included. */
  readonly verdict: Verdict;
  /** The condition around it. */
  readonly parent: Condition | undefined;
  /** The section around it. */
  readonly section: Section | undefined;
  /** Whether it and all around it are decided. */
  readonly certain: boolean;
  /** The last line that belongs to it, zero-based; the last of the document while no end tag is found. */
  end: number;
}

/** A directive that httpd keeps, with all that decides whether it counts. */
export interface Occurrence extends Node {
  /** The innermost section around it, conditions left out. */
  readonly section: Section | undefined;
  /** The innermost condition around it. */
  readonly condition: Condition | undefined;
  /** False when it stands in a condition that the files cannot decide, or has a value that they do not tell. */
  readonly certain: boolean;
}

/** A directive or section of which nobody knows whether httpd has it; a section with its end tag, if it has one. */
export interface Undecided extends Occurrence {
  readonly endTag?: Node | undefined;
}

/** An `Include` on the way to a line: the file that it stands in, and httpd's number of its line. */
export interface IncludeStep {
  readonly path: string;
  readonly number: number;
}

/**
 * What is wrong with a line that makes httpd stop:
 * - `unknown command`: no module that is loaded has the directive or section;
 * - `wrong arguments`: too few or too many words, or a flag that is neither On nor Off;
 * - `misplaced`: the section around, or that there is none, forbids it;
 * - `not per-directory`: a per-directory file such as `.htaccess` may not have it;
 * - `removed`: a directive of earlier versions that httpd still knows by name;
 * - `value`: a value that httpd refuses;
 * - `duplicate`: an address at which an earlier line listens;
 * - `unfinished tag`, `unclosed section`, `unmatched end tag`: tags without their `>`, their end, their begin;
 * - `condition`: a test that httpd cannot read;
 * - `message`: the `Error` directive, or one that refuses itself whatever its value;
 * - `module`: a module that cannot be loaded, or that refuses the MPM;
 * - `include`, `macro`, `folder`, `line too long`: what could not be read or used.
 */
export type Offence =
  | 'unknown command'
  | 'wrong arguments'
  | 'misplaced'
  | 'not per-directory'
  | 'removed'
  | 'value'
  | 'duplicate'
  | 'unfinished tag'
  | 'unclosed section'
  | 'unmatched end tag'
  | 'condition'
  | 'message'
  | 'include'
  | 'module'
  | 'macro'
  | 'folder'
  | 'line too long';

/** What httpd has against a line. */
export interface Objection {
  readonly offence: Offence;
  /** httpd's own words, control characters not yet escaped. */
  readonly text: string;
  /** The section that forbids it, as httpd names it; of what is misplaced. */
  readonly within?: string;
  /** The line that has the same already; of a duplicate. */
  readonly earlier?: Node;
  /** The word that it is about, counted from zero behind the name; the first if not told otherwise. */
  readonly word?: number;
  /** The line that httpd takes in the place of this one; of a directive of earlier versions. */
  readonly instead?: string;
}

/**
 * What makes httpd stop: in the first pass, while it reads; when its modules prepare themselves; or in the second pass,
 * when it walks the tree.
 */
export interface Problem extends Objection {
  readonly pass: 'read' | 'prepare' | 'walk';
  /** The line that httpd names. */
  readonly node: Node;
  /** The innermost section around the node; of an unclosed section, the innermost that is open with it. */
  readonly section: Section | undefined;
  /** The innermost condition around the node. */
  readonly condition: Condition | undefined;
  /** The name of the end tag that httpd waits for, as it spells it; of an unmatched end tag and an unclosed section. */
  readonly expected?: string;
  /** The end tag that does not match, where httpd names the line of the section; of an unknown section its end tag. */
  readonly endTag?: Node;
  /** The way to the file, from the main file on. */
  readonly includedBy: readonly IncludeStep[];
  /** How many of the notices come before it. */
  readonly noticesBefore: number;
}

/** A remark that does not stop httpd, as it prints it; in the order of the files. */
export interface Notice {
  readonly pass: 'read' | 'walk';
  readonly about:
    | 'undefined variable'
    | 'loaded twice'
    | 'defined twice'
    | 'no regular file'
    | 'ignored directive'
    | 'useless directive'
    | 'low limit'
    | 'macro';
  readonly text: string;
  readonly node: Node;
  /** False when the line stands in a condition that the files cannot decide. */
  readonly certain: boolean;
  /** The name that nothing defines, of an undefined variable. */
  readonly variable?: string;
}

/** Two `Listen` lines that httpd takes while it reads, of which the later cannot be bound when it starts. */
export interface Collision {
  readonly node: Node;
  readonly earlier: Node;
  /** Whether httpd ends with that; else it goes on and listens at `0.0.0.0` alone, without IPv6. */
  readonly ends: boolean;
}

/** A file that was read in the place of an `Include`. */
export interface Followed {
  readonly by: Node;
  readonly path: string;
  readonly document: Document;
}

/** A `Define` line. */
export interface Definition extends Node {
  /** The innermost condition around it. */
  readonly condition: Condition | undefined;
}

/** What a line asks httpd to read, and what was not read here. */
export interface Unread {
  readonly node: Node;
  /** False when the line stands in a condition that the files cannot decide. */
  readonly certain: boolean;
  /** As it is on the server. */
  readonly path: string;
  /** `absent`: a name, or a match of a pattern. `unreadable`: it is there. `endless`: files that include each other. */
  readonly reason: 'absent' | 'unreadable' | 'endless' | 'too many';
  /** Why, in the words of the system or of httpd. */
  readonly why: string;
  /** Whether httpd stops there too, and with which words. */
  readonly refusal: string | undefined;
  /** The part of the path that is not there, and the names that are there beside it, where its folder is. */
  readonly beside?: { readonly name: string; readonly names: readonly string[] };
}

/** A module as a `LoadModule` line brought it. */
export interface LoadedModule {
  readonly identifier: string;
  /** What `<IfModule>` finds it by: the identifier and, where it is known, the source file. */
  readonly names: readonly string[];
  /** Whether it is not one of httpd's, so that nobody knows which directives it brings. */
  readonly isStranger: boolean;
  readonly by: Node;
  /** The innermost condition around the line. */
  readonly condition: Condition | undefined;
  /** False when the line stands in a condition that the files cannot decide. */
  readonly certain: boolean;
}

/** Lines that were passed over as they say nothing where they stand. */
export interface PassedOver {
  /** As httpd calls the file. */
  readonly path: string;
  /** Physical lines, zero-based; `end` is exclusive, and infinite where no line is behind them. */
  readonly first: number;
  end: number;
  /** Lines before them, as httpd counts them. */
  readonly number: number;
  /** The innermost section and condition around them. */
  readonly section: Section | undefined;
  readonly condition: Condition | undefined;
  /** What conditions in them ask; nothing where they stand in one that does not hold. */
  readonly asked: Set<readonly Asked[]>;
  /** What that comes to, `!` left out; undefined where nothing is asked. */
  verdictOf: ((asked: Asked) => Verdict) | undefined;
  /** Whether a passage with these needs might stand among them; undefined where a line is behind them. */
  isSatisfied: ((needs: Needs) => boolean) | undefined;
}

/** What httpd has when it has read everything. */
export interface Resolution {
  /** The directives of the catalogue, in the order in which httpd obeys them. */
  readonly occurrences: readonly Occurrence[];
  /** Those that were looked at; `conditionsOf` also gives those that were passed over. */
  readonly conditions: readonly Condition[];
  readonly problems: readonly Problem[];
  readonly notices: readonly Notice[];
  /** MPM modules in the order of their loading; httpd starts with exactly one. */
  readonly mpms: readonly { readonly mpm: Mpm; readonly by: Node | undefined }[];
  /** Modules that lines loaded, in that order; neither those that are linked in nor those there before the first line. */
  readonly loaded: readonly LoadedModule[];
  /** What each `Include` brought, in httpd's order. */
  readonly followed: readonly Followed[];
  /** What was not read, in httpd's order. */
  readonly unread: readonly Unread[];
  /** The `Define` lines that were carried out. */
  readonly definitions: readonly Definition[];
  /** Every file that was read, by the path httpd has for it; the main file first. */
  readonly files: ReadonlyMap<string, Document>;
  /** Directives that no module of the catalogue has, where another module may have them; whether httpd starts with them is not known. */
  readonly strange: readonly Undecided[];
  /** Directives of modules of httpd that no line loads, where the module may be linked in; in a whole configuration only. */
  readonly unloaded: readonly Undecided[];
  /** Directives of earlier versions that httpd still reads, to no effect. */
  readonly obsolete: readonly Occurrence[];
  /** `Listen` lines of which only binding tells that there is one too many. */
  readonly collisions: readonly Collision[];
  /** Files, as httpd calls them, in which a template language decides which lines there will be. */
  readonly templated: ReadonlySet<string>;
  /** What was assumed of the httpd that reads. */
  readonly target: Target;
  /** Whether this is all that httpd reads, so that what no line loads is not there. */
  readonly whole: boolean;
  /** The first line that has httpd read something that is not here; undefined where all is here. */
  readonly openedBy: Node | undefined;
  /** Whether httpd is one that has no MPM linked in. */
  readonly mpmIsLoaded: boolean;
  /** The folder that relative paths belong to behind the last line. */
  readonly serverRoot: string;
  /** The main file that is sure not to read the one that was read here as if it were one. */
  readonly notReadBy: Document | undefined;
  /** For each time that a document was read, its lines that were passed over, in order. */
  readonly passedOver: ReadonlyMap<Document, readonly (readonly PassedOver[])[]>;
  /** Questions that the snapshot did not answer; what depends on them is left out. */
  readonly wanted: readonly Wanted[];
}
