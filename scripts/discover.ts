import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../server/src/rules/rule.ts';

/** The files of a folder of the server that have a default export, with it: a folder is its own registry. */
export async function discover<T>(folder: string): Promise<readonly { readonly file: string; readonly thing: T }[]> {
  const path = new URL(`../server/src/${folder}/`, import.meta.url);
  const found: { file: string; thing: T }[] = [];
  for (const file of readdirSync(fileURLToPath(path)).sort()) {
    if (file === 'index.ts') continue;
    const module: { default?: T } = await import(new URL(file, path).href);
    if (module.default !== undefined) found.push({ file, thing: module.default });
  }
  return found;
}

/** Every rule, by id. */
export async function discoverRules(): Promise<readonly Rule[]> {
  return (await discover<Rule>('rules')).map(({ thing }) => thing);
}
