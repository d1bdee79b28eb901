import type { DirectiveFact } from '../catalogue/fact.ts';
import type { Document } from '../syntax/document.ts';
import { placeOf } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import type { Place } from '../text/place.ts';
import type { Circumstances } from './conditions.ts';
import { type LoadedModules, modulesAtStart } from './loaded-modules.ts';
import type { Condition, Node, Notice, Occurrence, Problem, Section } from './resolution.ts';
import type { PathKind, Snapshot, Target } from './snapshot.ts';

/** A statement that the walk of the tree will look at; a section also as what encloses others. */
export interface Kept extends Occurrence {
  readonly opens?: Section;
}

/** What httpd holds while it reads. */
export interface Reading extends Circumstances {
  readonly target: Target;
  readonly document: Document;
  readonly modules: LoadedModules;
  readonly defines: Set<string>;
  readonly variables: Map<string, string>;
  serverRoot: string;
  section: Section | undefined;
  /** The innermost open condition, which holds or may hold. */
  condition: Condition | undefined;
  /** What was skipped: until all these names are closed, the outermost first, only tags are looked at. */
  skipping: { readonly condition: Condition; readonly names: string[] } | undefined;
  readonly kept: Kept[];
  readonly conditions: Condition[];
  readonly problems: Problem[];
  readonly notices: Notice[];
  readonly wanted: Set<string>;
  /** Whether lines of a template language decide what httpd will read: then nobody knows which tags are there. */
  templated: boolean;
}

/** What httpd holds before the first line. */
export function begin({ document, target, paths }: Snapshot): Reading {
  const reading: Reading = {
    target,
    document,
    modules: modulesAtStart(target),
    defines: new Set(target.defines),
    variables: new Map(),
    httpdVersion: target.httpdVersion,
    kindOf: (path) => kindOf(reading, paths, path),
    serverRoot: target.serverRoot,
    section: undefined,
    condition: undefined,
    skipping: undefined,
    kept: [],
    conditions: [],
    problems: [],
    notices: [],
    wanted: new Set(),
    templated: false,
  };
  return reading;
}

function kindOf(reading: Reading, paths: ReadonlyMap<string, PathKind>, path: string): PathKind | undefined {
  const absolute = path.startsWith('/') ? path : `${reading.serverRoot}/${path}`;
  const kind = paths.get(absolute);
  if (kind === undefined) reading.wanted.add(absolute);
  return kind;
}

/** The fact of a directive, by folded name, that only a module of the target has. */
export function extraFact(reading: Reading, key: string): DirectiveFact | undefined {
  for (const { facts = [] } of reading.target.modules) {
    const fact = facts.find(({ name }) => fold(name) === key);
    if (fact) return fact;
  }
  return undefined;
}

/** All of the logical line. */
export function placeOfNode(node: Node): Place {
  return placeOf(node.document, node, 0, node.logical.text.length);
}

/** Says that httpd stops at the node, unless it is unknown whether httpd gets there; `condition` is the one around it. */
export function refuse(
  reading: Reading,
  pass: Problem['pass'],
  node: Node,
  text: string,
  condition: Condition | undefined = reading.condition,
): void {
  if (condition && !condition.certain) return;
  const noticesBefore = reading.notices.length;
  reading.problems.push({ pass, text, place: placeOfNode(node), number: node.number, noticesBefore });
}

/** httpd's own spelling of a section that it knows; others as they are typed. */
export function spelled(reading: Reading, section: Statement): string {
  return reading.modules.commands.get(section.key)?.slice(1) ?? section.name.text;
}
