import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith } from '../support/folder.ts';
import { bundle } from '../support/language-client.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = ['README.md', 'docs/command-line.md', 'docs/tuning.md'];

/** The fenced blocks of a language in the documents. */
function blocks(language: string): readonly string[] {
  return documents.flatMap((document) =>
    [
      ...readFileSync(join(root, document), 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms')),
    ].map(([, block = '']) => block),
  );
}

interface Pipeline {
  readonly jobs?: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
  readonly 'apache-mpm'?: { readonly script: readonly string[] };
}

const scripts = blocks('yaml').flatMap((block) => {
  const { jobs = {}, 'apache-mpm': job } = parse(block) as Pipeline;
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  return [...runs, ...(job?.script ?? [])];
});
const lines = [...blocks('sh').flatMap((block) => block.trimEnd().split('\n')), ...scripts];
const commands = [...new Set(lines.filter((line) => /(^|\| )(apache-mpm|node dist\/cli\.js) /.test(line)))];

/** A folder with what the commands name, a server's `/etc/apache2` among it, and `apache-mpm` on the PATH. */
function workplace() {
  const files = ['docker/httpd.conf', 'roles/web/templates/mpm_event.conf', 'mpm.conf', 'mpm_event.conf'];
  const folder = folderWith({
    ...Object.fromEntries(files.map((file) => [file, 'ThreadsPerChild 25\nMaxRequestWorkers 410\n'])),
    'bin/.keep': '',
  });
  for (const to of ['etc', 'examples/etc'])
    cpSync(join(root, 'examples/etc'), join(folder, to), { recursive: true, verbatimSymlinks: true });
  symlinkSync(bundle('cli.js'), join(folder, 'bin/apache-mpm'));
  symlinkSync(join(root, 'dist'), join(folder, 'dist'));
  const git = (...args: string[]) =>
    expect(
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder }).status,
    ).toBe(0);
  git('init', '--quiet');
  git('add', 'etc');
  git('commit', '--quiet', '--message', 'A server');
  return folder;
}

test('there are commands in the documents', () => {
  expect(commands.length).toBeGreaterThan(12);
});

test.skipIf(process.platform === 'win32').each(commands)('%s', (command) => {
  const folder = workplace();
  const run = command
    .replace(' /etc/apache2', ' etc/apache2')
    // Whether jq is there is not the question.
    .replace(/ \| jq .*/, '');
  const env = { ...process.env, PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', run], { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).not.toMatch(/apache-mpm: |error: |not found/);
  expect([0, 1]).toContain(status);
  if (!run.includes('>') && !run.includes('git apply') && !run.includes('startup')) expect(stdout).not.toBe('');
});

test('the hooks for pre-commit run on the files that they want', () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as {
    id: string;
    entry: string;
    language: string;
    files: string;
  }[];
  expect(hooks.map(({ id, language }) => [id, language])).toEqual([
    ['apache-mpm', 'node'],
    ['apache-mpm-fix', 'node'],
  ]);
  const folder = workplace();
  const env = { ...process.env, PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) };
  for (const { entry, files } of hooks) {
    const wanted = ['mpm_event.conf', 'docker/httpd.conf', 'README.md', 'site.conf'].filter((file) =>
      new RegExp(files).test(file),
    );
    expect(wanted).toEqual(['mpm_event.conf', 'docker/httpd.conf']);
    const { status, stdout } = spawnSync('sh', ['-c', `${entry} "$@"`, 'sh', ...wanted], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect(stdout).toContain('[max-request-workers-not-a-multiple]');
    // What is left after the safe fixes needs a decision.
    expect(status).toBe(1);
  }
});

test('the package that npm makes is the command with its languages, and installs without a network', {
  timeout: 120_000,
}, () => {
  const folder = folderWith({});
  const npm = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('npm', [...args, '--ignore-scripts', '--offline', '--json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, npm_config_cache: join(folder, 'cache') },
    });
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  const packed = npm('pack', root);
  const { filename, files } = Array.isArray(packed) ? packed[0] : packed['apache-mpm'];
  const parts = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.js') && name !== 'client.js');
  expect(parts).toEqual(expect.arrayContaining(['cli.js', 'server.js']));
  expect(files.map(({ path }: { path: string }) => path).sort()).toEqual([
    'LICENSE',
    'README.md',
    'README.zh-cn.md',
    ...[...parts.map((name) => `dist/${name}`), 'dist/third-party-notices.txt'].sort(),
    'l10n/pages.zh-cn.json',
    'l10n/server.zh-cn.json',
    'package.json',
  ]);
  npm('install', '--global', '--prefix', join(folder, 'installed'), join(folder, filename));
  const command = join(
    folder,
    'installed',
    ...(process.platform === 'win32' ? ['apache-mpm.cmd'] : ['bin', 'apache-mpm']),
  );
  const says = (...args: string[]) =>
    spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' }).stdout;
  expect(says('--version')).toMatch(/^apache-mpm \d+\.\d+\.\d+, /);
  expect(says('explain', 'listen-twice')).toContain('`listen-twice`');
});
