import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { apacheMpm, nobody } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';
import { startHttpd } from '../support/running-httpd.ts';

const machine = ['--memory', '8G', '--process', '60M'];
const demand = ['--rps', '300', '--service-ms', '120'];

/** The lines of a block that are no comment, as they are written. */
const settingsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^\s*[A-Z]\w+ +\d/.test(line))
    .map((line) => line.trim().replace(/ +/, ' '));

describe('a block', () => {
  test('is printed with the reasons as comments, and httpd-like remarks stand beside it', () => {
    const { exit, stdout, stderr } = apacheMpm(['tune', '--mpm', 'event', ...machine, ...demand]);
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^<IfModule mpm_event_module>\n {4}# apache-mpm: memory=8G process=60M rps=300 service-ms=120\n/,
    );
    expect(stdout).toMatch(/<\/IfModule>\n$/);
    expect(settingsIn(stdout)).toContain('MaxRequestWorkers 100');
    expect(stdout).toContain(
      "# MaxRequestWorkers 100: 300 requests/s × 0.12 s = 36 workers busy at once (Little's law)",
    );
    expect(stderr).toContain('8 GiB less 1.6 GiB for system, page cache and the rest (assumed) = 6.4 GiB for httpd\n');
    expect(stderr).toContain('Assumed:\n');
    expect(stderr).toContain('Worth to know:\n');
  });

  test('of WinNT has the threads of its one process, and check takes it', () => {
    const windows = ['--mpm', 'winnt', '--memory', '8G', '--reserve', '4G', '--process', '200M', '--thread', '1M'];
    const { exit, stdout, stderr } = apacheMpm(['tune', ...windows, '--process-threads', '64', ...demand]);
    expect(exit).toBe(0);
    expect(settingsIn(stdout)).toEqual(['ThreadLimit 64', 'ThreadsPerChild 64', 'MaxConnectionsPerChild 0']);
    expect(stdout).toMatch(/^<IfModule mpm_winnt_module>\n/);
    expect(stderr).toContain('The process of 64 threads and the scoreboard take up to 200 MiB of 4 GiB');
    expect(stderr).not.toContain('LimitNOFILE');
    const folder = folderWith({ 'httpd-mpm.conf': stdout });
    expect(apacheMpm(['check', '--mpm', 'winnt', 'httpd-mpm.conf'], folder)).toMatchObject({ exit: 0, stderr: '' });
  });

  test('is taken by check and effective as it stands', () => {
    const { stdout } = apacheMpm(['tune', ...machine, ...demand]);
    const folder = folderWith({ 'mpm.conf': stdout });
    expect(apacheMpm(['check', 'mpm.conf'], folder)).toMatchObject({ exit: 0, stderr: '' });
    const { settings } = JSON.parse(apacheMpm(['effective', '--format', 'json', 'mpm.conf'], folder).stdout);
    expect(settings.MaxRequestWorkers).toMatchObject({ written: '100', effective: 100, adjustments: [] });
  });

  test('is told as JSON, with all that was assumed and asked', () => {
    const { exit, stdout, stderr } = apacheMpm([
      'tune',
      ...machine,
      ...demand,
      '--backend',
      '10',
      '--workload',
      'php-fpm',
      '--format',
      'json',
    ]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      mpm: 'event',
      met: false,
      binds: 'least',
      capacity: { processes: 4, threadsPerProcess: 25, workers: 100, connections: 300 },
      demand: { workers: 52 },
      facts: { memory: 2 ** 33, backend: 10 },
      unmet: [{ limit: 'backend', workers: 10 }],
    });
    expect(told.settings.MaxRequestWorkers.value).toBe(100);
    expect(told.settings.MaxRequestWorkers.because.length).toBeGreaterThan(1);
    expect(told.block).toContain('<IfModule mpm_event_module>');
  });

  test('says what keeps a demand from being met', () => {
    const { exit, stderr } = apacheMpm([
      'tune',
      '--memory',
      '1G',
      '--process',
      '60M',
      '--rps',
      '3000',
      '--service-ms',
      '500',
    ]);
    expect(exit).toBe(0);
    expect(stderr).toContain(
      'The demand is not met: 768 MiB ÷ 60 MiB for a process of 25 threads = 12 processes = 300 workers. ',
    );
  });
});

