import { readFileSync } from 'node:fs';
import { fixesOf, mpmTitles, plain, rulePage } from '../../server/src/features/rule-page.ts';
import type { Rule, Situation } from '../../server/src/rules/rule.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';

const notice = '<!-- Generated from server/src/rules by scripts/generate.ts; do not edit. -->';

/** The page of each rule, their index, and in the README how many there are for each situation. */
export default async function rulePages(): Promise<readonly Artefact[]> {
  const rules = await discoverRules();
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return [
    ...rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, content: `${notice}\n\n${rulePage(rule)}` })),
    { path: 'docs/rules.md', content: `${notice}\n\n# Rules\n\n${bySituation(rules)}\n` },
    {
      path: 'README.md',
      content: readme.replace(
        /(<!-- rules -->\n).*(<!-- \/rules -->)/s,
        (_, begin: string, end: string) => `${begin}${counts(rules)}\n${end}`,
      ),
    },
  ];
}

const situations: Readonly<Record<Situation, string>> = {
  'will not start': 'It will not start',
  'changed aloud': 'httpd says that it changed my value',
  'changed silently': 'httpd runs another value and says nothing',
  'no effect': 'My change has no effect',
  'legal and harmful': 'It runs, but not well',
  'better form': 'It works, but there is a better form',
};

function grouped(rules: readonly Rule[]): readonly (readonly [title: string, own: readonly Rule[]])[] {
  return Object.entries(situations).map(
    ([situation, title]) => [title, rules.filter((rule) => rule.situation === situation)] as const,
  );
}

function bySituation(rules: readonly Rule[]): string {
  return grouped(rules)
    .map(([title, own]) => `## ${title}\n\n${table(own, 'rules/')}`)
    .join('\n\n');
}

function counts(rules: readonly Rule[]): string {
  const rows = grouped(rules).map(([title, own]) => `| [${title}](docs/rules.md#${anchor(title)}) | ${own.length} |`);
  return ['| what you meet | rules |', '| --- | --- |', ...rows, `| together | ${rules.length} |`].join('\n');
}

/** As GitHub makes it of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function table(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${folder}${rule.id}.md) | ${plain(rule.title)} | ${rule.severity} | ${mpmTitles(rule)} | ${fixesOf(rule)} |`,
  );
  return ['| rule | finds | severity | MPMs | quick fix |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
