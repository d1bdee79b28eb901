import type { Rule } from '../../server/src/rules/rule.ts';
import type { Artefact } from '../artefact.ts';
import { discover } from '../discover.ts';

/** The indexes of the server: what a folder has, for a bundler that cannot look into folders. */
export default async function indexFiles(): Promise<readonly Artefact[]> {
  const rules = await discover<Rule>('rules');
  const features = (await discover('features')).map(({ file }) => file);
  return [
    indexFile(
      'rules',
      rules.map(({ file }) => file),
      "import type { Rule } from './rule.ts';",
      'Rule',
    ),
    pagesFile(rules.map(({ file, thing: { id } }) => ({ file, id }))),
    indexFile('features', features, "import type { Feature } from './feature.ts';", 'Feature'),
  ];
}

const notice = '// Generated from the files of this folder by scripts/generate.ts; do not edit.';

function indexFile(folder: string, files: readonly string[], typeImport: string, type: string): Artefact {
  const names = files.map(nameOf);
  const declaration = `export const ${folder}: readonly ${type}[] = [`;
  const oneLine = `${declaration}${names.join(', ')}];`;
  const list = oneLine.length <= 120 ? oneLine : `${declaration}\n${names.map((name) => `  ${name},`).join('\n')}\n];`;
  const content = `${notice}
${importsOf(files, (name) => name, typeImport)}

/** Every file of this folder that is a ${type.toLowerCase()}. */
${list}
`;
  return { path: `server/src/${folder}/index.ts`, content };
}

function pagesFile(rules: readonly { readonly file: string; readonly id: string }[]): Artefact {
  const files = rules.map(({ file }) => file);
  const content = `${notice}
${importsOf(files, (name) => `{ page as ${name} }`, "import type { RulePage } from './rule.ts';")}

/** The page of every rule, by its id. */
export const pages: Readonly<Record<string, RulePage>> = {
${rules.map(({ file, id }) => `  '${id}': ${nameOf(file)},`).join('\n')}
};
`;
  return { path: 'server/src/rules/pages.ts', content };
}

/** The lines that import what a folder has, and a type, in the order of the files. */
function importsOf(files: readonly string[], asImported: (name: string) => string, typeImport: string): string {
  const imports = files.map((file) => ({
    from: `./${file.replace('.ts', '')}`,
    line: `import ${asImported(nameOf(file))} from './${file}';`,
  }));
  const lines = [...imports, { from: /'(.*)\.ts'/.exec(typeImport)![1]!, line: typeImport }].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );
  return lines.map(({ line }) => line).join('\n');
}

function nameOf(file: string): string {
  return file.replace('.ts', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
