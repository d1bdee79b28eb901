// Makes apache-mpm-VERSION.vsix, then reads it again: everything a user needs is inside, and nothing of the workshop.
// With --twice it is made again, and must be the same.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { languages } from '../server/src/text/language.ts';
import { noticesFile } from './notices.ts';
import { run } from './run.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly icon: string;
  readonly contributes: {
    readonly languages?: readonly { readonly configuration?: string }[];
    readonly grammars?: readonly { readonly path: string }[];
    readonly snippets?: readonly { readonly path: string }[];
    readonly jsonValidation?: readonly { readonly url: string }[];
    readonly walkthroughs?: readonly { readonly steps: readonly { readonly media: { readonly markdown: string } }[] }[];
  };
}

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(text('package.json')) as Manifest;
const vsix = `${manifest.name}-${manifest.version}.vsix`;
/** Parts of the server have names that the bundler makes. */
const bundles = () => [
  ...readdirSync(join(root, 'dist'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `dist/${name}`),
  'dist/client.js',
  'dist/server.js',
  'dist/cli.js',
  'dist/web/client.js',
  'dist/web/server.js',
  'dist/planner/page.js',
  'dist/planner/page.css',
];

const entries = await make();
const wrong = [...missing(), ...unwanted(), ...leaks()];
if (wrong.length > 0) {
  rmSync(join(root, vsix));
  console.error(`${vsix} is not fit to be installed:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  process.exit(1);
}
const size = statSync(join(root, vsix)).size;
console.log(`${vsix}: ${entries.length} files, ${Math.ceil(size / 1024)} KiB, checked`);

if (process.argv.includes('--twice')) {
  const hash = () =>
    createHash('sha256')
      .update(readFileSync(join(root, vsix)))
      .digest('hex');
  const first = hash();
  await make();
  if (hash() !== first) {
    console.error(`${vsix} is another one when it is made again`);
    process.exit(1);
  }
  console.log(`made twice with the same sha256: ${first}`);
}

/** Makes the package and gives the names in it. Two of one tree are the same to the last byte. */
async function make(): Promise<string[]> {
  const built = await run({
    command: process.execPath,
    args: ['scripts/build.ts', '--production'],
    cwd: root,
    show: true,
  });
  if (built.code !== 0) process.exit(built.code);
  // No times and no time zone of this machine.
  Object.assign(process.env, { SOURCE_DATE_EPOCH: '946684800', TZ: 'UTC' });
  await createVSIX({
    cwd: root,
    packagePath: join(root, vsix),
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return withPlainModes(join(root, vsix));
}

function missing(): string[] {
  const {
    languages: kinds = [],
    grammars = [],
    snippets = [],
    jsonValidation = [],
    walkthroughs = [],
  } = manifest.contributes;
  const readme = text('README.md');
  const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)\s]+)/g)].map(([, path]) => path as string);
  const linked = [...readme.matchAll(/[^!]\[[^\]]*\]\(([^)\s#]+)/g)].map(([, path]) => path as string);
  const rulePages = ['docs/rules', ...languages.map((language) => `docs/${language}/rules`)].flatMap((folder) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((page) => `${folder}/${page}`) : [],
  );
  const wanted = [
    'package.json',
    'package.nls.json',
    ...languages.flatMap((language) => [
      `package.nls.${language}.json`,
      ...['bundle.l10n', 'server', 'pages'].map((bundle) => `l10n/${bundle}.${language}.json`),
      `docs/${language}/rules.md`,
    ]),
    'readme.md',
    'changelog.md',
    'LICENSE.txt',
    manifest.icon,
    'docs/rules.md',
    ...bundles(),
    noticesFile,
    ...[...pictures, ...linked].filter((path) => !path.includes('://')).map(inPackage),
    ...rulePages,
    ...kinds.flatMap(({ configuration }) => configuration ?? []),
    ...[...grammars, ...snippets].flatMap(({ path }) => inEachLanguage(path)),
    ...jsonValidation.flatMap(({ url }) => inEachLanguage(url)),
    ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
  ].map((path) => path.replace(/^\.\//, ''));
  return [
    ...(pictures.length === 0 ? ['README.md shows no picture'] : []),
    ...(rulePages.length === 0 ? ['docs/rules has no page'] : []),
    ...(grammars.length === 0 ? ['package.json contributes no grammar'] : []),
    ...(snippets.length === 0 ? ['package.json contributes no snippets'] : []),
    ...wanted.filter((path) => !entries.includes(`extension/${path}`)).map((path) => `${path} is missing`),
  ];
}

/** vsce gives some files other names. */
function inPackage(path: string): string {
  return path === 'LICENSE' ? 'LICENSE.txt' : path;
}

/** What a value of the manifest is in each language: `%key%` is looked up in its words. */
function inEachLanguage(value: string): readonly string[] {
  const [, key] = /^%(.*)%$/.exec(value) ?? [];
  if (key === undefined) return [value];
  return ['', ...languages.map((language) => `.${language}`)].map(
    (language) =>
      JSON.parse(text(`package.nls${language}.json`))[key] ?? `the word of ${key} in package.nls${language}.json`,
  );
}

function unwanted(): string[] {
  const welcome =
    /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package(\.nls(\.[\w-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|l10n\/[\w.-]+\.json|dist\/(web\/)?[\w-]+\.js|dist\/planner\/page\.(js|css)|dist\/third-party-notices\.txt|docs\/([\w-]+\/)?(rules|directives)\/[\w-]+\.md|docs\/walkthrough\/[\w-]+(\.nls\.[\w-]+)?\.md|docs\/([\w-]+\/)?[\w-]+\.md|README\.zh-cn\.md|CONTRIBUTING\.md|docs\/images\/(zh-cn\/)?[\w-]+\.png|(syntaxes|snippets|schemas)\/[\w.-]+\.json))$/;
  return entries.filter((path) => !welcome.test(path)).map((path) => `${path} does not belong inside`);
}

function leaks(): string[] {
  const signs = [root.replace(/[\\/]$/, ''), '//# sourceMappingURL='];
  return bundles().flatMap((path) =>
    signs.filter((sign) => text(path).includes(sign)).map((sign) => `${path} contains ${sign}`),
  );
}

/**
 * Makes every file of a zip one that its owner may write and everybody may read, and gives their names: both stand in its
 * central directory (APPNOTE.TXT 4.3.12 and 4.3.16; no zip64, a .vsix is small).
 */
function withPlainModes(path: string): string[] {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error(`${vsix} is not a zip file`);
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    names.push(zip.toString('utf8', at + 46, at + 46 + name));
    zip.writeUInt32LE((0o100644 << 16) >>> 0, at + 38);
    at += 46 + name + extra + comment;
  }
  writeFileSync(path, zip);
  return names;
}
