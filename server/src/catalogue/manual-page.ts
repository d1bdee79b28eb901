import { fold } from '../text/letter-case.ts';
import { type ManualFact, manualPages } from './manual.ts';

/** Where httpd's manual is. */
export const manual = 'https://httpd.apache.org/docs/2.4/';

/** What the manual says of a directive, and where. */
export interface InManual extends ManualFact {
  /** As the manual spells it, without `<`. */
  readonly name: string;
  /** The page, which is called as the module is: `mod_alias`, `core`, `event`. */
  readonly page: string;
  readonly address: string;
}

const byName = new Map<string, InManual[]>();
for (const [page, facts] of Object.entries(manualPages)) {
  for (const [key, fact] of Object.entries(facts)) {
    const name = key.replace(/^</, '');
    const entry = { ...fact, name, page, address: `${manual}mod/${page}.html#${fold(name)}` };
    const others = byName.get(fold(key));
    if (others) others.push(entry);
    else byName.set(fold(key), [entry]);
  }
}

/** What the manual says of a directive, or of a section if the name begins with `<`; that of the module, if it is told. */
export function inManual(name: string, sourceFile?: string): InManual | undefined {
  const entries = byName.get(fold(name)) ?? [];
  return entries.find(({ page }) => `${page}.c` === sourceFile) ?? entries[0];
}
