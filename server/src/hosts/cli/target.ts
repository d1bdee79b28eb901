import { dirname } from 'node:path';
import type { Mpm } from '../../catalogue/fact.ts';
import { isMainFile } from '../../catalogue/main-files.ts';
import type { ProjectFile } from '../../control/project-file.ts';
import { targetFor } from '../../resolve/per-directory.ts';
import { defaultTarget, type Snapshot, type Target } from '../../resolve/snapshot.ts';
import { envvarsOf } from '../../server/envvars.ts';
import { isMapped, layoutOf, locate, serverRootIn } from '../../server/layout.ts';
import type { Document } from '../../syntax/document.ts';
import { pathOf, uriOf } from '../../text/file-uri.ts';
import { type Look, lookAt } from '../disk.ts';
import { lookedUp } from '../looked-up.ts';
import { configurationFor } from './project-file.ts';

/** What the command line says of the httpd that will read the file. */
export interface Assumed {
  readonly mpm?: Mpm;
  /** `NAME` or `NAME=VALUE`. */
  readonly define?: readonly string[];
  readonly serverRoot?: string;
  readonly httpdVersion?: string;
  /** The file, with all that it includes, is all that httpd reads. */
  readonly whole?: true;
  /** The file is a part that others include. */
  readonly part?: true;
}

/** `NAME=VALUE` gives the variable a value as the environment of httpd would. */
function assumedTarget({ define = [], serverRoot, httpdVersion, mpm, whole, part }: Assumed): Target {
  const given = define.map((text) => /^([^=]*)(?:=(.*))?$/s.exec(text)!);
  return {
    ...defaultTarget,
    ...(httpdVersion !== undefined && { httpdVersion }),
    ...(serverRoot !== undefined && ({ serverRoot, serverRootIsGiven: true } as const)),
    ...(mpm && { mpm }),
    ...((whole || part) && { whole: whole === true }),
    defines: given.map(([, name = '']) => name),
    environment: new Map(
      given.flatMap(([, name = '', value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
    ),
  };
}

/** The file as all that a httpd of this machine reads, which has the environment of this process. */
export function startupSnapshot(document: Document, assumed: Assumed): Snapshot {
  const target = assumedTarget(assumed);
  const own = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const environment = new Map([...own, ...target.environment]);
  const path = pathOf(document.uri);
  const started = { ...target, environment, folder: process.cwd(), started: true } as const;
  return lookedUp({ path, document, target: started, found: new Map() });
}

function toldBy(
  project: ProjectFile | undefined,
  { define = [], httpdVersion, whole, part }: Assumed,
): Partial<Target> {
  const { usualMpm, defines = [], httpdVersion: usual, facts, whole: usuallyWhole } = project?.target ?? {};
  return {
    ...(usualMpm && { usualMpm }),
    ...(facts && { facts }),
    ...(!whole && !part && usuallyWhole !== undefined && { whole: usuallyWhole }),
    ...(httpdVersion === undefined && usual !== undefined && { httpdVersion: usual }),
    defines: [...defines, ...define.map((text) => text.replace(/=.*/s, ''))],
  };
}

/**
 * The file with all that it includes. A main file may be that of another machine: its paths are looked for in the tree
 * in which it stands, and its variables in the `envvars` beside it. What the command line does not say of httpd, the file
 * `.apache-mpm.json` may.
 */
export function snapshotOf(document: Document, assumed: Assumed, look: Look = lookAt): Snapshot {
  const path = pathOf(document.uri);
  const project = configurationFor(path);
  const target = { ...assumedTarget(assumed), ...toldBy(project, assumed) };
  const layout = layoutOf(document.uri, [uriOf(process.cwd())]);
  const serverRoot = assumed.serverRoot ?? pathOf(uriOf(project?.target.serverRoot ?? layout.serverRoot));
  const mappings = project?.pathMappings ?? {};
  const main = isMainFile(document.uri) || project?.roots.includes(document.uri);
  const envvars = main ? envvarsOf(look(`${dirname(path)}/envvars`, true).text ?? '') : [];
  const environment = new Map([...envvars, ...(project?.target.environment ?? []), ...target.environment]);
  const mapped = isMapped(document.uri, mappings) ? ({ mapped: true } as const) : {};
  const assumedHere = targetFor(path, { ...target, serverRoot, environment, ...mapped });
  const snapshot = { path, document, target: assumedHere, found: new Map() };
  if (!main && Object.keys(mappings).length === 0) return lookedUp(snapshot, undefined, look);
  const declared = serverRootIn(document);
  return lookedUp(snapshot, (path) => locate(path, layout, declared, mappings).map(pathOf), look);
}
