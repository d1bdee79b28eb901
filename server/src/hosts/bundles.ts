import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, Language } from '../text/language.ts';

/** The parts in which translations are kept: what the server says, and what is printed into pages and settings. */
export type BundleName = 'server' | 'pages';

/** The bundle that lies beside the program; undefined where it is not there, so that English is spoken. */
export function readBundle(name: BundleName, language: Language): Bundle | undefined {
  try {
    return JSON.parse(readFileSync(join(import.meta.dirname, `../l10n/${name}.${language}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}
