import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { directives } from '../server/src/catalogue/directives.ts';
import { messages } from '../server/src/catalogue/messages.ts';
import { mpmFacts } from '../server/src/catalogue/mpms.ts';
import { projectKeys } from '../server/src/control/project-keys.ts';
import type { BundleName } from '../server/src/hosts/bundles.ts';
import { safeFixKinds } from '../server/src/rules/safe-fix-kinds.ts';
import { settings } from '../server/src/server/settings.ts';
import { type Bundle, type Language, translationBy } from '../server/src/text/language.ts';
import type { Translate } from '../server/src/text/message.ts';
import { discoverPages, discoverRules } from './discover.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What stands behind the bracket of each `say(` in a file of the project. */
export function callsIn(file: string): readonly { readonly where: string; readonly argument: string }[] {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  return [...text.matchAll(/\bsay\(\s*/g)].map(({ index, 0: call }) => ({
    where: `${file}:${text.slice(0, index).split('\n').length}`,
    argument: text.slice(index + call.length),
  }));
}

/** The string that a literal as the first argument of a call stands for; undefined for anything else. */
export function literalIn(argument: string): string | undefined {
  const [, , inside] = /^(['"])((?:(?!\1)[^\\\n]|\\.)*)\1\s*[,)]/.exec(argument) ?? [];
  return inside === undefined
    ? undefined
    : JSON.parse(`"${inside.replaceAll("\\'", "'").replace(/\\.|"/g, (part) => (part === '"' ? '\\"' : part))}"`);
}

function templatesIn(pattern: string): readonly string[] {
  const files = globSync(pattern, { cwd: root });
  return files.flatMap((file) => callsIn(file).flatMap(({ argument }) => literalIn(argument) ?? []));
}

/** Every English text that people read of the server and of what is generated from it, by the part it is kept in; sorted. */
export async function textsToTranslate(): Promise<Readonly<Record<BundleName, readonly string[]>>> {
  const rules = await discoverRules();
  const facts = directives.flatMap(({ summary, restart, trap, defaults, contexts }) => [
    ...[summary, restart, trap ?? [], contexts].flat(),
    ...(typeof defaults === 'string' && defaults.includes(' ') ? [defaults] : []),
  ]);
  const mpms = Object.values(mpmFacts).map(({ summary }) => summary);
  const codes = messages.flatMap(({ means, repair }) => [means, repair]);
  const titles = rules.map(({ title }) => title);
  const pages = Object.values(await discoverPages()).flatMap(({ docs, examples }) => [
    ...Object.values(docs).map((text: string) => text.trim()),
    ...examples.map(({ name }) => name),
  ]);
  const keys = [...settings, ...Object.values(projectKeys(rules))].flatMap(({ description }) => description ?? []);
  const choices = settings.flatMap((setting) => setting.choices ?? []);
  const said = templatesIn('server/src/**/*.ts');
  return {
    server: sorted([...said, ...facts, ...mpms, ...codes, ...titles]),
    pages: sorted([
      ...pages,
      ...Object.values(safeFixKinds),
      ...keys,
      ...choices,
      ...templatesIn('scripts/artefacts/*.ts'),
    ]),
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** A bundle as it stands in `l10n`. */
export function bundle(name: BundleName, language: Language): Bundle {
  return JSON.parse(readFileSync(`${root}/l10n/${name}.${language}.json`, 'utf8'));
}

/** The language of the bundles in `l10n`. */
export function translationTo(language: Language): Translate {
  return translationBy(bundle('server', language), bundle('pages', language));
}
