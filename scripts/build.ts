// Bundles the extension into dist/: node scripts/build.ts [--production] [--tests] [--watch]
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, context } from 'esbuild';
import { bundling, commandLine, inOneFile, inParts, root } from './bundling.ts';
import { writeNotices } from './notices.ts';

const production = process.argv.includes('--production');

const node = inOneFile(production);
const browser: BuildOptions = {
  ...bundling(production),
  platform: 'browser',
  target: 'es2022',
  define: { global: 'globalThis' },
};

const bundles: BuildOptions[] = [
  { ...node, entryPoints: { client: 'client/src/extension.node.ts' }, outdir: 'dist' },
  { ...inParts(production), entryPoints: { server: 'server/src/hosts/node.ts' }, outdir: 'dist' },
  { ...commandLine(production), entryPoints: { cli: 'server/src/hosts/cli.ts' }, outdir: 'dist' },
  { ...browser, entryPoints: { client: 'client/src/extension.browser.ts' }, outdir: 'dist/web', format: 'cjs' },
  { ...browser, entryPoints: { server: 'server/src/hosts/browser.ts' }, outdir: 'dist/web', format: 'iife' },
  {
    ...browser,
    entryPoints: [
      { in: 'client/src/planner/page/main.ts', out: 'page' },
      { in: 'client/src/planner/page/page.css', out: 'page' },
    ],
    outdir: 'dist/planner',
    format: 'iife',
  },
];
/** What is shipped; the tests are bundled beside it. */
const shipped = bundles.length;
if (process.argv.includes('--tests')) {
  const suite = 'test/vscode/suite';
  const tests = readdirSync(join(root, suite)).filter((name) => name.endsWith('.test.ts'));
  bundles.push(
    { ...node, minify: false, entryPoints: tests.map((name) => `${suite}/${name}`), outdir: 'out/test' },
    {
      ...browser,
      minify: false,
      format: 'cjs',
      external: ['vscode', 'node:*'],
      stdin: {
        resolveDir: join(root, suite),
        contents: `import { runMocha } from './web-run.ts';
          export const run = () => runMocha(() => { ${tests.map((name) => `require('./${name}');`).join(' ')} });`,
      },
      outfile: 'out/test/web-index.js',
    },
  );
}

rmSync(join(root, 'dist'), { recursive: true, force: true });
if (process.argv.includes('--watch')) {
  for (const bundle of bundles) await (await context({ ...bundle, logLevel: 'info' })).watch();
} else {
  const made = await Promise.all(bundles.map((bundle) => build({ ...bundle, metafile: true })));
  writeNotices(made.slice(0, shipped).map(({ metafile }) => metafile));
  chmodSync(join(root, 'dist/cli.js'), 0o755);
}