describe('what cannot be ends with 2 and prints nothing', () => {
  test.each([
    [[], 'Too little is known'],
    [['--memory', '8G'], 'How much memory does one child process take under load (process)?'],
    [['--rps', '5'], 'A demand needs both --rps and --service-ms'],
    [['--memory', '8'], '“8” has no unit: write 8G'],
    [['--memory', '-8G'], 'memory -8 GiB is negative'],
    [['--memory', '0G'], 'memory is zero'],
    [['--memory', '900T'], 'memory 900 TiB is more than can be true'],
    [
      ['--memory', '8G', '--reserve', '9G', '--process', '60M'],
      'The reserve of 9 GiB leaves nothing of the memory of 8 GiB',
    ],
    [['--memory', '64M', '--process', '60M'], 'No process fits:\n  32 MiB ÷ 60 MiB'],
    [['--rps', 'many', '--service-ms', '1'], '“many” is no number'],
    [['--rps', '1', '--service-ms', '0'], '0 ms for a request: it must be 0.01 to 86400000'],
    [['--threads', '0', ...machine], 'ThreadsPerChild 0: it must be 1 to 20000'],
    [['--mpm', 'netware', ...machine], 'Allowed choices are event, worker, prefork, winnt'],
    [
      ['--mpm', 'winnt', '--memory', '128M', '--process', '100M'],
      'No process fits:\n  64 MiB do not hold the one process',
    ],
    [['--workload', 'games', ...machine], 'Allowed choices are static, php-fpm'],
    [['--write', '/nowhere/mpm.conf', ...machine], 'cannot read /nowhere/mpm.conf: No such file or directory'],
    [['--measure', '--pid', '999999999'], 'No httpd with child processes is seen to run here'],
  ])('%j', (args, reason) => {
    const { exit, stdout, stderr } = apacheMpm(['tune', ...args]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });
});

describe('--write', () => {
  const block =
    '<IfModule mpm_event_module>\n\tStartServers 2\n\tListenBacklog 200\n\tMaxRequestWorkers 150\n</IfModule>\n';

  test('puts the settings in the place of the old ones, and prints what changes', () => {
    const folder = folderWith({ 'mpm_event.conf': block });
    const { exit, stdout } = apacheMpm(['tune', ...machine, ...demand, '--write', 'mpm_event.conf'], folder);
    expect(exit).toBe(0);
    expect(stdout).toContain('--- a/mpm_event.conf\n+++ b/mpm_event.conf\n');
    expect(stdout).toContain('\n-\tMaxRequestWorkers 150\n');
    expect(stdout).toContain('\n \tListenBacklog 200\n');
    const text = readFileSync(join(folder, 'mpm_event.conf'), 'utf8');
    expect(settingsIn(text)).toEqual([
      'ServerLimit 8',
      'StartServers 2',
      'ThreadLimit 25',
      'ThreadsPerChild 25',
      'MinSpareThreads 12',
      'MaxSpareThreads 62',
      'MaxRequestWorkers 100',
      'AsyncRequestWorkerFactor 2',
      'MaxConnectionsPerChild 0',
      'ListenBacklog 200',
    ]);
  });

  test('takes the facts that the file tells, and tells them again with the new ones', () => {
    const folder = folderWith({ 'mpm_event.conf': `# apache-mpm: memory=8G process=60M reserve=1G\n${block}` });
    const { exit } = apacheMpm(
      ['tune', '--rps', '2000', '--service-ms', '300', '--process', '50M', '--write', 'mpm_event.conf'],
      folder,
    );
    expect(exit).toBe(0);
    const text = readFileSync(join(folder, 'mpm_event.conf'), 'utf8');
    expect(text).toContain('\n\t# apache-mpm: memory=8G reserve=1G process=50M rps=2000 service-ms=300\n');
    expect(settingsIn(text)).toContain('MaxRequestWorkers 800');
  });

  test('says which settings do not come to count, as other lines overrule them', () => {
    const folder = folderWith({ 'mpm_event.conf': `${block}MaxRequestWorkers 175\n` });
    const { exit, stderr } = apacheMpm(['tune', ...machine, ...demand, '--write', 'mpm_event.conf'], folder);
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^apache-mpm: MaxRequestWorkers 100 does not count: .*mpm_event\.conf:\d+ says 175$/m);
    expect(stderr.match(/does not count/g)).toHaveLength(1);
    const prefork = folderWith({ 'httpd.conf': 'LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n' });
    expect(apacheMpm(['tune', ...machine, ...demand, '--write', 'httpd.conf'], prefork).stderr).toContain(
      'apache-mpm: httpd.conf does not run event: the settings do not count there',
    );
  });

  test('keeps bytes, line ends, permissions and links', () => {
    const folder = folderWith({ 'real.conf': Buffer.from('# caf\xe9\r\nTimeout 60\r\n', 'latin1') });
    chmodSync(join(folder, 'real.conf'), 0o640);
    symlinkSync('real.conf', join(folder, 'link.conf'));
    expect(apacheMpm(['tune', ...machine, ...demand, '--write', 'link.conf'], folder).exit).toBe(0);
    const bytes = readFileSync(join(folder, 'real.conf'));
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('# caf\xe9\r\n');
    expect(bytes.toString('latin1').replaceAll('\r\n', '')).not.toContain('\n');
    expect(statSync(join(folder, 'real.conf')).mode & 0o777).toBe(0o640);
  });

  test('changes nothing where the facts of the file cannot be read, or it may not be written', () => {
    const text = `# apache-mpm: memory=8\n${block}`;
    const folder = folderWith({ 'mpm_event.conf': text, 'own.conf': block });
    const { exit, stdout, stderr } = apacheMpm(['tune', ...demand, '--write', 'mpm_event.conf'], folder);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toBe(
      'apache-mpm: mpm_event.conf has facts that cannot be read:\n  “8” has no unit: write 8G, 8M or 8K (powers of 1024), or 8B for bytes\n',
    );
    expect(readFileSync(join(folder, 'mpm_event.conf'), 'utf8')).toBe(text);
    expect(apacheMpm(['tune', ...machine, '--write', '.'], folder).exit).toBe(2);
  });
});

