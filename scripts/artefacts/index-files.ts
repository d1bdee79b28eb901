import type { Artefact } from '../artefact.ts';
import { discover } from '../discover.ts';

/** The two indexes of the server: what a folder has, for a bundler that cannot look into folders. */
export default async function indexFiles(): Promise<readonly Artefact[]> {
  const rules = (await discover('rules')).map(({ file }) => file);
  const features = (await discover('features')).map(({ file }) => file);
  return [
    indexFile('rules', rules, "import type { Rule } from './rule.ts';", 'Rule'),
    indexFile('features', features, "import type { Feature } from './feature.ts';", 'Feature'),
  ];
}

function indexFile(folder: string, files: readonly string[], typeImport: string, type: string): Artefact {
  const imports = files.map((file) => ({
    from: `./${file.replace('.ts', '')}`,
    line: `import ${nameOf(file)} from './${file}';`,
  }));
  const lines = [...imports, { from: /'(.*)\.ts'/.exec(typeImport)![1]!, line: typeImport }].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );
  const names = files.map(nameOf);
  const declaration = `export const ${folder}: readonly ${type}[] = [`;
  const oneLine = `${declaration}${names.join(', ')}];`;
  const list = oneLine.length <= 120 ? oneLine : `${declaration}\n${names.map((name) => `  ${name},`).join('\n')}\n];`;
  const content = `// Generated from the files of this folder by scripts/generate.ts; do not edit.
${lines.map(({ line }) => line).join('\n')}

/** Every file of this folder that is a ${type.toLowerCase()}. */
${list}
`;
  return { path: `server/src/${folder}/index.ts`, content };
}

function nameOf(file: string): string {
  return file.replace('.ts', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
