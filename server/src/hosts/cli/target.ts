import { dirname } from 'node:path';
import type { Mpm } from '../../catalogue/fact.ts';
import { defaultTarget, type Snapshot, type Target } from '../../resolve/snapshot.ts';
import type { Document } from '../../syntax/document.ts';
import { pathOf } from '../../text/file-uri.ts';
import { lookedUp } from '../disk.ts';

/** What the command line says of the httpd that will read the file. */
export interface Assumed {
  readonly mpm?: Mpm;
  /** `NAME` or `NAME=VALUE`. */
  readonly define?: readonly string[];
  readonly serverRoot?: string;
  readonly httpdVersion: string;
}

/** The target for one file. `NAME=VALUE` gives the variable a value as the environment of httpd would. */
function targetOf(file: string, assumed: Assumed, whole: boolean): Target {
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

/** The file with all that it includes, as this machine has it. */
export function snapshotOf(document: Document, assumed: Assumed, whole: boolean): Snapshot {
  const path = pathOf(document.uri);
  return lookedUp({ path, document, target: targetOf(path, assumed, whole), found: new Map() });
}
