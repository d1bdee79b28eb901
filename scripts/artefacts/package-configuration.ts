import { readFileSync } from 'node:fs';
import { settings } from '../../server/src/server/settings.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';

const wordsFile = new URL('../../package.nls.json', import.meta.url);
const asJson = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** The key `contributes.configuration` of package.json; the rest of the file stays as it is. Its words go to package.nls.json. */
export default async function packageConfiguration(): Promise<readonly Artefact[]> {
  const rules = await discoverRules();
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const properties = settings.map(({ key, scope, schema }): [string, unknown] => [
    `apacheMpm.${key}`,
    { ...schema(rules), scope, markdownDescription: `%setting.${key}%` },
  ]);
  manifest.contributes.configuration = { title: 'Apache MPM', properties: Object.fromEntries(properties) };
  const words = JSON.parse(readFileSync(wordsFile, 'utf8'));
  for (const { key, description } of settings) words[`setting.${key}`] = description;
  return [
    { path: 'package.json', content: asJson(manifest) },
    { path: 'package.nls.json', content: asJson(words) },
  ];
}
