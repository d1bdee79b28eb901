import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const posix = (path: string) => path.replaceAll('\\', '/');

interface Source {
  readonly path: string;
  readonly text: string;
  /** What it imports: paths of own files from the root, names of packages as they are written. */
  readonly imports: readonly string[];
}

const sources: readonly Source[] = globSync('{client,server}/src/**/*.ts', { cwd: root }).map((file) => {
  const path = posix(file);
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
  const imports = specifiers.map((name) => (name.startsWith('.') ? posix(normalize(join(dirname(path), name))) : name));
  return { path, text, imports };
});

const floors = [
  'text',
  'syntax',
  'catalogue',
  'resolve',
  'mpm',
  'tuning',
  'rules',
  'control',
  'analyse',
  'features',
  'server',
  'hosts',
];
/** Files that stand beside the folders: the pipeline. */
const pipeline = ['analyse.ts', 'judge.ts', 'startup.ts'];

function floorOf(path: string): number {
  const inside = path.replace('server/src/', '');
  return floors.indexOf(pipeline.includes(inside) ? 'analyse' : inside.split('/')[0]!);
}

const server = sources.filter(({ path }) => path.startsWith('server/'));

test('there is something to look at, and every file stands on a floor', () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(server.filter(({ path }) => floorOf(path) < 0).map(({ path }) => path)).toEqual([]);
});

test('imports point down', () => {
  const upward = server.flatMap(({ path, imports }) =>
    imports.filter((to) => to.startsWith('server/') && floorOf(to) > floorOf(path)).map((to) => `${path} → ${to}`),
  );
  expect(upward).toEqual([]);
});

test('the catalogue knows nothing but text, and a rule knows no other rule', () => {
  const known = server.flatMap(({ path, imports }) =>
    floorOf(path) === floors.indexOf('catalogue') ? imports.filter((to) => to.startsWith('server/src/syntax/')) : [],
  );
  const isRule = new Set(
    server.filter(({ text }) => /^export default (rule|textRule|commentRule)\(/m.test(text)).map(({ path }) => path),
  );
  const between = [...isRule].flatMap((path) =>
    sources.find((each) => each.path === path)!.imports.filter((to) => isRule.has(to)),
  );
  expect(isRule.size).toBeGreaterThanOrEqual(9);
  expect([...known, ...between]).toEqual([]);
});

test('no file imports itself by a detour, types included', () => {
  const graph = new Map(
    sources.map(({ path, imports }) => [path, imports.filter((to) => sources.some((each) => each.path === to))]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (trail.includes(path) || done.has(path)) return;
    for (const to of graph.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  expect(cycles).toEqual([]);
});

test.each([
  ['chevrotain', /^server\/src\/syntax\//],
  ['node:', /^server\/src\/hosts\//],
  ['commander', /^server\/src\/hosts\//],
  ['jsonc-parser', /^server\/src\/control\//],
  ['vscode-languageserver', /^server\/src\/(server|hosts|features)\//],
  ['vscode-languageclient', /^client\//],
  ['d3-scale', /^client\/src\/planner\/page\//],
  ['d3-shape', /^client\/src\/planner\/page\//],
])('%s is imported only where it may be', (name, allowed) => {
  const users = sources.filter(({ imports }) =>
    imports.some((to) => to === name || to.startsWith(name.endsWith(':') ? name : `${name}/`)),
  );
  expect(users.length).toBeGreaterThan(0);
  expect(users.map(({ path }) => path).filter((path) => !allowed.test(path))).toEqual([]);
});

test('features know the protocol, not the server; only the client knows vscode', () => {
  const wrong = sources.filter(({ path, imports }) =>
    imports.some(
      (to) =>
        (path.startsWith('server/src/features/') && /^vscode-languageserver(\/|$)/.test(to)) ||
        (!path.startsWith('client/') && to === 'vscode') ||
        (path.startsWith('client/') && to.startsWith('server/')),
    ),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('a server says hello without the engine, and finds without pages, manual and the other features', () => {
  const needed = (path: string, found = new Set<string>()): ReadonlySet<string> => {
    if (found.has(path)) return found;
    found.add(path);
    const { text = '' } = sources.find((each) => each.path === path) ?? {};
    for (const [, name = ''] of text.matchAll(/^import (?!type\b)(?:[^;']* from )?'([^']+)'/gm)) {
      needed(name.startsWith('.') ? posix(normalize(join(dirname(path), name))) : name, found);
    }
    return found;
  };
  const hello = [...needed('server/src/hosts/node.ts')];
  expect(hello).toContain('server/src/features/announced.ts');
  expect(
    hello.filter((path) => /src\/(syntax|catalogue|resolve|mpm|tuning|rules|control)\/|chevrotain/.test(path)),
  ).toEqual([]);
  const findings = [...needed('server/src/server/session.ts')];
  expect(findings).toContain('chevrotain');
  const later =
    /rules\/pages|features\/index|catalogue\/(manual|messages)\.ts|tuning\/(tune|goal|simulation)\.ts|jsonc-parser/;
  expect(findings.filter((path) => later.test(path))).toEqual([]);
});

test('nothing below the server is async, and any is nowhere', () => {
  const isAsync = server.filter(
    ({ path, text }) =>
      floorOf(path) < floors.indexOf('server') && /\basync (function|\(|\*?\w+ ?[=(])|\bawait |\bPromise</.test(text),
  );
  expect(isAsync.map(({ path }) => path)).toEqual([]);
  expect(sources.filter(({ text }) => /(: any\b|<any>|as any\b)/.test(text)).map(({ path }) => path)).toEqual([]);
});

test('files are small, their names are kebab-case and say what they hold', () => {
  const long = server.filter(
    ({ path, text }) => text.split('\n').length > 300 && !/^\/\/ Generated/.test(text) && path,
  );
  const named = sources.filter(({ path }) => !/^[a-z][a-z0-9-]*(\.(node|browser))?\.ts$/.test(path.split('/').at(-1)!));
  const vague = sources.filter(({ path }) => /utils?|helpers?|manager|provider|misc|common\.ts/.test(path));
  const barrels = sources.filter(({ text }) => /^export (\*|\{[^}]*\}) from/m.test(text));
  expect([...long, ...named, ...vague, ...barrels].map(({ path }) => path)).toEqual([]);
});
