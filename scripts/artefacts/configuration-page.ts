import { readFileSync } from 'node:fs';
import { projectKeys } from '../../server/src/control/project-keys.ts';
import { settings } from '../../server/src/server/settings.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';

const page = 'docs/configuration.md';

/** The tables of the page on configuring. */
export default async function configurationPage(): Promise<readonly Artefact[]> {
  const keys = Object.entries(projectKeys(await discoverRules()));
  const content = [
    { part: 'settings', rows: settings.map(({ key, description }) => [`apacheMpm.${key}`, description] as const) },
    { part: 'keys', rows: keys.map(([key, { description = '' }]) => [key, description] as const) },
  ].reduce(
    (text, { part, rows }) =>
      text.replace(
        new RegExp(`(<!-- ${part} -->\n).*(<!-- /${part} -->)`, 's'),
        (_, begin: string, end: string) => `${begin}${table(rows)}\n${end}`,
      ),
    readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8'),
  );
  return [{ path: page, content }];
}

function table(rows: readonly (readonly [string, string])[]): string {
  return ['| key | meaning |', '| --- | --- |', ...rows.map(([key, text]) => `| \`${key}\` | ${text} |`)].join('\n');
}
