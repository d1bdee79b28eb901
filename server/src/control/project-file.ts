import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Mpm } from '../catalogue/fact.ts';
import type { Target } from '../resolve/snapshot.ts';
import type { Rule } from '../rules/rule.ts';
import { uriPath, uriWithPath } from '../text/file-uri.ts';
import { asMessage, type Message, say } from '../text/message.ts';
import { isAbsolute, under } from '../text/path.ts';
import type { Position, Range } from '../text/place.ts';
import { type Levels, levelsIn } from './levels.ts';
import { projectFileName, projectSchema } from './project-keys.ts';
import { allowed, type SchemaProblem, type Steps } from './schema.ts';
import { toldFactsIn } from './told-facts.ts';

/** What a file `.apache-mpm.json` says. */
export interface ProjectFile {
  readonly uri: string;
  readonly levels: Levels;
  /** URIs. */
  readonly roots: readonly string[];
  /** Folders on the server, with URIs. */
  readonly pathMappings: Readonly<Record<string, string>>;
  /** Of the httpd that reads the files, as much as the file says. */
  readonly target: Partial<
    Pick<Target, 'usualMpm' | 'defines' | 'environment' | 'httpdVersion' | 'serverRoot' | 'facts' | 'whole'>
  >;
  readonly problems: readonly ProjectProblem[];
}

/** A part of the file that is passed over. */
export interface ProjectProblem extends Range {
  readonly message: Message;
}

interface Content {
  readonly rules?: object;
  readonly roots?: readonly string[];
  readonly pathMappings?: Readonly<Record<string, string>>;
  readonly mpm?: Mpm;
  readonly defines?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly httpdVersion?: string;
  readonly serverRoot?: string;
  readonly whole?: boolean;
  readonly facts?: object;
}

/** Reads the text of the file at a URI. What cannot be understood is passed over with its problem, the rest holds. */
export function readProjectFile(uri: string, text: string, rules: readonly Rule[]): ProjectFile {
  const { root, json, error } = parsed(text.replace(/^\ufeff/, ' '));
  const { value, problems } = allowed(json, projectSchema(rules), projectFileName);
  const content = (value ?? {}) as Content;
  const inside = placesInside(uri, problems);
  const { mpm, defines, environment, httpdVersion, serverRoot, whole } = content;
  const told = toldFactsIn(content.facts, asMessage(projectFileName));
  for (const problem of told.problems) problems.push({ ...problem, steps: ['facts', ...problem.steps] });
  const roots = (content.roots ?? []).flatMap((path, index) => inside(path, ['roots', index]));
  const mappings = Object.entries(content.pathMappings ?? {}).flatMap(([server, here]) =>
    inside(here, ['pathMappings', server]).map((at) => [server, at]),
  );
  return {
    uri,
    levels: levelsIn(content.rules),
    roots,
    pathMappings: Object.fromEntries(mappings),
    target: {
      ...(mpm && { usualMpm: mpm }),
      ...(defines && { defines }),
      ...(environment && { environment: new Map(Object.entries(environment)) }),
      ...(httpdVersion && { httpdVersion }),
      ...(whole !== undefined && { whole }),
      ...(told.facts.length > 0 && { facts: told.facts }),
      ...(serverRoot && { serverRoot: under(folderOf(uri), serverRoot) }),
    },
    problems: [
      ...(error ? [{ ...rangeOf(text, error.offset, error.length), message: error.message }] : []),
      ...problems.map((problem) => ({ ...placeOfPart(text, root, problem), message: problem.message })),
    ],
  };
}

interface Parsed {
  readonly root: Node | undefined;
  readonly json: unknown;
  /** The first; the others mostly follow from it. */
  readonly error?: { readonly offset: number; readonly length: number; readonly message: Message };
}

function parsed(text: string): Parsed {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { disallowComments: true });
    const [error] = errors;
    return {
      root,
      json: root ? getNodeValue(root) : {},
      ...(error && { error: { ...error, message: notJson(error) } }),
    };
  } catch {
    // The parser calls itself for each level and runs out of stack.
    return { root: undefined, json: {}, error: { offset: 0, length: 0, message: say('This is nested too deeply') } };
  }
}

function folderOf(uri: string): string {
  return uriPath(uri).replace(/\/[^/]*$/, '') || '/';
}

/** Makes URIs of paths below the folder of the file. Others are not followed: who opens a project has not chosen them. */
function placesInside(uri: string, problems: SchemaProblem[]): (path: string, steps: Steps) => readonly string[] {
  const folder = folderOf(uri);
  return (path, steps) => {
    const whole = under(folder, path);
    if (whole === folder || whole.startsWith(folder.replace(/\/?$/, '/'))) return [uriWithPath(uri, whole)];
    const message = isAbsolute(path)
      ? say('{path} is not below the folder of this file: that belongs into the settings of the editor', { path })
      : say('{path} leads out of the folder of this file: that belongs into the settings of the editor', { path });
    problems.push({ steps, ofName: false, message });
    return [];
  };
}

function notJson({ error }: ParseError): Message {
  switch (printParseErrorCode(error)) {
    case 'InvalidCommentToken':
      return say('Comments are not allowed in JSON');
    case 'PropertyNameExpected':
      return say('This is no JSON: a name in double quotes is expected');
    case 'ValueExpected':
      return say('This is no JSON: a value is expected');
    case 'ColonExpected':
      return say('This is no JSON: a colon is expected');
    case 'CommaExpected':
      return say('This is no JSON: a comma is expected');
    default:
      return say('This is no JSON');
  }
}

/** The name or the value that is wrong; the whole file where it is not found. */
function placeOfPart(text: string, root: Node | undefined, { steps, ofName }: SchemaProblem): Range {
  const value = root && findNodeAtLocation(root, [...steps]);
  const node = ofName ? value?.parent?.children?.[0] : value;
  return rangeOf(text, node?.offset ?? 0, node?.length ?? 0);
}

function rangeOf(text: string, offset: number, length: number): Range {
  return { start: positionAt(text, offset), end: positionAt(text, offset + length) };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)!.length };
}
