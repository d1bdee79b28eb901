import { type BuildOptions, type BuildResult, build, type Metafile } from 'esbuild';
import { commandLine, inParts, root } from '../bundling.ts';

interface Bundle {
  /** The file that is started. */
  readonly file: string;
  /** What is read until the first findings, without the facts of the catalogue, which are data. */
  readonly bytes: number;
}

/** Our server, the one that does nothing and our command line, bundled as they are published into out/bench. */
export async function bundled(): Promise<Readonly<Record<'ours' | 'echo' | 'cli', Bundle>>> {
  const parts = inParts(true);
  return {
    ours: await bundle('ours', parts, 'server/src/hosts/node.ts', ['server/src/server/session.ts']),
    echo: await bundle('echo', parts, 'scripts/bench/echo-server.ts'),
    cli: await bundle('cli', commandLine(true), 'server/src/hosts/cli.ts'),
  };
}

/** `needed` are the files that it imports on its way to the first findings. */
async function bundle(name: string, how: BuildOptions, entry: string, needed: readonly string[] = []): Promise<Bundle> {
  const outdir = `out/bench/${name}`;
  const options = { ...how, metafile: true as const, entryPoints: { [name]: entry }, outdir };
  const { metafile }: BuildResult<typeof options> = await build(options);
  const parts = partsOf(metafile, [entry, ...needed]);
  const code = [...parts].flatMap((part) => Object.entries(metafile.outputs[part]!.inputs));
  const bytes = code
    .filter(([input]) => !input.startsWith('server/src/catalogue/'))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return { file: `${root}${outdir}/${name}.js`, bytes };
}

/** The output files of these sources, and those that they import at once. */
function partsOf({ outputs }: Metafile, sources: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (part: string) => {
    if (found.has(part)) return;
    found.add(part);
    for (const { path, kind } of outputs[part]!.imports) if (kind === 'import-statement' && path in outputs) add(path);
  };
  for (const source of sources) {
    const part = Object.keys(outputs).find((path) => outputs[path]!.entryPoint === source);
    if (part === undefined) throw new Error(`No part of the bundle begins with ${source}`);
    add(part);
  }
  return found;
}
