import { analyse } from '../analyse.ts';
import type { Mpm } from '../catalogue/fact.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { judge } from '../judge.ts';
import { type Annotated, findingIn, readFiles, writeFiles } from '../rules/annotations.ts';
import { mainFile, mpmsOf, snapshotOf } from '../rules/example-files.ts';
import type { Example, Rule } from '../rules/rule.ts';
import { startupOf } from '../startup.ts';

/** The MPMs of a rule in words. */
export function mpmTitles({ mpms }: Rule): string {
  if (mpms.length === 0) return 'none';
  return mpms.length === Object.keys(mpmFacts).length ? 'all' : mpms.map((mpm) => mpmFacts[mpm].title).join(', ');
}

/** Whether the rule has quick fixes, and of which kind, as its examples show. */
export function fixesOf(rule: Rule): string {
  const fixes = rule.examples.flatMap((example) => exampleFindings(rule, example).flatMap(({ fixes = [] }) => fixes));
  const other = rule.review ? 'changes what is ignored' : 'changes values';
  const kinds = [fixes.some(({ safe }) => safe) && 'safe', fixes.some(({ safe }) => !safe) && other];
  return kinds.filter((kind) => kind !== false).join(', ') || 'none';
}

/**
 * The page of a rule in Markdown: what it finds and why, and its examples with what httpd prints of them. It is computed
 * from the rule alone, so that the command line has it as well.
 */
export function rulePage(rule: Rule): string {
  const { seen } = rule.docs;
  return `# ${plain(rule.title)}

\`${rule.id}\` · ${rule.severity} · MPMs: ${mpmTitles(rule)} · quick fix: ${fixesOf(rule)}

## What happens

${rule.docs.what.trim()}

## Why it matters

${rule.docs.why.trim()}

${seen ? `## How to see it on a running server\n\n${seen.trim()}\n\n` : ''}## How to repair it

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
      return `${where}: ${plain(findingIn(text))}`;
    }),
  );
  if (findings.length === 0) {
    parts.push('Nothing is found.');
    return parts.join('\n\n');
  }
  parts.push(...findings, saidByHttpd(mpm, textsOf(files)));
  for (const [title, fixed] of Object.entries(example.fixed ?? {})) {
    parts.push(`Quick fix “${plain(title)}”:`, fence(fixed.trim()));
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
  return judge(snapshotOf(textsOf(readFiles(example.config, mainFile)), mpm), [rule]).findings;
}

/** Text that Markdown shows as it is: a section's name is no tag. */
export function plain(text: string): string {
  return text.replaceAll('<', '\\<');
}

function fence(text: string): string {
  if (text.trim() === '') return 'Nothing is left of the file.';
  return `\`\`\`apache\n${text.trim()}\n\`\`\``;
}
