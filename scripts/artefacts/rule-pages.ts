import { readFileSync } from 'node:fs';
import { analyse } from '../../server/src/analyse.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { mpmFacts } from '../../server/src/catalogue/mpms.ts';
import { defaultTarget } from '../../server/src/resolve/snapshot.ts';
import { findingIn, readAnnotations } from '../../server/src/rules/annotations.ts';
import type { Example, Rule } from '../../server/src/rules/rule.ts';
import { startupOf } from '../../server/src/startup.ts';
import { openDocument } from '../../server/src/syntax/document.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';

const notice = '<!-- Generated from server/src/rules by scripts/generate.ts; do not edit. -->';

/** The page of each rule, their index, and the table in the README. */
export default async function rulePages(): Promise<readonly Artefact[]> {
  const rules = await discoverRules();
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return [
    ...rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, content: page(rule) })),
    { path: 'docs/rules.md', content: `${notice}\n\n# Rules\n\n${table(rules, 'rules/')}\n` },
    {
      path: 'README.md',
      content: readme.replace(
        /(<!-- rules -->\n).*(<!-- \/rules -->)/s,
        (_, begin: string, end: string) => `${begin}${table(rules, 'docs/rules/')}\n${end}`,
      ),
    },
  ];
}

function table(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${folder}${rule.id}.md) | ${rule.title} | ${rule.severity} | ${mpmsOf(rule)} | ${fixesOf(rule)} |`,
  );
  return ['| rule | finds | severity | MPMs | quick fix |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function mpmsOf({ mpms }: Rule): string {
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

\`${rule.id}\` · ${rule.severity} · MPMs: ${mpmsOf(rule)} · quick fix: ${fixesOf(rule)}

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
  const { text, annotations } = readAnnotations(example.config);
  const [mpm] = example.mpms ?? rule.mpms;
  const parts = [`### ${example.name[0]!.toUpperCase()}${example.name.slice(1)}`, fence(text)];
  if (annotations.length === 0) {
    parts.push('Nothing is found.');
    return parts.join('\n\n');
  }
  for (const { line, text: said } of annotations) parts.push(`Line ${line + 1}: ${findingIn(said)}`);
  parts.push(saidByHttpd(mpm!, text));
  for (const [title, fixed] of Object.entries(example.fixed ?? {})) {
    parts.push(`Quick fix “${title}”:`, fence(fixed.trim()));
  }
  return parts.join('\n\n');
}

/** What the real httpd prints; the tests hold these lines to it, where it can be asked. */
function saidByHttpd(mpm: Mpm, text: string): string {
  const { model, resolution, snapshot } = analyseUnder(mpm, text, []);
  const lines = startupOf(snapshot, resolution, model).lines.filter((line) => line !== 'Syntax OK');
  const under = mpmFacts[mpm].title;
  if (lines.length === 0)
    return `Under ${under}, httpd itself says nothing about it, at any log level of \`httpd -t\`.`;
  return `Under ${under}, \`httpd -t\` says:\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``;
}

function exampleFindings(rule: Rule, example: Example) {
  const mpm = (example.mpms ?? rule.mpms)[0]!;
  return analyseUnder(mpm, readAnnotations(example.config).text, [rule]).findings;
}

function analyseUnder(mpm: Mpm, text: string, rules: readonly Rule[]) {
  const document = openDocument('file:///etc/apache2/apache2.conf', text);
  const target = { ...defaultTarget, mpm, whole: true };
  return analyse({ path: '/etc/apache2/apache2.conf', document, target, found: new Map() }, rules);
}

function fence(text: string): string {
  return `\`\`\`apache\n${text.trim()}\n\`\`\``;
}
