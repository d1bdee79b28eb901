import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const text = '# event\nThreadsPerChild \\\n 25\nMaxRequestWorkers 410\nMinSpareThreads 75\nMaxSpareThreads 75\n';

describe('as JSON', () => {
  interface Effective {
    readonly mpm: string;
    readonly httpdVersion: string;
    readonly settings: Readonly<Record<string, { readonly written: string | null; readonly effective: unknown }>>;
    readonly capacity: Readonly<Record<string, number | null>>;
  }
  const effective = (folder: string, ...args: readonly string[]): Effective =>
    JSON.parse(apacheMpm(['effective', '--format', 'json', ...args], folder).stdout);

  test('settings have exactly the form of the contract', () => {
    const folder = folderWith({ 'mpm_event.conf': text });
    const file = join(folder, 'mpm_event.conf');
    const { mpm, httpdVersion, settings, capacity, ...more } = effective(folder, 'mpm_event.conf');
    const startup = { starts: null, message: 'the file is a part of a configuration' };
    expect({ mpm, httpdVersion, more }).toEqual({
      mpm: 'event',
      httpdVersion: '2.4.71',
      more: { whole: false, startup },
    });
    expect(settings.MaxRequestWorkers).toEqual({
      written: '410',
      effective: 400,
      default: false,
      file,
      line: 4,
      adjustments: [{ httpd: 'AH00513', from: 410, to: 400, silent: false }],
    });
    expect(settings.MaxSpareThreads).toEqual({
      written: '75',
      effective: 101,
      default: false,
      file,
      line: 6,
      adjustments: [{ httpd: null, from: 75, to: 101, silent: true }],
    });
    expect(settings.ServerLimit).toEqual({
      written: null,
      effective: 16,
      default: true,
      file: null,
      line: null,
      adjustments: [],
    });
    expect(capacity).toEqual({
      processes: 16,
      threadsPerProcess: 25,
      workers: 400,
      connections: 1200,
      scoreboardBytes: 344_760,
    });
  });

  test('a continued line has the number that httpd prints, that of its last', () => {
    const folder = folderWith({ 'mpm_event.conf': text });
    expect(effective(folder, 'mpm_event.conf').settings.ThreadsPerChild).toMatchObject({ written: '25', line: 3 });
  });

  test('what is written is the word, what is effective the number that httpd made of it', () => {
    const folder = folderWith({
      'mpm_event.conf': 'StartServers "4k"\n',
      'mpm_worker.conf': 'MaxRequestWorkers ${NOBODY}\n',
    });
    expect(effective(folder, 'mpm_event.conf').settings.StartServers).toMatchObject({ written: '4k', effective: 4 });
    const { settings, capacity } = effective(folder, 'mpm_worker.conf');
    expect(settings.MaxRequestWorkers).toMatchObject({ written: '${NOBODY}', effective: null });
    expect(capacity).toMatchObject({ processes: null, workers: null, connections: null });
  });

  test('the MPM is the one that the file loads or names first, or that of --mpm', () => {
    const folder = folderWith({
      'httpd.conf': 'LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\nMaxRequestWorkers 300\n',
      'httpd-mpm.conf': '<IfModule mpm_worker_module>\n</IfModule>\n<IfModule mpm_prefork_module>\n</IfModule>\n',
      'fragment.conf': 'ThreadsPerChild 64\n',
    });
    expect(effective(folder, 'httpd.conf').mpm).toBe('prefork');
    expect(effective(folder, 'httpd.conf').settings.MaxRequestWorkers?.effective).toBe(256);
    expect(effective(folder, 'httpd-mpm.conf').mpm).toBe('worker');
    expect(effective(folder, '--mpm', 'prefork', 'httpd-mpm.conf').mpm).toBe('prefork');
    expect(effective(folder, '--mpm', 'winnt', 'fragment.conf').settings.ThreadsPerChild?.effective).toBe(64);
  });

  test('--define and --httpd-version count', () => {
    const folder = folderWith({
      'mpm_event.conf': '<IfDefine BIG>\n<IfVersion < 2.4.50>\nServerLimit ${N}\n</IfVersion>\n</IfDefine>\n',
    });
    const limit = (...args: string[]) => effective(folder, ...args, 'mpm_event.conf').settings.ServerLimit?.effective;
    expect(limit('--define', 'BIG', '--define', 'N=20', '--httpd-version', '2.4.49')).toBe(20);
    expect(limit('--define', 'BIG', '--define', 'N=20')).toBe(16);
    expect(effective(folder, '--httpd-version', '2.4.49', 'mpm_event.conf').httpdVersion).toBe('2.4.49');
  });
});

