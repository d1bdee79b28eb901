import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(at(path), 'utf8'));
const { status, stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: at('.'), encoding: 'utf8' });
/** Where the sources are no checkout, what is committed cannot be asked. */
const committed = status === 0 ? stdout.split('\0').filter(Boolean) : undefined;

test.each(['package.json', 'tsconfig.json'])('there is %s', (name) => expect(statSync(at(name)).isFile()).toBe(true));

test.each(['client', 'server', 'syntaxes', 'snippets', 'test'])('there is %s, and something in it', (name) => {
  expect(statSync(at(name)).isDirectory()).toBe(true);
  if (committed) expect(committed.filter((path) => path.startsWith(`${name}/`))).not.toEqual([]);
});

test('what the manifest contributes from a file lies in syntaxes, snippets or schemas', () => {
  const { contributes } = json('package.json');
  const words = json('package.nls.json');
  const contributed = [
    ...contributes.languages.map(({ configuration }: { configuration: string }) => configuration),
    ...[...contributes.grammars, ...contributes.snippets].map(({ path }: { path: string }) => path),
    ...contributes.jsonValidation.map(({ url }: { url: string }) => url),
  ].map((path) => words[/^%(.*)%$/.exec(path)?.[1] ?? ''] ?? path);
  expect(contributed.length).toBeGreaterThan(3);
  for (const path of contributed) {
    expect(path).toMatch(/^\.\/(syntaxes|snippets|schemas)\/[\w.-]+\.json$/);
    expect(existsSync(at(path)), path).toBe(true);
  }
});

test.each(['vscode-languageserver', 'vscode-languageclient', 'chevrotain', 'esbuild', '@vscode/test-electron'])(
  '%s is one of the packages',
  (name) => {
    const { devDependencies, dependencies = {} } = json('package.json');
    expect({ ...dependencies, ...devDependencies }[name]).toMatch(/\d/);
    expect(json('package-lock.json').packages[`node_modules/${name}`].version).toMatch(/^\d+\.\d+\.\d+/);
  },
);
