import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const conf = 'StartServers 4k\n';
const finding = (path: string, severity = 'warning') =>
  `${path}:1:14: ${severity}: StartServers 4k is not a number: httpd reads 4 [not-a-number]`;
const rule = (level: string) => JSON.stringify({ rules: { 'not-a-number': level } });
const check = (folder: string, ...args: string[]) => {
  const { exit, stdout, stderr } = apacheMpm(['check', ...args], folder);
  return { exit, lines: stdout.trimEnd().split('\n').filter(Boolean), stderr };
};
/** The findings as one line each, whatever stands around them. */
const foundIn = (lines: readonly string[]) => lines.filter((line) => /\[[a-z-]+\]$/.test(line));

describe('check goes by .apache-mpm.json', () => {
  test('the nearest in the folder of the file or above, alone', () => {
    const folder = folderWith({
      '.apache-mpm.json': rule('off'),
      'mpm_event.conf': conf,
      'a/b/mpm_event.conf': conf,
      'c/.apache-mpm.json': '{}',
      'c/mpm_event.conf': conf,
      'd/.apache-mpm.json': rule('hint'),
      'd/mpm_event.conf': conf,
    });
    const paths = ['mpm_event.conf', 'a/b/mpm_event.conf', 'c/mpm_event.conf', 'd/mpm_event.conf'];
    const { lines, stderr } = check(folder, ...paths);
    expect(foundIn(lines)).toEqual([finding('c/mpm_event.conf'), finding('d/mpm_event.conf', 'hint')]);
    expect(stderr).toBe('');
    expect(foundIn(check(join(folder, 'a/b'), 'mpm_event.conf').lines)).toEqual([]);
  });

  test('for what the machine has, with the place where it is told', () => {
    const folder = folderWith({
      '.apache-mpm.json': JSON.stringify({ facts: { memory: '1G', reserve: '512M', process: '60M' } }),
      'mpm_event.conf': 'ServerLimit 32\nMaxRequestWorkers 400\n',
      'told/mpm_event.conf': '# apache-mpm: memory=2G\nServerLimit 32\nMaxRequestWorkers 400\n',
    });
    expect(foundIn(check(folder, 'mpm_event.conf', 'told/mpm_event.conf').lines)).toEqual([
      'mpm_event.conf:2:1: warning: MaxRequestWorkers 400 allows 16 processes of 60 MiB: 960.7 MiB, and 512 MiB are left for httpd [memory-over-budget]',
    ]);
    const { exit, stdout } = apacheMpm(['tune', '--workload', 'static', '--write', 'mpm_event.conf'], folder);
    expect(exit).toBe(0);
    // 512 MiB hold 8 processes of 60 MiB; the facts stay where they are.
    expect(stdout).toMatch(/^\+MaxRequestWorkers +200$/m);
  });

  test('and no further up than the repository', () => {
    const folder = folderWith({
      '.apache-mpm.json': rule('off'),
      'repository/.git/HEAD': '',
      'repository/a/mpm_event.conf': conf,
    });
    expect(foundIn(check(folder, 'repository/a/mpm_event.conf').lines)).toHaveLength(1);
  });

  test('for what httpd is told, where no option says something else', () => {
    const folder = folderWith({
      '.apache-mpm.json': JSON.stringify({
        httpdVersion: '2.4.10',
        defines: ['BIG'],
        environment: { WORKERS: '410' },
        mpm: 'prefork',
      }),
      'a.conf': '<IfDefine BIG>\n<IfVersion < 2.4.20>\nMaxRequestWorkers ${WORKERS}\n</IfVersion>\n</IfDefine>\n',
    });
    const messages = (...args: string[]) => foundIn(check(folder, ...args, 'a.conf').lines).join();
    expect(messages()).toContain('MaxRequestWorkers 410 is above ServerLimit 256');
    expect(messages('--httpd-version', '2.4.60')).toBe('');
    expect(messages('--define', 'WORKERS=300')).toContain('MaxRequestWorkers 300 is above ServerLimit 256');
    expect(messages('--mpm', 'event')).toContain('MaxRequestWorkers 410 is not a multiple');
    expect(apacheMpm(['effective', 'a.conf'], folder).stdout).toContain('MPM prefork');
  });

  test('for main files: what one of them includes is judged as a part of it', () => {
    const folder = folderWith({
      '.apache-mpm.json': JSON.stringify({ roots: ['main.conf'], pathMappings: { '/srv/web': 'parts' } }),
      'main.conf': 'LoadModule mpm_event_module x.so\nThreadsPerChild 41\nInclude /srv/web/mpm.conf\n',
      'parts/mpm.conf': 'MaxRequestWorkers 400\n',
      'parts/other.conf': 'MaxRequestWorkers 400\n',
    });
    const [part] = foundIn(check(folder, 'parts/mpm.conf').lines).filter((line) => line.includes('not-a-multiple'));
    expect(part).toContain('parts/mpm.conf:1:1');
    expect(part).toContain('is not a multiple of ThreadsPerChild 41');
    expect(foundIn(check(folder, 'parts/other.conf').lines).join()).not.toContain('not-a-multiple');
    const all = foundIn(check(folder, '.').lines).filter((line) => line.includes('not-a-multiple'));
    expect(all).toEqual([part]);
  });

  test('and tells what of it makes no sense, once, and ends with 2', () => {
    const folder = folderWith({
      '.apache-mpm.json': '{\n  "rule": {},\n  "rules": { "not-a-number": "hint" }\n}',
      'mpm_event.conf': conf,
      'b/mpm_event.conf': conf,
    });
    const { exit, lines, stderr } = check(folder, '--max-severity', 'error', 'mpm_event.conf', 'b/mpm_event.conf');
    expect(foundIn(lines)).toEqual([finding('mpm_event.conf', 'hint'), finding('b/mpm_event.conf', 'hint')]);
    expect(stderr).toBe('apache-mpm: .apache-mpm.json:2:3: .apache-mpm.json has no rule: rules is meant perhaps\n');
    expect(exit).toBe(2);
  });

  test('but startup does not: it prints what httpd prints', () => {
    const folder = folderWith({
      '.apache-mpm.json': '{ "defines": ["BIG"] }',
      'a.conf': '<IfDefine BIG>\nX\n</IfDefine>\n',
    });
    expect(apacheMpm(['startup', '--mpm', 'event', 'a.conf'], folder).stderr).toContain('Syntax OK');
  });
});

test('comments silence findings on the command line, and --fix takes out those that silence nothing', () => {
  const text = `LoadModule mpm_event_module x.so\n# apache-mpm-ignore not-a-number: why\n${conf}`;
  const stale = `${text}# apache-mpm-ignore not-a-number\nMinSpareThreads 75\n# apache-mpm-ignore not-a-number: no more\nTimeout 75\n`;
  const folder = folderWith({ 'a.conf': text, 'b.conf': stale });
  const rules = (...args: string[]) => foundIn(check(folder, ...args).lines).map((line) => /\[(.*)\]$/.exec(line)?.[1]);
  expect(rules('a.conf')).not.toContain('not-a-number');
  expect(rules('a.conf')).not.toContain('unused-ignore');
  expect(rules('b.conf')).toContain('unused-ignore');
  expect(apacheMpm(['check', '--fix', 'b.conf'], folder).stdout).toContain('fixed: Remove the comment [unused-ignore]');
  expect(readFileSync(join(folder, 'b.conf'), 'utf8')).toBe(
    `${text}MinSpareThreads 75\n# apache-mpm-ignore not-a-number: no more\nTimeout 75\n`,
  );
});