describe('as text', () => {
  test('settings are columns, with the story of those that httpd changes', () => {
    const folder = folderWith({ 'mpm_event.conf': text });
    const { exit, stdout, stderr } = apacheMpm(['effective', 'mpm_event.conf'], folder);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  '));
    expect(lines.slice(0, 3)).toEqual([
      'Whether httpd starts is not known: the file is a part of a configuration',
      '',
      'MPM event',
    ]);
    expect(lines).toContain('ServerLimit  16  default');
    const at = lines.indexOf('MaxRequestWorkers  400  mpm_event.conf:4');
    expect(lines.slice(at + 1, at + 3)).toEqual([
      '  MaxRequestWorkers asks for 410 in mpm_event.conf:4',
      '  httpd changes 410 to 400 because of ThreadsPerChild and says AH00513',
    ]);
    expect(lines).toContain('event: 16 × 25 = 400 workers');
    expect(lines).toContain('  httpd changes 75 to 101 because of MinSpareThreads, ThreadsPerChild, without a word');
  });

  test('each MPM that the file names has its own', () => {
    const folder = folderWith({
      'httpd-mpm.conf': '<IfModule mpm_worker_module>\n</IfModule>\n<IfModule mpm_prefork_module>\n</IfModule>\n',
    });
    const { stdout } = apacheMpm(['effective', 'httpd-mpm.conf'], folder);
    expect(stdout.match(/^MPM \w+$/gm)).toEqual(['MPM worker', 'MPM prefork']);
  });
});

test('findings do not change the exit: it is 0', () => {
  const folder = folderWith({ 'mpm_event.conf': 'MaxRequestWorkers 410\nNothing\n<VirtualHost *>\n' });
  expect(apacheMpm(['effective', 'mpm_event.conf'], folder).exit).toBe(0);
});

test('a file that loads two MPMs has no settings, and ends with 2', () => {
  const loads = ['event', 'prefork'].map((mpm) => `LoadModule mpm_${mpm}_module modules/mod_mpm_${mpm}.so\n`);
  const folder = folderWith({ 'httpd.conf': loads.join('') });
  const { exit, stdout, stderr } = apacheMpm(['effective', 'httpd.conf'], folder);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toBe('apache-mpm: httpd.conf loads more than one MPM, so httpd does not start: event, prefork\n');
});

test('an MPM that is named beside the one that the file loads is one too many', () => {
  const folder = folderWith({
    'conf/httpd.conf': 'Include conf/mods/*.conf\nMaxRequestWorkers 150\n',
    'conf/mods/00-mpm.conf': 'LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n',
  });
  const { exit, stdout, stderr } = apacheMpm(['effective', '--mpm', 'worker', 'conf/httpd.conf'], folder);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toBe(
    'apache-mpm: conf/httpd.conf loads prefork beside the worker that --mpm puts there, so httpd does not start: leave out --mpm\n',
  );
  expect(apacheMpm(['effective', 'conf/httpd.conf'], folder).stdout).toMatch(
    /^httpd starts\n\nMPM prefork, loaded in /,
  );
});

test('a file that cannot be read ends with 2', () => {
  const folder = folderWith({});
  expect(apacheMpm(['effective', 'nothing.conf'], folder)).toEqual({
    exit: 2,
    stdout: '',
    stderr: 'apache-mpm: cannot read nothing.conf: No such file or directory\n',
  });
  expect(apacheMpm(['effective', '--format', 'json', '.'], folder)).toMatchObject({ exit: 2, stdout: '' });
});

describe('of a per-directory file', () => {
  const settings = 'KeepAlive On\nMaxRequestWorkers 200\n';

  test.each([['.htaccess'], ['public.htaccess'], ['htaccess.txt']])('%s there is nothing to show: 2', (name) => {
    const folder = folderWith({ [name]: settings });
    for (const format of ['text', 'json']) {
      const { exit, stdout, stderr } = apacheMpm(['effective', '--format', format, '--mpm', 'event', name], folder);
      expect(stderr).toBe(`apache-mpm: ${name} is a per-directory file (.htaccess), which has no settings of an MPM\n`);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    }
  });

  test('no settings are put into it', () => {
    const folder = folderWith({ '.htaccess': settings });
    const demand = ['--rps', '20', '--service-ms', '300', '--memory', '2G', '--process', '50M'];
    const { exit, stdout, stderr } = apacheMpm(['tune', ...demand, '--write', '.htaccess'], folder);
    expect(stderr).toBe('apache-mpm: .htaccess is a per-directory file (.htaccess), which has no settings of an MPM\n');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(readFileSync(join(folder, '.htaccess'), 'utf8')).toBe(settings);
  });

  test('check finds what httpd refuses, and `startup` prints what httpd prints of it as a configuration', () => {
    const folder = folderWith({ '.htaccess': settings });
    const { exit, stdout } = apacheMpm(['check', '.htaccess'], folder);
    expect(stdout.match(/ \[not-allowed-in-htaccess\]$/gm)).toHaveLength(2);
    expect(exit).toBe(1);
    expect(apacheMpm(['startup', '.htaccess'], folder).stderr).toContain('No MPM loaded');
  });
});
