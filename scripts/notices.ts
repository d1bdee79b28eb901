import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './bundling.ts';

/** A package of which code is in the bundles. */
export interface BundledPackage {
  /** Its folder, as package-lock.json names it. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Its licence, word for word. */
  readonly text: string;
}

/** What may be bundled with a program under the Apache License 2.0, if the licence goes with it. */
const allowed: ReadonlySet<string> = new Set(['MIT', 'ISC', 'BSD-3-Clause', 'BlueOak-1.0.0', 'Apache-2.0', '0BSD']);

/** The file in `dist`. */
export const noticesFile = 'dist/third-party-notices.txt';

/** The packages of which a bundle has code; an error for one whose licence is none of the known ones or is not there. */
export function packagesIn(metafiles: readonly Metafile[]): readonly BundledPackage[] {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const folders = inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].sort().map(read);
}

function read(folder: string): BundledPackage {
  const at = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  if (!allowed.has(license)) throw new Error(`${name} ${version} has the licence ${license}: may it be bundled?`);
  const file = readdirSync(at).find((each) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(each));
  if (!file) throw new Error(`${name} ${version} has no licence file`);
  const notice = existsSync(join(at, 'NOTICE')) ? readFileSync(join(at, 'NOTICE'), 'utf8') : '';
  return { folder, name, version, license, text: `${readFileSync(join(at, file), 'utf8').trim()}\n\n${notice}`.trim() };
}

/** Writes the licences of all that is bundled, which most of them want to go with it. */
export function writeNotices(metafiles: readonly Metafile[]): void {
  const packages = packagesIn(metafiles);
  const parts = packages.map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`);
  const head = 'Apache MPM for VS Code contains code of these packages, under these licences.\n';
  const line = `\n${'-'.repeat(80)}\n\n`;
  writeFileSync(join(root, noticesFile), [head, ...parts].join(line).replaceAll('\r\n', '\n'));
}
