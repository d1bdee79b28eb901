import type { DirectiveFact } from '../catalogue/fact.ts';
import type { Document } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { under } from '../text/path.ts';
import type { Circumstances } from './conditions.ts';
import { type LoadedModules, modulesAtStart } from './loaded-modules.ts';
import type {
  Condition,
  Followed,
  IncludeStep,
  LoadedModule,
  Node,
  Notice,
  Objection,
  Occurrence,
  Problem,
  Section,
} from './resolution.ts';
import type { Found, Snapshot, Target } from './snapshot.ts';

/** A statement that the walk of the tree will look at; a section also as what encloses others. */
export interface Kept extends Occurrence {
  readonly opens?: Section;
  /** By a macro, of which the parameters are not filled in: not to be judged. */
  readonly brought?: true;
}

/** The file in hand. Its tags must match within it: what was open before it stays open. */
export interface Frame {
  readonly document: Document;
  readonly path: string;
  readonly includedBy: readonly IncludeStep[];
  /** What was open when it was entered. */
  readonly section: Section | undefined;
  readonly condition: Condition | undefined;
}

/** What is known of a macro, which is not expanded. */
export interface Macro {
  /** As httpd's messages name it. */
  readonly title: string;
  readonly where: string;
  readonly parameters: number;
  /** Whether its tags match, so that it leaves the sections around its `Use` as they are. */
  balanced: boolean;
  /** Whether it may load, define or include what conditions behind it ask for. */
  executes: boolean;
  /** Its directives that the catalogue has, by name, those in sections left out. */
  readonly sets: Map<string, Statement>;
}

/** A section of text while it is read. */
export interface Swallowed {
  readonly node: Node;
  /** None of a script. */
  readonly macro: Macro | undefined;
  /** How many macros are open, the ones in its text included. */
  depth: number;
  /** How many tags in its text are open, and how many of them are no conditions. */
  tags: number;
  sections: number;
}

/** What httpd holds while it reads. */
export interface Reading extends Circumstances {
  readonly target: Target;
  readonly modules: LoadedModules;
  readonly defines: Set<string>;
  readonly variables: Map<string, string>;
  serverRoot: string;
  frame: Frame;
  section: Section | undefined;
  /** The innermost open condition, which holds or may hold. */
  condition: Condition | undefined;
  /** What was skipped: until all these names are closed, the outermost first, only tags are looked at. */
  skipping: { readonly condition: Condition; readonly names: string[] } | undefined;
  /** The section of which the lines are no directives but text, until its own end (mod_macro, mod_lua). */
  swallowing: Swallowed | undefined;
  /** Macros by their names in lower case; undefined when they are no more. */
  readonly macros: Map<string, Macro | undefined>;
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
  readonly definitions: Node[];
  /** By path, whether the content is wanted too. */
  readonly wanted: Map<string, boolean>;
  /** Files in which lines of a template language decide what httpd will read: nobody knows which tags are there. */
  readonly templated: Set<string>;
  /** What stands at an absolute path; undefined, and noted as wanted, where the snapshot does not tell. */
  readonly find: (path: string, content: boolean) => Found | undefined;
  /** Reads another file in the place of a line. */
  readonly enter: (path: string, document: Document, by: Node) => void;
}

/** What httpd holds before the first line. */
export function begin({ path, document, target, found }: Snapshot, enter: Reading['enter']): Reading {
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
    modules: modulesAtStart(target),
    defines: new Set(target.defines),
    variables: new Map(),
    httpdVersion: target.httpdVersion,
    kindOf: (path) => find(under(reading.serverRoot, path), false)?.kind,
    serverRoot: target.serverRoot,
    frame: { document, path, includedBy: [], section: undefined, condition: undefined },
    section: undefined,
    condition: undefined,
    skipping: undefined,
    swallowing: undefined,
    macros: new Map(),
    recursive: false,
    filesRead: 0,
    kept: [],
    conditions: [],
    problems: [],
    notices: [],
    files: new Map(),
    loaded: [],
    followed: [],
    definitions: [],
    wanted,
    templated: new Set(),
    find,
    enter,
  };
  return reading;
}

function hasContent({ kind }: Found): boolean {
  return kind === 'file' || kind === 'folder';
}

/** The fact of a directive, by folded name, that only a module of the target has. */
export function extraFact(reading: Reading, key: string): DirectiveFact | undefined {
  for (const { facts = [] } of reading.target.modules) {
    const fact = facts.find(({ name }) => fold(name) === key);
    if (fact) return fact;
  }
  return undefined;
}

/** Says that httpd stops at the node, unless it is unknown whether httpd gets there; `around` is what is open there. */
export function refuse(
  reading: Reading,
  pass: Problem['pass'],
  node: Node,
  objection: Objection & Pick<Problem, 'expected' | 'endTag'>,
  around: Pick<Problem, 'section' | 'condition'> = reading,
): void {
  const { section, condition } = around;
  if (condition && !condition.certain) return;
  const { includedBy } = reading.frame;
  const noticesBefore = reading.notices.length;
  reading.problems.push({ ...objection, pass, node, section, condition, includedBy, noticesBefore });
}

/** httpd's own spelling of a section that it knows; others as they are typed. */
export function spelled(reading: Reading, section: Statement): string {
  return reading.modules.commands.get(section.key)?.slice(1) ?? section.name.text;
}
