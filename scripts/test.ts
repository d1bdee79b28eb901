// Runs the suites, all or those named: npm test [-- SUITE…] [--verbose] [--list]
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../test/vscode/browser.ts';
import { findHttpd } from './ask-httpd.ts';
import { canInstall, installDebianPackages } from './debian-packages.ts';
import { type Ran, run } from './run.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Suite {
  readonly name: string;
  readonly what: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly counts: (ran: Ran) => Counts;
  /** Suites whose work this one needs. */
  readonly after?: readonly string[];
  readonly needs?: readonly Need[];
}

interface Need {
  readonly there: () => boolean;
  readonly debianPackage?: string;
  readonly how: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out');
const logs = join(out, 'test-logs');
const inCI = Boolean(process.env.CI) && process.env.CI !== 'false';
const suiteLimit = 15 * 60_000;

const bin = (path: string) => join('node_modules', path);
const vscodeTest = bin('@vscode/test-cli/out/bin.mjs');
const standIn = join(root, 'test/vscode/code.ts');

const httpd: Need = {
  there: () => findHttpd() !== undefined,
  debianPackage: 'apache2',
  how: 'install Apache httpd (Debian, Ubuntu: apt-get install apache2), or name one with APACHE_MPM_HTTPD=/path/to/httpd',
};
const chromium: Need = {
  there: () => findChromium() !== undefined,
  debianPackage: 'chromium',
  how: 'install Chromium (Debian: apt-get install chromium) or Chrome, or name one with CHROMIUM=/path/to/it',
};
const unix: Need = {
  there: () => process.platform !== 'win32',
  how: 'VS Code from npm runs on Linux and macOS only; `npx vscode-test` downloads one that runs here',
};

const chineseFont: Need = {
  // Only Linux comes without one.
  there: () => process.platform !== 'linux' || hasFontFor('zh-cn'),
  debianPackage: 'fonts-wqy-microhei',
  how: 'install a font with Chinese characters (Debian: apt-get install fonts-wqy-microhei); without one there is nothing to see',
};

const fromNpm = [unix, chromium];
/** The person names a VS Code, or @vscode/test-electron downloads one. */
const brings = Boolean(process.env.VSCODE_EXECUTABLE ?? process.env.VSCODE_VERSION) || process.platform === 'win32';

const suites: readonly Suite[] = [
  check('types', 'TypeScript finds no error', [bin('typescript/bin/tsc')]),
  check('page', 'TypeScript finds no error in the page of the planner', [
    bin('typescript/bin/tsc'),
    '-p',
    'client/src/planner/page',
  ]),
  check('lint', 'Biome finds nothing to format or mend', [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.']),
  check('generated', 'generated files are fresh', ['scripts/generate.ts', '--check']),
  check('build', 'every bundle is made', ['scripts/build.ts', '--tests']),
  vitest('unit', 'the parts, each alone and all together'),
  vitest('protocol', 'the language server, spoken to as an editor does', { after: ['build'] }),
  vitest('httpd', 'our verdicts against those of the real httpd', { after: ['build'], needs: [httpd] }),
  check(
    'package',
    'the .vsix is made, holds what it must, and is the same when made again',
    ['scripts/package.ts', '--twice'],
    ['build'],
  ),
  mocha(
    'vscode',
    'the extension in a real VS Code',
    [vscodeTest],
    brings ? {} : { VSCODE_EXECUTABLE: standIn },
    brings ? [] : fromNpm,
  ),
  mocha('web', 'the same tests in the web extension host', ['test/vscode/web-host.ts']),
  mocha('oldest', 'the same tests in VS Code 1.93, on Node 20', [vscodeTest], {
    VSCODE_EXECUTABLE: standIn,
    VSCODE_FROM_NPM: 'oldest',
  }),
  person('ui', 'the installed .vsix, used with mouse and keyboard', 'test/vscode/ui.ts'),
  person('zh-cn', 'the same in Simplified Chinese', 'test/vscode/zh-cn.ts', [...fromNpm, chineseFont]),
  person('tuning', 'the same with the planner, a measured httpd and the advisor', 'test/vscode/tuning.ts'),
  person('restricted', 'the same in a folder that is not trusted', 'test/vscode/restricted.ts'),
  person('neighbour', 'the same beside another extension for Apache files', 'test/vscode/neighbour.ts'),
];

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('-'));
const wrong = [
  ...named.filter((name) => !suites.some((suite) => suite.name === name)),
  ...args.filter((arg) => arg.startsWith('-') && arg !== '--verbose' && arg !== '--list'),
];
if (args.includes('--list') || wrong.length > 0) {
  if (wrong.length > 0) console.error(`There is no suite or option ${wrong.join(', ')}. The suites:`);
  for (const { name, what } of suites) console.log(`  ${name.padEnd(10)} ${what}`);
  process.exit(wrong.length > 0 ? 2 : 0);
}
const show = args.includes('--verbose') || (named.length === 1 && !inCI);

mkdirSync(logs, { recursive: true });
const chosen = named.length === 0 ? suites : suites.filter(({ name }) => withWhatTheyNeed(named).has(name));
await installMissing(chosen);

const began = Date.now();
const total = { passed: 0, failed: 0, skipped: 0 };
const broken = new Set<string>();
for (const suite of chosen) {
  const counts = await runSuite(suite);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (counts.failed > 0) broken.add(suite.name);
}
console.log(`\n${chosen.length} suites in ${seconds(began)}; their full output is in out/test-logs`);
if (broken.size > 0) console.log(`Failed: ${[...broken].join(', ')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);

async function runSuite({ name, what, args, env, counts, after = [], needs = [] }: Suite): Promise<Counts> {
  console.log(`\n▸ ${name}: ${what}`);
  const lacking = needs.filter(({ there }) => !there()).map(({ how }) => how);
  const unready = after.filter((other) => broken.has(other)).map((other) => `${other} failed`);
  if (lacking.length + unready.length > 0) {
    console.log(`  ⚠ NOT RUN: ${[...unready, ...lacking].join('\n             ')}`);
    return inCI ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 };
  }
  const started = Date.now();
  const log = join(logs, `${name}.log`);
  const ran = await run({
    command: process.execPath,
    args,
    cwd: root,
    env: { ...process.env, ...(process.stdout.isTTY && show ? {} : { NO_COLOR: '1' }), ...env },
    log,
    show,
    limit: suiteLimit,
  });
  const result = judged(counts(ran), ran);
  if (result.failed > 0 && !show) console.log(lastLines(ran.output).replace(/^/gm, '  │ '));
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  const failed = result.failed > 0 ? `, ${result.failed} FAILED` : '';
  console.log(`  ${result.failed > 0 ? '✖' : '✔'} ${result.passed} passed${failed}${skipped} in ${seconds(started)}`);
  return result;
}

/** A suite that ended badly, or in which nothing ran, has failed whatever it counted. */
function judged(counts: Counts, { code }: Ran): Counts {
  if (counts.failed > 0) return counts;
  if (code !== 0) return { ...counts, failed: 1 };
  if (counts.passed > 0) return counts;
  console.log('  no test ran');
  return { ...counts, failed: 1 };
}

function withWhatTheyNeed(names: readonly string[]): Set<string> {
  const all = new Set<string>();
  const add = (name: string) => {
    all.add(name);
    for (const other of suites.find((suite) => suite.name === name)?.after ?? []) add(other);
  };
  names.forEach(add);
  return all;
}

async function installMissing(wanted: readonly Suite[]): Promise<void> {
  const missing = new Set(wanted.flatMap(({ needs = [] }) => needs).filter(({ there }) => !there()));
  const packages = [...missing].flatMap(({ debianPackage }) => debianPackage ?? []);
  if (packages.length === 0 || !canInstall()) return;
  try {
    await installDebianPackages(packages, join(logs, 'apt.log'));
  } catch (error) {
    console.error((error as Error).message);
  }
}

function check(name: string, what: string, args: readonly string[], after: readonly string[] = []): Suite {
  const counts = ({ code }: Ran) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  return { name, what, args, after, counts };
}

function vitest(name: string, what: string, rest: Pick<Suite, 'after' | 'needs'> = {}): Suite {
  const report = join(out, `vitest-${name}.json`);
  rmSync(report, { force: true });
  const counts = (): Counts => {
    try {
      const json = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
      const of = (key: string) => json[key] ?? 0;
      return {
        passed: of('numPassedTests'),
        failed: of('numFailedTests'),
        skipped: of('numPendingTests') + of('numTodoTests'),
      };
    } catch {
      return { passed: 0, failed: 1, skipped: 0 };
    }
  };
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { name, what, args: [bin('vitest/vitest.mjs'), 'run', '--project', name, ...reporters], counts, ...rest };
}

function mocha(
  name: string,
  what: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  needs: readonly Need[] = fromNpm,
): Suite {
  const counts = ({ output }: Ran): Counts => {
    const of = (word: string) =>
      [...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'gm'))].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
    return { passed: of('passing'), failed: of('failing'), skipped: of('pending') };
  };
  return { name, what, args, env, counts, after: ['build'], needs };
}

/** Whether fontconfig knows a font for the language. */
function hasFontFor(language: string): boolean {
  return Boolean(spawnSync('fc-list', [`:lang=${language}`], { encoding: 'utf8' }).stdout?.trim());
}

function person(name: string, what: string, program: string, needs?: readonly Need[]): Suite {
  return { ...mocha(name, what, [program], {}, needs), after: ['package'] };
}

function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n');
  const shown = 200;
  return [...(lines.length > shown ? [`(${lines.length - shown} lines above)`] : []), ...lines.slice(-shown)].join(
    '\n',
  );
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
