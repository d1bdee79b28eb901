import { readFileSync } from 'node:fs';
import { listed } from '../../server/src/features/about.ts';
import { fixesOf, mpmTitles, plain, rulePage } from '../../server/src/features/rule-page.ts';
import { severityWords } from '../../server/src/features/severity-words.ts';
import type { Rule, RulePage, Situation } from '../../server/src/rules/rule.ts';
import { languages } from '../../server/src/text/language.ts';
import { asMessage, inEnglish, type Message, say, type Translate, wordsOf } from '../../server/src/text/message.ts';
import type { Artefact } from '../artefact.ts';
import { discoverPages, discoverRules } from '../discover.ts';
import { translationTo } from '../translations.ts';

const notice = '<!-- Generated from server/src/rules by scripts/generate.ts; do not edit. -->';

/** In each language the page of each rule, their index, and in the README how many there are for each situation. */
export default async function rulePages(): Promise<readonly Artefact[]> {
  const rules = await discoverRules();
  const pages = await discoverPages();
  const translated = languages.flatMap((language) =>
    pagesIn(translationTo(language), rules, pages, `docs/${language}/`, `README.${language}.md`),
  );
  return [...pagesIn(inEnglish, rules, pages, 'docs/', 'README.md'), ...translated];
}

function pagesIn(
  translate: Translate,
  rules: readonly Rule[],
  pages: Pages,
  folder: string,
  readme: string,
): readonly Artefact[] {
  const translated = (message: Message) => wordsOf(message, translate);
  const index = `# ${translated(say('Rules'))}\n\n${bySituation(rules, pages, translated)}`;
  const written = readFileSync(new URL(`../../${readme}`, import.meta.url), 'utf8');
  const table = counts(rules, folder, translated);
  return [
    ...rules.map((rule) => ({
      path: `${folder}rules/${rule.id}.md`,
      content: `${notice}\n\n${rulePage(rule, pages[rule.id]!, translate)}`,
    })),
    { path: `${folder}rules.md`, content: `${notice}\n\n${index}\n` },
    {
      path: readme,
      content: written.replace(
        /(<!-- rules -->\n).*(<!-- \/rules -->)/s,
        (_, begin: string, end: string) => `${begin}${table}\n${end}`,
      ),
    },
  ];
}

type Translated = (message: Message) => string;
type Pages = Readonly<Record<string, RulePage>>;

const situations: Readonly<Record<Situation, Message>> = {
  'will not start': say('It will not start'),
  'changed aloud': say('httpd says that it changed my value'),
  'changed silently': say('httpd runs another value and says nothing'),
  'no effect': say('My change has no effect'),
  'legal and harmful': say('It runs, but not well'),
  'better form': say('It works, but there is a better form'),
};

function grouped(rules: readonly Rule[]): readonly (readonly [title: Message, own: readonly Rule[]])[] {
  return Object.entries(situations).map(
    ([situation, title]) => [title, rules.filter((rule) => rule.situation === situation)] as const,
  );
}

function bySituation(rules: readonly Rule[], pages: Pages, translated: Translated): string {
  return grouped(rules)
    .map(([title, own]) => `## ${translated(title)}\n\n${table(own, pages, translated)}`)
    .join('\n\n');
}

function counts(rules: readonly Rule[], folder: string, translated: Translated): string {
  const rows = grouped(rules).map(([message, own]) => {
    const title = translated(message);
    return `| [${title}](${folder}rules.md#${anchor(title)}) | ${own.length} |`;
  });
  return [
    translated(say('| what you meet | rules |')),
    '| --- | --- |',
    ...rows,
    translated(say('| together | {count} |', { count: rules.length })),
  ].join('\n');
}

/** As GitHub makes it of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

function table(rules: readonly Rule[], pages: Pages, translated: Translated): string {
  const rows = rules.map((rule) => {
    const { id, title, severity } = rule;
    const fixes = listed(fixesOf(rule, pages[id]!), translated);
    const cells = [plain(translated(asMessage(title))), translated(severityWords[severity])];
    return `| [${id}](rules/${id}.md) | ${cells.join(' | ')} | ${translated(mpmTitles(rule))} | ${fixes} |`;
  });
  return [
    translated(say('| rule | finds | severity | MPMs | quick fix |')),
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
