import { analyse } from '../analyse.ts';
import type { Mpm } from '../catalogue/fact.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { judge, type SharedFinding } from '../judge.ts';
import type { Resolution } from '../resolve/resolution.ts';
import { type Annotated, findingIn, readFiles, writeFiles } from '../rules/annotations.ts';
import { mainFileOf, mpmsOf, snapshotOf } from '../rules/example-files.ts';
import { rules } from '../rules/index.ts';
import type { Example, Fix, Rule, RulePage } from '../rules/rule.ts';
import type { SafeFixKind } from '../rules/safe-fix-kinds.ts';
import { startupOf } from '../startup.ts';
import { asMessage, inEnglish, type Message, say, type Translate, wordsOf } from '../text/message.ts';
import { listed, type Translated } from './about.ts';
import { severityMeanings, severityWords } from './severity-words.ts';

/** The MPMs of a rule in words. */
export function mpmTitles({ mpms }: Rule): Message {
  if (mpms.length === 0) return say('none');
  if (mpms.length === Object.keys(mpmFacts).length) return say('all');
  return asMessage(mpms.map((mpm) => mpmFacts[mpm].title).join(', '));
}

/** Whether the rule has quick fixes, and of which kind, as its examples show. */
export function fixesOf(rule: Rule, { examples }: RulePage): readonly Message[] {
  const fixes = fixesIn(rule, examples);
  const isSafe = fixes.some(({ safe }) => safe) ? [say('safe')] : [];
  const isOther = fixes.some(({ safe }) => !safe) ? [say('needs a decision')] : [];
  return fixes.length > 0 ? [...isSafe, ...isOther] : [say('none')];
}

/** The kinds of safe fixes that its examples show. */
export function safeKindsOf(rule: Rule, { examples }: RulePage): ReadonlySet<SafeFixKind> {
  return new Set(fixesIn(rule, examples).flatMap(({ safe }) => safe || []));
}

function fixesIn(rule: Rule, examples: readonly Example[]): readonly Fix[] {
  return examples.flatMap((example) => exampleFindings(rule, example).flatMap(({ fixes = [] }) => fixes));
}

/**
 * The page of a rule in Markdown: what it finds and why, and its examples with what httpd prints of them. It is computed
 * from the two alone, so that the command line has it as well.
 */
export function rulePage(rule: Rule, page: RulePage, translate: Translate = inEnglish): string {
  const translated: Translated = (message) => wordsOf(message, translate);
  const { id, title, severity } = rule;
  const { docs, examples } = page;
  const facts = say('`{id}` · {severity} · MPMs: {mpms} · quick fix: {fixes}', {
    id,
    severity: severityWords[severity],
    mpms: mpmTitles(rule),
    fixes: listed(fixesOf(rule, page), translated),
  });
  const chapters: readonly (readonly [Message, string | undefined])[] = [
    [say('What happens'), docs.what],
    [say('Why it matters'), docs.why],
    [say('How to see it on a running server'), docs.seen],
    [say('How to repair it'), docs.repair],
  ];
  return [
    `# ${plain(translate(title))}`,
    translated(facts),
    translated(
      say('*{severity}*: {meaning}.', { severity: severityWords[severity], meaning: severityMeanings[severity] }),
    ),
    ...chapters.flatMap(([heading, text]) => (text ? [`## ${translated(heading)}`, translate(text.trim())] : [])),
    `## ${translated(say('Examples'))}`,
    ...examples.map((example) => exampleText(rule, example, translated)),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/, '\n');
}

function exampleText(rule: Rule, example: Example, translated: Translated): string {
  const files = readFiles(example.config, mainFileOf(example));
  const [mpm] = mpmsOf(rule, example);
  const parts = [`### ${sentence(translated(asMessage(example.name)))}`, fence(writeFiles(textsOf(files)), translated)];
  const found = exampleFindings(rule, example);
  const findings = [...files].flatMap(([path, { annotations }]) =>
    annotations.map(({ line, text }) => {
      const values = { path, line: line + 1, message: plain(translated(messageOf(findingIn(text), found))) };
      return translated(
        path === mainFileOf(example)
          ? say('Line {line}: {message}', values)
          : say('`{path}`, line {line}: {message}', values),
      );
    }),
  );
  if (findings.length === 0) return [...parts, translated(say('Nothing is found.'))].join('\n\n');
  parts.push(...findings, saidByHttpd(mpm, textsOf(files), translated));
  for (const [title, fixed] of Object.entries(example.fixed ?? {})) {
    const words = plain(translated(titleOf(title, found)));
    parts.push(translated(say('Quick fix “{title}”:', { title: words })), fence(fixed.trim(), translated));
  }
  return parts.join('\n\n');
}

/** The message of which an annotation has the English words. */
function messageOf(words: string, found: readonly SharedFinding[]): Message {
  return found.find(({ message }) => wordsOf(message) === words)?.message ?? asMessage(words);
}

function titleOf(words: string, found: readonly SharedFinding[]): Message {
  const titles = found.flatMap(({ fixes = [] }) => fixes.map(({ title }) => title));
  return titles.find((title) => wordsOf(title) === words) ?? asMessage(words);
}

function textsOf(files: ReadonlyMap<string, Annotated>): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, { text }]) => [path, text]));
}

/** What the real httpd prints; the tests hold these lines to it, where it can be asked. */
function saidByHttpd(mpm: Mpm | undefined, texts: ReadonlyMap<string, string>, translated: Translated): string {
  const { model, resolution, snapshot } = analyse(snapshotOf(texts, mpm), []);
  if (snapshot.target.perDirectory) return loggedByHttpd(snapshot.path, resolution, translated);
  const lines = startupOf(snapshot, resolution, model).lines.filter((line) => line !== 'Syntax OK');
  const values = { mpm: mpm ? mpmFacts[mpm].title : '' };
  if (lines.length === 0) {
    return translated(
      mpm
        ? say('Under {mpm}, httpd itself says nothing about it, at any log level of `httpd -t`.', values)
        : say('Httpd itself says nothing about it, at any log level of `httpd -t`.'),
    );
  }
  const head = translated(mpm ? say('Under {mpm}, `httpd -t` says:', values) : say('`httpd -t` says:'));
  return `${head}\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``;
}

/** What it logs at a request for something below the folder of a per-directory file. */
function loggedByHttpd(path: string, { problems }: Resolution, translated: Translated): string {
  const [problem] = problems.filter(({ condition }) => condition?.certain ?? true);
  if (!problem) return translated(say('What httpd logs depends on the modules that are loaded.'));
  return `${translated(say('httpd logs, at level alert:'))}\n\n\`\`\`text\n${path}: ${problem.text}\n\`\`\``;
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function exampleFindings(rule: Rule, example: Example) {
  const [mpm] = mpmsOf(rule, example);
  // What comments silence is known when the other rules were asked.
  const asked = rule.review ? rules : [rule];
  const { findings } = judge(snapshotOf(textsOf(readFiles(example.config, mainFileOf(example))), mpm), asked);
  return findings.filter((finding) => finding.rule.id === rule.id);
}

/** Text that Markdown shows as it is: a section's name is no tag. */
export function plain(text: string): string {
  return text.replaceAll('<', '\\<');
}

function fence(text: string, translated: Translated): string {
  if (text.trim() === '') return translated(say('Nothing is left of the file.'));
  return `\`\`\`apache\n${text.trim()}\n\`\`\``;
}
