// Brings l10n/*.json up to the texts of the project: node scripts/translate.ts. Texts that are gone go, new ones come with
// nothing behind them, to be filled in; everything is sorted.
import { writeFileSync } from 'node:fs';
import { languages } from '../server/src/text/language.ts';
import { bundle, textsToTranslate } from './translations.ts';

const parts = await textsToTranslate();
for (const language of languages) {
  for (const name of ['server', 'pages'] as const) {
    const known = bundle(name, language);
    const entries = parts[name].map((text) => [text, known[text] ?? ''] as const);
    const file = `l10n/${name}.${language}.json`;
    writeFileSync(new URL(`../${file}`, import.meta.url), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
    const missing = entries.filter(([, words]) => words === '').length;
    console.log(`${file}: ${entries.length} texts, ${missing} to be translated`);
  }
}
