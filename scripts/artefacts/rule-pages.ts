import { readFileSync } from 'node:fs';
import { analyse } from '../../server/src/analyse.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { mpmFacts } from '../../server/src/catalogue/mpms.ts';
import { type Annotated, findingIn, readFiles, writeFiles } from '../../server/src/rules/annotations.ts';
import type { Example, Rule, Situation } from '../../server/src/rules/rule.ts';
import { startupOf } from '../../server/src/startup.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';
import { mainFile, mpmsOf, snapshotOf } from '../rule-example.ts';

const notice = '<!-- Generated from server/src/rules by scripts/generate.ts; do not edit. -->';

/** The page of each rule, their index, and the table in the README. */
export default async function rulePages(): Promise<readonly Artefact[]> {
  const rules = await discoverRules();
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return [
    ...rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, content: page(rule) })),
    { path: 'docs/rules.md', content: `${notice}\n\n# Rules\n\n${bySituation(rules)}\n` },
    {
      path: 'README.md',
      content: readme.replace(
        /(<!-- rules -->\n).*(<!-- \/rules -->)/s,
        (_, begin: string, end: string) => `${begin}${table(rules, 'docs/rules/')}\n${end}`,
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

function bySituation(rules: readonly Rule[]): string {
  return Object.entries(situations)
    .map(([situation, title]) => [title, rules.filter((rule) => rule.situation === situation)] as const)
    .map(([title, own]) => `## ${title}\n\n${table(own, 'rules/')}`)
    .join('\n\n');
}

function table(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${folder}${rule.id}.md) | ${rule.title} | ${rule.severity} | ${mpmTitles(rule)} | ${fixesOf(rule)} |`,
  );
  return ['| rule | finds | severity | MPMs | quick fix |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function mpmTitles({ mpms }: Rule): string {
  return mpms.length === Object.keys(mpmFacts).length ? 'all' : mpms.map((mpm) => mpmFacts[mpm].title).join(', ');
}

function fixesOf(rule: Rule): string {
  const fixes = rule.examples.flatMap((example) => exampleFindings(rule, example).flatMap(({ fixes = [] }) => fixes));
  const kinds = [fixes.some(({ safe }) => safe) && 'safe', fixes.some(({ safe }) => !safe) && 'changes values'];
  return kinds.filter((kind) => kind !== false).join(', ') || 'none';
}

function page(rule: Rule): string {
  return `${notice}

# ${rule.title}

\`${rule.id}\` · ${rule.severity} · MPMs: ${mpmTitles(rule)} · quick fix: ${fixesOf(rule)}

## What happens

${rule.docs.what.trim()}

## Why it matters

${rule.docs.why.trim()}

## How to repair it

${rule.docs.repair.trim()}

## Examples

${rule.examples.map((example) => exampleText(rule, example)).join('\n\n')}
`;
}

function exampleText(rule: Rule, example: Example): string {
  const files = readFiles(example.config, mainFile);
  const [mpm] = mpmsOf(rule, example);
  const parts = [`### ${example.name[0]!.toUpperCase()}${example.name.slice(1)}`, fence(writeFiles(textsOf(files)))];
  const findings = [...files].flatMap(([path, { annotations }]) =>
    annotations.map(({ line, text }) => {
      const where = path === mainFile ? `Line ${line + 1}` : `\`${path}\`, line ${line + 1}`;
      return `${where}: ${findingIn(text)}`;
    }),
  );
  if (findings.length === 0) {
    parts.push('Nothing is found.');
    return parts.join('\n\n');
  }
  parts.push(...findings, saidByHttpd(mpm, textsOf(files)));
  for (const [title, fixed] of Object.entries(example.fixed ?? {})) {
    parts.push(`Quick fix “${title}”:`, fence(fixed.trim()));
  }
  return parts.join('\n\n');
}

function textsOf(files: ReadonlyMap<string, Annotated>): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, { text }]) => [path, text]));
}

/** What the real httpd prints; the tests hold these lines to it, where it can be asked. */
function saidByHttpd(mpm: Mpm | undefined, texts: ReadonlyMap<string, string>): string {
  const { model, resolution, snapshot } = analyse(snapshotOf(texts, mpm), []);
  const lines = startupOf(snapshot, resolution, model).lines.filter((line) => line !== 'Syntax OK');
  const subject = mpm ? `Under ${mpmFacts[mpm].title}, ` : '';
  if (lines.length === 0)
    return sentence(`${subject}httpd itself says nothing about it, at any log level of \`httpd -t\`.`);
  return sentence(`${subject}\`httpd -t\` says:\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``);
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function exampleFindings(rule: Rule, example: Example) {
  const [mpm] = mpmsOf(rule, example);
  return analyse(snapshotOf(textsOf(readFiles(example.config, mainFile)), mpm), [rule]).findings;
}

function fence(text: string): string {
  return `\`\`\`apache\n${text.trim()}\n\`\`\``;
}
