import type { Feature } from '../../server/src/features/feature.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import type { Artefact } from '../artefact.ts';
import { discover } from '../discover.ts';

/** The indexes of the server: what a folder has, for a bundler that cannot look into folders. */
export default async function indexFiles(): Promise<readonly Artefact[]> {
  const rules = await discover<Rule>('rules');
  const features = await discover<Feature>('features');
  const filesOf = (found: readonly { readonly file: string }[]) => found.map(({ file }) => file);
  return [
    indexFile('rules', filesOf(rules), "import type { Rule } from './rule.ts';", 'Rule'),
    usualRulesFile(
      filesOf(rules.filter(({ thing }) => !thing.seldom)),
      rules.flatMap(({ thing: { seldom } }) => (typeof seldom === 'string' ? [seldom] : [])),
    ),
    pagesFile(rules.map(({ file, thing: { id } }) => ({ file, id }))),
    indexFile('features', filesOf(features), "import type { Feature } from './feature.ts';", 'Feature'),
    announcedFile(features.map(({ thing }) => thing)),
  ];
}

const notice = '// Generated from the files of this folder by scripts/generate.ts; do not edit.';

function usualRulesFile(files: readonly string[], seldom: readonly string[]): Artefact {
  const content = `${notice}
${importsOf(files, (name) => name, "import type { Rule } from './rule.ts';")}

/** The rules that are asked of every configuration. */
export const usualRules: readonly Rule[] = [
${files.map((file) => `  ${nameOf(file)},`).join('\n')}
];

/** The directives that other rules are about. */
export const seldomDirectives: readonly string[] = [
${[...new Set(seldom)].map((name) => `  '${name}',`).join('\n')}
];
`;
  return { path: 'server/src/rules/usual.ts', content };
}

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

function announcedFile(features: readonly Feature[]): Artefact {
  const lines = features.map(({ method, capabilities }) => `  ${written({ method, capabilities }, '  ', 0, 1)},`);
  const content = `${notice}
import type { Announced } from './feature.ts';

/** What every feature of this folder promises, so that it can be said before their code is there. */
export const announced: readonly Announced[] = [
${lines.join('\n')}
];
`;
  return { path: 'server/src/features/announced.ts', content };
}

/** A value as the formatter writes it: in one line where that ends in time, `before` and `behind` being what else is in it. */
function written(value: unknown, indentation = '', before = 0, behind = 0): string {
  if (typeof value === 'string') {
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const labels = Object.keys(value).map((key) => (Array.isArray(value) ? '' : `${key}: `));
  const values: readonly unknown[] = Object.values(value);
  const flat = values.map((each, at) => `${labels[at]}${written(each, '', Number.NEGATIVE_INFINITY)}`).join(', ');
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const line = Array.isArray(value) || flat === '' ? `${open}${flat}${close}` : `${open} ${flat} ${close}`;
  if (indentation.length + before + line.length + behind <= 120) return line;
  const inside = `${indentation}  `;
  const lines = values.map((each, at) => `${inside}${labels[at]}${written(each, inside, labels[at]!.length, 1)},`);
  return `${open}\n${lines.join('\n')}\n${indentation}${close}`;
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
