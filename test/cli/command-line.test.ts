import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';
import { bundle } from '../support/language-client.ts';

const verbs = ['check', 'startup', 'effective', 'tune', 'explain', 'lsp'];

test('--version names the program and the httpd that it knows', () => {
  for (const option of ['--version', '-V']) {
    const { exit, stdout, stderr } = apacheMpm([option]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/^apache-mpm.*httpd 2\.4\.\d+\n$/);
  }
});

test('--help lists the verbs, and each verb its options', () => {
  for (const args of [['--help'], ['-h'], ['help']]) {
    const { exit, stdout, stderr } = apacheMpm(args);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
  }
  const options: Readonly<Record<string, readonly string[]>> = {
    check: ['--format', '--max-severity', '--mpm', '--define', '--server-root', '--httpd-version'],
    startup: ['--mpm', '--define', '--server-root', '--httpd-version'],
    effective: ['--format', '--mpm', '--define', '--server-root', '--httpd-version'],
    tune: ['--workload', '--memory', '--process', '--rps', '--service-ms', '--measure', '--write', '--format'],
    explain: [],
    lsp: ['--stdio'],
  };
  for (const verb of verbs) {
    const { exit, stdout } = apacheMpm([verb, '--help']);
    expect(exit).toBe(0);
    for (const option of options[verb]!) expect(stdout).toContain(`  ${option}`);
  }
});

describe('wrong usage ends with 2, says why on standard error and prints nothing else', () => {
  test.each([
    [['nothing'], "unknown command 'nothing'"],
    [['check'], "missing required argument 'path'"],
    [['startup'], "missing required argument 'file'"],
    [['effective'], "missing required argument 'file'"],
    [['explain'], "missing required argument 'name'"],
    [['lsp'], "required option '--stdio' not specified"],
    [['check', '--nothing', 'a.conf'], "unknown option '--nothing'"],
    [['check', '--format', 'xml', 'a.conf'], 'Allowed choices are'],
    [['effective', '--format', 'sarif', 'a.conf'], 'Allowed choices are text, json'],
    [['check', '--max-severity', 'fatal', 'a.conf'], 'Allowed choices are hint, information, warning, error'],
    [['check', '--mpm', 'apache', 'a.conf'], 'Allowed choices are event, worker, prefork, winnt'],
    [['check', '--httpd-version', '2.4', 'a.conf'], 'It has the form 2.4.'],
    [['startup', '--httpd-version', 'new', 'a.conf'], 'It has the form 2.4.'],
    [['check', '--mpm'], 'argument missing'],
    [['startup', 'a.conf', 'b.conf'], 'too many arguments'],
  ])('%j', (args, reason) => {
    const { exit, stdout, stderr } = apacheMpm(args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  test('no verb at all', () => {
    const { exit, stdout, stderr } = apacheMpm([]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain('Usage: apache-mpm');
  });
});

describe('a reader who stops early', () => {
  /** Runs the command and closes the pipe behind the first bytes that come, as `| head -1` does. */
  function closedEarly(args: readonly string[], folder: string, pipe: 'stdout' | 'stderr') {
    const child = spawn(process.execPath, [bundle('cli.js'), ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const other = pipe === 'stdout' ? child.stderr : child.stdout;
    let said = '';
    other.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child[pipe].once('data', () => child[pipe].destroy());
    return new Promise<{ exit: number | null; said: string }>((resolve) =>
      child.once('close', (exit) => resolve({ exit, said })),
    );
  }

  test.each([
    ['findings', ['check', '--mpm', 'event', 'many.conf'], 1],
    ['findings as JSON', ['check', '--mpm', 'event', '--format', 'json', 'many.conf'], 1],
    ['settings', ['effective', '--mpm', 'event', 'long.conf'], 0],
  ])('gets no stack trace, and the verdict on %s is what it is', async (_, args, exit) => {
    const folder = folderWith({
      'many.conf': 'StartServers 4k\n'.repeat(20_000),
      'long.conf': 'ServerLimit 8\n'.repeat(20_000),
    });
    expect(await closedEarly(args, folder, 'stdout')).toEqual({ exit, said: '' });
  });

  test('of standard error does no harm either', async () => {
    const folder = folderWith({ 'httpd.conf': `MaxRequestWorkers 410\n${'PidFile ${A}\n'.repeat(20_000)}` });
    expect(await closedEarly(['startup', '--mpm', 'event', 'httpd.conf'], folder, 'stderr')).toEqual({
      exit: 0,
      said: '',
    });
  });

  test.skipIf(process.platform === 'win32')('is a pipe of the shell as well', () => {
    const folder = folderWith({ 'many.conf': 'StartServers 4k\n'.repeat(20_000) });
    const script = 'exec 2>&1; "$0" "$1" check --mpm event many.conf | head -1';
    const { stdout } = spawnSync('sh', ['-c', script, process.execPath, bundle('cli.js')], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^many\.conf:1:\d+: .*\n$/);
  });
});

test('the program is the one that package.json names, and may be executed', () => {
  const root = new URL('../../', import.meta.url);
  const { bin } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  expect(bin).toEqual({ 'apache-mpm': 'dist/cli.js' });
  expect(readFileSync(bundle('cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('a folder full of files is checked as the shell expands it', () => {
  const folder = folderWith({ 'a.conf': 'MaxClients 5\n', 'b.conf': '', 'c.conf': 'StartServers 4k\n' });
  const { stdout } = apacheMpm(['check', ...['a', 'b', 'c'].map((name) => join(folder, `${name}.conf`))], folder);
  expect(stdout.match(/^\w\.conf/gm)).toEqual(['a.conf', 'c.conf']);
});
