// Writes every generated file: node scripts/generate.ts. With --check it writes nothing and fails if one is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languages } from '../server/src/text/language.ts';
import type { Artefact } from './artefact.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'scripts/artefacts');

async function artefacts(): Promise<readonly Artefact[]> {
  const all: Artefact[] = [];
  for (const file of readdirSync(folder).sort()) {
    const module: { default: () => readonly Artefact[] | Promise<readonly Artefact[]> } = await import(
      join(folder, file)
    );
    all.push(...(await module.default()));
  }
  return all;
}

/** Pages of rules that no longer exist. */
function orphans(made: readonly Artefact[]): readonly string[] {
  const folders = ['docs/rules', ...languages.map((language) => `docs/${language}/rules`)];
  const pages = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`));
  return pages.filter((page) => !made.some(({ path }) => path === page));
}

const made = await artefacts();
const stale = made.filter(({ path, content }) => {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== content;
});
const left = orphans(made);
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`stale: ${path}`);
  for (const path of left) console.error(`no rule has this page: ${path}`);
  if (stale.length + left.length > 0) {
    console.error('Run `npm run generate` and commit what it writes.');
    process.exit(1);
  }
  console.log(`${made.length} generated files are fresh`);
} else {
  for (const { path, content } of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    console.log(`wrote ${path}`);
  }
  for (const path of left) console.error(`delete it by hand, no rule has this page: ${path}`);
  console.log(`${made.length} generated files, ${stale.length} written`);
}
