import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

interface Bundle {
  readonly file: string;
  /** Without the facts of the catalogue, which are data. */
  readonly bytes: number;
}

/** Our server, the one that does nothing and our command line, bundled and minified alike into out/bench. */
export async function bundled(): Promise<Readonly<Record<'ours' | 'echo' | 'cli', Bundle>>> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    define: { 'import.meta.dirname': '__dirname' },
    outdir: 'out/bench',
  };
  const entryPoints = {
    ours: 'server/src/hosts/node.ts',
    echo: 'scripts/bench/echo-server.ts',
    cli: 'server/src/hosts/cli.ts',
  };
  const { outputs } = (await build({ ...common, entryPoints, metafile: true })).metafile;
  const bundle = (name: string): Bundle => {
    const { inputs } = outputs[`out/bench/${name}.js`]!;
    const code = Object.entries(inputs).filter(([input]) => !/^server\/src\/catalogue\//.test(input));
    const bytes = code.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    return { file: `${root}/out/bench/${name}.js`, bytes };
  };
  return { ours: bundle('ours'), echo: bundle('echo'), cli: bundle('cli') };
}
