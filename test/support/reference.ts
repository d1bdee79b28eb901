import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../../../shared/', import.meta.url);

/** A file of the reference beside the checkout, or undefined, loudly, where there is none. */
export function reference(path: string): string | undefined {
  const file = new URL(path, folder);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  console.warn(`SKIPPED: no ${path} beside this checkout; its vectors are not checked`);
  return undefined;
}
