// Runs scripts/<name>.ts on a clone with nothing installed and whatever Node the machine has:
// brings node_modules up to date with package-lock.json, then hands over to the Node that it holds.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');
const stamp = join(modules, '.installed');
const windows = process.platform === 'win32';
const pinnedNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

const [name, ...rest] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);
if (!name || !existsSync(script)) {
  console.error('usage: node scripts/bootstrap.mjs start|test|build|package|generate [ARGUMENT…]');
  process.exit(2);
}

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) install();

const pathName = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
const child = spawn(node(), [script, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, [pathName]: `${bin}${delimiter}${process.env[pathName]}` },
});
// The terminal sends Ctrl+C to both; this one waits for the other to end in order.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

function install() {
  console.log(
    `Installing the npm packages of package-lock.json (${existsSync(modules) ? 'it has changed' : 'first run'}) …`,
  );
  const began = Date.now();
  // Also inside of an `npm install --global` of this repository, as pre-commit does it, the packages belong here.
  npm('ci', '--global=false', '--no-audit', '--no-fund', '--loglevel=error');
  // The package `node` fetches its binary in an install script; all other install scripts stay off (.npmrc).
  if (!existsSync(pinnedNode)) npm('rebuild', 'node', '--global=false', '--ignore-scripts=false', '--loglevel=error');
  if (existsSync(pinnedNode)) writeFileSync(stamp, lock);
  console.log(`Installed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: windows });
  if (status === 0) return;
  console.error(error?.message ?? `npm ${args.join(' ')} ended with ${status}`);
  if (args[0] === 'ci') process.exit(1);
}

/** The Node of node_modules, else this one where it runs TypeScript files as they are. */
function node() {
  if (existsSync(pinnedNode)) return pinnedNode;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major >= 24 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(
    `The npm package "node" brought no binary for this machine, and Node ${process.versions.node} is too old: please install Node 24.`,
  );
  process.exit(1);
}
