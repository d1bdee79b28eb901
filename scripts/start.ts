// Opens the extension in a real VS Code: npm start [-- FOLDER] [--browser] [--port=N]
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../test/vscode/install.ts';
import { serve } from '../test/vscode/serve.ts';
import { run } from './run.ts';

const root = join(fileURLToPath(import.meta.url), '../..');
const windows = process.platform === 'win32';
const preferredPort = 8090;

const args = process.argv.slice(2);
const unknown = args.filter((arg) => arg.startsWith('-') && !/^--(browser|port=\d+)$/.test(arg));
const folders = args.filter((arg) => !arg.startsWith('-'));
if (unknown.length > 0 || folders.length > 1) {
  console.error('usage: npm start [-- FOLDER] [--browser] [--port=N]');
  process.exit(2);
}
// npm runs scripts in the project's folder; INIT_CWD is where the person typed.
const folder = folders[0] ? resolve(process.env.INIT_CWD ?? '.', folders[0]) : join(root, 'examples');
if (!existsSync(folder) || !statSync(folder).isDirectory()) {
  console.error(`There is no folder ${folder}`);
  process.exit(2);
}

const code = args.includes('--browser') ? undefined : desktopVSCode();
if (code) await openDesktop(code);
else await openBrowser();

function desktopVSCode(): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((path) => join(path, windows ? 'code.cmd' : 'code'));
  return places.find((path) => existsSync(path));
}

async function openDesktop(command: string): Promise<void> {
  await step('Building the extension', 'scripts/build.ts');
  console.log(`Opening ${folder} in ${command}`);
  const opened = await run({
    command: windows ? 'cmd' : command,
    args: [...(windows ? ['/c', command] : []), `--extensionDevelopmentPath=${root}`, folder],
    show: true,
  });
  process.exit(opened.code);
}

async function openBrowser(): Promise<void> {
  if (windows) {
    console.error(
      'VS Code from npm runs on Linux and macOS; on Windows please install VS Code so that `code` is on the PATH.',
    );
    process.exit(1);
  }
  if (!args.includes('--browser')) console.log('No `code` on the PATH: VS Code from npm, in the browser.');
  await step('Building and packaging the extension', 'scripts/package.ts');
  const vscode = await install('npm');
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const wanted = Number(/--port=(\d+)/.exec(args.join(' '))?.[1] ?? preferredPort);
  const serving = await serve({
    vscode,
    data: join(root, 'out/start'),
    vsix: join(root, `${name}-${version}.vsix`),
    port: (await isFree(wanted)) ? wanted : 0,
  });
  console.log(
    `\nVS Code with Apache MPM installed is ready. Open in a browser:\n\n  ${serving.url}/?folder=${encodeURIComponent(folder).replaceAll('%2F', '/')}\n`,
  );
  console.log('Ctrl+C ends it.');
}

async function step(what: string, script: string): Promise<void> {
  console.log(`${what} …`);
  const began = Date.now();
  const { code, output } = await run({ command: process.execPath, args: [script], cwd: root });
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
  console.log(`  done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
      .on('error', () => done(false))
      .listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
