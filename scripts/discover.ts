import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rule, RulePage } from '../server/src/rules/rule.ts';

/** A file of a folder of the server, with what it exports. */
interface Discovered<T> {
  readonly file: string;
  readonly thing: T;
  readonly others: Readonly<Record<string, unknown>>;
}

/** Files that are made of the others of their folder, and may name one that is no longer there. */
const indexes = ['index.ts', 'pages.ts', 'announced.ts'];

/** The files of a folder of the server that have a default export, with it: a folder is its own registry. */
export async function discover<T>(folder: string): Promise<readonly Discovered<T>[]> {
  const path = new URL(`../server/src/${folder}/`, import.meta.url);
  const found: Discovered<T>[] = [];
  for (const file of readdirSync(fileURLToPath(path)).sort()) {
    if (indexes.includes(file)) continue;
    const { default: thing, ...others }: { default?: T } = await import(new URL(file, path).href);
    if (thing !== undefined) found.push({ file, thing, others });
  }
  return found;
}

/** Every rule, in the order of their ids. */
export async function discoverRules(): Promise<readonly Rule[]> {
  return (await discover<Rule>('rules')).map(({ thing }) => thing);
}

/** The page of every rule, by its id. */
export async function discoverPages(): Promise<Readonly<Record<string, RulePage>>> {
  const rules = await discover<Rule>('rules');
  return Object.fromEntries(rules.map(({ thing, others }) => [thing.id, others.page as RulePage]));
}
