import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Mpm } from '../../catalogue/fact.ts';
import { resolve } from '../../resolve/resolve.ts';
import { defaultTarget, type PathKind, type Snapshot, type Target } from '../../resolve/snapshot.ts';
import type { Document } from '../../syntax/document.ts';
import { pathOf } from '../../text/file-uri.ts';

/** What the command line says of the httpd that will read the file. */
export interface Assumed {
  readonly mpm?: Mpm;
  /** `NAME` or `NAME=VALUE`. */
  readonly define?: readonly string[];
  readonly serverRoot?: string;
  readonly httpdVersion: string;
}

/** The target for one file. `NAME=VALUE` gives the variable a value as the environment of httpd would. */
export function targetOf(file: string, assumed: Assumed, whole: boolean): Target {
  const given = (assumed.define ?? []).map((text) => /^([^=]*)(?:=(.*))?$/s.exec(text)!);
  const variables = given.flatMap(([, name = '', value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const own = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    whole && value !== undefined ? [[name, value]] : [],
  );
  return {
    ...defaultTarget,
    httpdVersion: assumed.httpdVersion,
    serverRoot: assumed.serverRoot ?? (whole ? defaultTarget.serverRoot : dirname(file)),
    ...(assumed.mpm && { mpm: assumed.mpm }),
    defines: given.map(([, name = '']) => name),
    environment: new Map([...own, ...variables]),
    whole,
  };
}

/** Looks on this machine at every path that the resolution asks for, until it asks for none. */
export function lookUpPaths(document: Document, target: Target): Snapshot {
  const paths = new Map<string, PathKind>();
  for (;;) {
    const snapshot = { document, target, paths };
    const { wanted } = resolve(snapshot);
    if (wanted.length === 0) return snapshot;
    for (const path of wanted) paths.set(path, kindOf(path));
  }
}

function kindOf(path: string): PathKind {
  const stats = statSync(pathOf(path), { throwIfNoEntry: false });
  return stats === undefined ? 'missing' : stats.isDirectory() ? 'folder' : 'file';
}
