import { readFileSync } from 'node:fs';
import { projectKeys } from '../../server/src/control/project-keys.ts';
import { settings } from '../../server/src/server/settings.ts';
import { languages } from '../../server/src/text/language.ts';
import { inEnglish, say, type Translate, wordsOf } from '../../server/src/text/message.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';
import { translationTo } from '../translations.ts';

type Rows = readonly (readonly [key: string, meaning: string])[];

/** The tables of the page on configuring, in each language; the rest of it is written by hand. */
export default async function configurationPages(): Promise<readonly Artefact[]> {
  const keys: Rows = Object.entries(projectKeys(await discoverRules())).map(([key, { description = '' }]) => [
    key,
    description,
  ]);
  const page = (path: string, translate: Translate) => ({ path, content: withTables(path, keys, translate) });
  return [
    page('docs/configuration.md', inEnglish),
    ...languages.map((language) => page(`docs/${language}/configuration.md`, translationTo(language))),
  ];
}

function withTables(page: string, keys: Rows, translate: Translate): string {
  // In the editor the name of a setting between two # is a link.
  const named = settings.map(({ key, description, choices = [] }) => {
    const meaning = [description, ...choices].map((text) => translate(text).replaceAll(/`#([\w.]+)#`/g, '`$1`'));
    return [`apacheMpm.${key}`, choices.length > 0 ? withChoices(key, meaning) : meaning[0]!] as const;
  });
  return [
    { part: 'settings', rows: named },
    { part: 'keys', rows: keys.map(([key, meaning]) => [key, translate(meaning)] as const) },
  ].reduce(
    (text, { part, rows }) =>
      text.replace(
        new RegExp(`(<!-- ${part} -->\n).*(<!-- /${part} -->)`, 's'),
        (_, begin: string, end: string) => `${begin}${table(rows, translate)}\n${end}`,
      ),
    readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8'),
  );
}

function withChoices(key: string, [description = '', ...choices]: readonly string[]): string {
  const values = settings.find((each) => each.key === key)?.schema([]).enum as readonly string[];
  return [description, ...choices.map((choice, at) => `\`${values[at]}\`: ${choice}`)].join('<br>');
}

function table(rows: Rows, translate: Translate): string {
  const head = wordsOf(say('| key | meaning |'), translate);
  return [head, '| --- | --- |', ...rows.map(([key, text]) => `| \`${key}\` | ${text} |`)].join('\n');
}