const httpd = findHttpd();
test.skipIf(!httpd)(
  '--measure takes memory, threads and limits from the httpd that runs, and no size while it is young',
  async () => {
    const running = await startHttpd(httpd!, 'event', ['StartServers 2', 'ThreadsPerChild 20']);
    onTestFinished(() => running.stop());
    const args = ['tune', '--pid', String(running.pid), '--format', 'json'];
    const young = apacheMpm(args);
    expect(young.exit).toBe(2);
    expect(young.stderr).toContain('its processes have not grown yet: their size is not taken');
    const { exit, stdout } = apacheMpm([...args, '--process', '60M', '--memory', '2G', '--reserve', '1G']);
    expect(exit).toBe(0);
    const { facts, capacity } = JSON.parse(stdout);
    expect(facts).toMatchObject({ memory: 2 ** 31, process: 60 * 2 ** 20, processThreads: 20 });
    expect(facts.descriptors).toBeGreaterThan(0);
    expect(capacity).toMatchObject({ processes: 17, workers: 340 });
  },
  30_000,
);

describe.skipIf(!httpd || process.platform !== 'linux')('of several servers that run', () => {
  test('one is chosen by --pid, as each is told with its ports, its configuration file and its command line', async () => {
    const [one, two] = await Promise.all([
      startHttpd(httpd!, 'event', ['StartServers 1', 'ThreadsPerChild 10']),
      startHttpd(httpd!, 'worker', ['StartServers 1', 'ThreadsPerChild 15']),
    ]);
    onTestFinished(async () => void (await Promise.all([one.stop(), two.stop()])));
    const { exit, stdout, stderr } = apacheMpm(['tune', '--measure', ...machine]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(/^apache-mpm: \d+ httpds run here; choose one with --pid:\n/);
    for (const { pid, port, configurationFile } of [one, two]) {
      const told = stderr.split('\n').find((line) => line.startsWith(`  --pid ${pid}: `));
      expect(told).toContain(
        `: ports ${port}; configuration file ${configurationFile}; command line ${httpd!.program} -D `,
      );
    }
    for (const [{ pid }, threads] of [[one, 10] as const, [two, 15] as const]) {
      const chosen = apacheMpm(['tune', '--measure', '--pid', String(pid), ...machine, '--format', 'json']);
      expect(chosen.exit).toBe(0);
      expect(JSON.parse(chosen.stdout).facts.processThreads).toBe(threads);
    }
  }, 60_000);

  test.skipIf(nobody === undefined)(
    'their ports are not told to a user who may not see them',
    async () => {
      const running = await Promise.all([1, 2].map(() => startHttpd(httpd!, 'event', ['StartServers 1'])));
      onTestFinished(async () => void (await Promise.all(running.map((each) => each.stop()))));
      const { exit, stderr } = apacheMpm(['tune', '--measure'], '/', {}, nobody);
      expect(exit).toBe(2);
      for (const { pid, configurationFile } of running) {
        expect(stderr).toContain(
          `--pid ${pid}: ports not readable by this user; configuration file ${configurationFile}; `,
        );
      }
    },
    60_000,
  );
});
