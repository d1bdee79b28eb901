import { readFileSync } from 'node:fs';
import { projectKeys } from '../../server/src/control/project-keys.ts';
import { safeKindsOf } from '../../server/src/features/rule-page.ts';
import { severityMeanings, severityWords } from '../../server/src/features/severity-words.ts';
import { severities } from '../../server/src/rules/rule.ts';
import { type SafeFixKind, safeFixKinds } from '../../server/src/rules/safe-fix-kinds.ts';
import { settings } from '../../server/src/server/settings.ts';
import { languages } from '../../server/src/text/language.ts';
import { inEnglish, say, type Translate, wordsOf } from '../../server/src/text/message.ts';
import type { Artefact } from '../artefact.ts';
import { discoverPages, discoverRules } from '../discover.ts';
import { translationTo } from '../translations.ts';

type Rows = readonly (readonly [key: string, meaning: string])[];

/** The tables of the page on configuring, in each language; the rest of it is written by hand. */
export default async function configurationPages(): Promise<readonly Artefact[]> {
  const keys: Rows = Object.entries(projectKeys(await discoverRules())).map(([key, { description = '' }]) => [
    key,
    description,
  ]);
  const fixes = await safeFixes();
  const page = (path: string, translate: Translate) => ({ path, content: withTables(path, keys, fixes, translate) });
  return [
    page('docs/configuration.md', inEnglish),
    ...languages.map((language) => page(`docs/${language}/configuration.md`, translationTo(language))),
  ];
}

/** What each safe fix does, with the rules that have it. */
async function safeFixes(): Promise<Rows> {
  const pages = await discoverPages();
  const kinds = (await discoverRules()).map(({ id, ...rule }) => ({
    link: `[${id}](rules/${id}.md)`,
    kinds: safeKindsOf({ id, ...rule }, pages[id]!),
  }));
  return Object.entries(safeFixKinds).map(([kind, what]) => {
    const rules = kinds.filter(({ kinds }) => kinds.has(kind as SafeFixKind)).map(({ link }) => link);
    return [what, rules.join(', ')] as const;
  });
}

function withTables(page: string, keys: Rows, fixes: Rows, translate: Translate): string {
  // In the editor the name of a setting between two # is a link.
  const named = settings.map(({ key, description, choices = [] }) => {
    const meaning = [description, ...choices].map((text) => translate(text).replaceAll(/`#([\w.]+)#`/g, '`$1`'));
    return [`apacheMpm.${key}`, choices.length > 0 ? withChoices(key, meaning) : meaning[0]!] as const;
  });
  const meanings = (rows: Rows) => rows.map(([key, meaning]) => [`\`${key}\``, meaning] as const);
  const keyHead = say('| key | meaning |');
  return [
    {
      part: 'severities',
      head: say('| severity | meaning |'),
      rows: severities.toReversed().map((severity) => {
        const [word, meaning] = [severityWords[severity], severityMeanings[severity]];
        return [wordsOf(word, translate), wordsOf(meaning, translate)] as const;
      }),
    },
    {
      part: 'safe-fixes',
      head: say('| safe fix | of the rules |'),
      rows: fixes.map(([what, rules]) => [translate(what), rules] as const),
    },
    { part: 'settings', head: keyHead, rows: meanings(named) },
    { part: 'keys', head: keyHead, rows: meanings(keys.map(([key, meaning]) => [key, translate(meaning)] as const)) },
  ].reduce(
    (text, { part, head, rows }) =>
      text.replace(
        new RegExp(`(<!-- ${part} -->\n).*(<!-- /${part} -->)`, 's'),
        (_, begin: string, end: string) => `${begin}${table(wordsOf(head, translate), rows)}\n${end}`,
      ),
    readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8'),
  );
}

function withChoices(key: string, [description = '', ...choices]: readonly string[]): string {
  const values = settings.find((each) => each.key === key)?.schema([]).enum as readonly string[];
  return [description, ...choices.map((choice, at) => `\`${values[at]}\`: ${choice}`)].join('<br>');
}

function table(head: string, rows: Rows): string {
  return [head, '| --- | --- |', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}
