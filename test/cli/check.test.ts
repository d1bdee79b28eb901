import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import type { Edit } from '../../server/src/text/place.ts';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';
import { bundle } from '../support/language-client.ts';

const broken = 'StartServers 2\nThreadsPerChild 25\nMaxRequestWorkers 410\n';
const fine = broken.replace('410', '400');
const notAMultiple =
  'warning: MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25) [max-request-workers-not-a-multiple]';
/** What is found in a file of that name with `broken` in it, and where else to look. */
const foundIn = (file: string) => `${file}:3:1: ${notAMultiple}\n    ${file}:2: ThreadsPerChild is set here\n`;

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly mpm: string | null;
  readonly httpd: string | null;
  readonly file: string;
  readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly edits: readonly FileEdit[] }[];
}
interface FileEdit {
  readonly file: string;
  readonly range: Edit['at'];
  readonly text: string;
}

function findingsIn(stdout: string): readonly Finding[] {
  return (JSON.parse(stdout) as { findings: readonly Finding[] }).findings;
}

describe('findings as text', () => {
  test('have a place to click on, and another where the other line is, and end with 1', () => {
    const folder = folderWith({ 'mpm_event.conf': broken });
    expect(apacheMpm(['check', 'mpm_event.conf'], folder)).toEqual({
      exit: 1,
      stdout: foundIn('mpm_event.conf'),
      stderr: '',
    });
  });

  test('are nothing at all for a clean file, which ends with 0', () => {
    const folder = folderWith({ 'mpm_event.conf': fine });
    expect(apacheMpm(['check', 'mpm_event.conf'], folder)).toEqual({ exit: 0, stdout: '', stderr: '' });
  });

  test('name the file from where the person stands', () => {
    const folder = folderWith({ 'etc/mpm_event.conf': broken, 'home/.keep': '' });
    const said = (path: string, from: string) => apacheMpm(['check', path], from).stdout.split(':')[0];
    expect(said('etc/mpm_event.conf', folder)).toBe(join('etc', 'mpm_event.conf'));
    expect(said(join(folder, 'etc/mpm_event.conf'), folder)).toBe(join('etc', 'mpm_event.conf'));
    expect(said('../etc/mpm_event.conf', join(folder, 'home'))).toBe(join('..', 'etc', 'mpm_event.conf'));
    expect(said('./mpm_event.conf', join(folder, 'etc'))).toBe('mpm_event.conf');
  });

  test('come file by file, in the order of the arguments', () => {
    const folder = folderWith({ 'a/mpm_event.conf': broken, 'b.conf': fine, 'c.conf': 'StartServers 4k\n' });
    const { exit, stdout } = apacheMpm(['check', 'c.conf', 'a/mpm_event.conf', 'b.conf'], folder);
    expect(stdout).toBe(
      `c.conf:1:14: warning: StartServers 4k is not a number: httpd reads 4 [not-a-number]\n${foundIn('a/mpm_event.conf')}`,
    );
    expect(exit).toBe(1);
  });

  test.each([
    'my settings.conf',
    'größe 設定 🚦.conf',
    '100%.conf',
    'a#b?c.conf',
    "quote'd.conf",
    '-dash.conf',
    'a:1:2.conf',
  ])('are there for a file called %s', (name) => {
    const folder = folderWith({ [`event mpm/${name}`]: broken });
    const path = `event mpm/${name}`;
    expect(apacheMpm(['check', '--mpm', 'event', path], folder).stdout).toBe(foundIn(path));
    const [finding] = findingsIn(apacheMpm(['check', '--mpm', 'event', '--format', 'json', path], folder).stdout);
    expect(finding?.file).toBe(join(folder, path));
  });
});

describe('findings as JSON', () => {
  test('have exactly the form of the contract', () => {
    const folder = folderWith({ 'mpm_event.conf': broken });
    const file = join(folder, 'mpm_event.conf');
    const { exit, stdout, stderr } = apacheMpm(['check', '--format', 'json', 'mpm_event.conf'], folder);
    const at = (line: number, character: number) => ({ line, character });
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        {
          rule: 'max-request-workers-not-a-multiple',
          severity: 'warning',
          message: 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)',
          httpd: 'AH00513',
          mpm: 'event',
          mpms: ['event'],
          file,
          range: { start: at(2, 0), end: at(2, 21) },
          arithmetic: [],
          related: [{ message: 'ThreadsPerChild is set here', file, range: { start: at(1, 0), end: at(1, 18) } }],
          fixes: [
            {
              title: 'Write 400, the value httpd uses',
              safe: false,
              edits: [{ file, range: { start: at(2, 18), end: at(2, 21) }, text: '400' }],
            },
            {
              title: 'Serve 425 instead of 400: ServerLimit 34, MaxRequestWorkers 425',
              safe: false,
              edits: [
                { file, range: { start: at(2, 0), end: at(2, 0) }, text: 'ServerLimit 34\n' },
                { file, range: { start: at(2, 18), end: at(2, 21) }, text: '425' },
              ],
            },
          ],
        },
      ],
      fixed: [],
      problems: [],
    });
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
  });

  test('are an empty list for clean files', () => {
    const folder = folderWith({ 'mpm_event.conf': fine });
    const { exit, stdout } = apacheMpm(['check', '--format', 'json', 'mpm_event.conf'], folder);
    expect(JSON.parse(stdout)).toEqual({ findings: [], fixed: [], problems: [] });
    expect(exit).toBe(0);
  });

  test('are one object for all files', () => {
    const folder = folderWith({ 'mpm_event.conf': broken, 'mpm_prefork.conf': 'MaxRequestWorkers 400\n' });
    const { stdout } = apacheMpm(['check', '--format', 'json', 'mpm_event.conf', 'mpm_prefork.conf'], folder);
    expect(findingsIn(stdout).map(({ mpm, rule, httpd }) => [mpm, rule, httpd])).toEqual([
      ['event', 'max-request-workers-not-a-multiple', 'AH00513'],
      ['prefork', 'max-request-workers-above-server-limit', 'AH00180'],
    ]);
  });

  test('have no code where httpd says nothing', () => {
    const folder = folderWith({ 'mpm_event.conf': 'MaxSpareThreads 75\nMaxClients 400\n' });
    const found = findingsIn(apacheMpm(['check', '--format', 'json', 'mpm_event.conf'], folder).stdout);
    expect(found.map(({ rule, httpd }) => [rule, httpd])).toEqual([
      ['max-spare-too-small', null],
      ['deprecated-directive-name', null],
    ]);
  });

  test('have edits that mend the file', () => {
    const text = '# 🚦\r\nMaxClients 400\r\n  ThreadsPerChild "25;"\r\n';
    const folder = folderWith({ 'mpm_event.conf': text });
    const found = findingsIn(apacheMpm(['check', '--format', 'json', 'mpm_event.conf'], folder).stdout);
    expect(found.map(({ rule }) => rule)).toEqual(['deprecated-directive-name', 'not-a-number']);
    const safe = found.flatMap(({ fixes }) => fixes.find((fix) => fix.safe)?.edits ?? []);
    const mended = applyEdits(
      text,
      safe.map(({ file, range, text }) => ({ at: { uri: file, start: range.start, end: range.end }, text })),
    );
    expect(mended).toBe('# 🚦\r\nMaxRequestWorkers 400\r\n  ThreadsPerChild "25"\r\n');
    const again = folderWith({ 'mpm_event.conf': mended });
    expect(apacheMpm(['check', 'mpm_event.conf'], again)).toEqual({ exit: 0, stdout: '', stderr: '' });
  });
});

describe('the severity that counts', () => {
  const one: Readonly<Record<string, string>> = {
    hint: 'MaxClients 400\n',
    warning: 'StartServers 4k\n',
    error: 'ServerLimit\n',
  };
  const order = ['hint', 'information', 'warning', 'error'];
  test.each(Object.keys(one))('%s ends with 1 up to its own severity', (severity) => {
    const folder = folderWith({ 'mpm_event.conf': one[severity]! });
    const exits = order.map((most) => apacheMpm(['check', '--max-severity', most, 'mpm_event.conf'], folder).exit);
    expect(exits).toEqual(order.map((most) => (order.indexOf(severity) >= order.indexOf(most) ? 1 : 0)));
    const [finding] = findingsIn(apacheMpm(['check', '--format', 'json', 'mpm_event.conf'], folder).stdout);
    expect(finding?.severity).toBe(severity);
  });

  test('is information where nobody says it: hints alone end with 0', () => {
    const exits = Object.values(one).map((text) => {
      return apacheMpm(['check', 'mpm_event.conf'], folderWith({ 'mpm_event.conf': text })).exit;
    });
    expect(exits).toEqual([0, 1, 1]);
    const information = folderWith({ 'mpm_prefork.conf': 'KeepAliveTimeout 120\n' });
    const { exit, stdout } = apacheMpm(['check', 'mpm_prefork.conf'], information);
    expect(stdout).toMatch(/^mpm_prefork\.conf:1:1: information: /);
    expect(exit).toBe(1);
  });

  test('changes nothing about what is printed', () => {
    const folder = folderWith({ 'mpm_event.conf': one.hint! });
    const { exit, stdout } = apacheMpm(['check', '--max-severity', 'error', 'mpm_event.conf'], folder);
    expect(stdout).toContain('[deprecated-directive-name]');
    expect(exit).toBe(0);
  });
});

describe('what is assumed of httpd', () => {
  test('--mpm judges as this MPM does, whatever the file is called', () => {
    const folder = folderWith({ 'mpm_event.conf': 'MaxRequestWorkers 410\n' });
    const under = (mpm: string) => apacheMpm(['check', '--mpm', mpm, 'mpm_event.conf'], folder).stdout;
    expect(under('event')).toContain('[max-request-workers-not-a-multiple]');
    expect(under('prefork')).toContain('[max-request-workers-above-server-limit]');
    expect(under('winnt')).toContain('[directive-of-another-mpm]');
  });

  test('--define gives the names of <IfDefine> and the values of variables', () => {
    const text = '<IfDefine BIG>\nMaxRequestWorkers ${WORKERS}\n</IfDefine>\n';
    const folder = folderWith({ 'mpm_event.conf': text });
    const check = (...args: string[]) => apacheMpm(['check', ...args, 'mpm_event.conf'], folder);
    expect(check()).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(check('--define', 'BIG', '--define', 'WORKERS=410').stdout).toContain('MaxRequestWorkers 410 is not');
    expect(check('--define', 'BIG', '--define', 'WORKERS=400').stdout).toBe('');
    expect(check('--define', 'WORKERS=410').stdout).toBe('');
  });

  test('--httpd-version decides <IfVersion>', () => {
    const folder = folderWith({
      'mpm_event.conf': '<IfVersion >= 2.4.60>\nMaxRequestWorkers 410\n</IfVersion>\n',
    });
    const check = (...args: string[]) => apacheMpm(['check', ...args, 'mpm_event.conf'], folder).exit;
    expect(check('--httpd-version', '2.4.60')).toBe(1);
    expect(check('--httpd-version', '2.4.59')).toBe(0);
    expect(check()).toBe(1);
  });
});

describe('what cannot be read', () => {
  const message = (path: string, reason: string) => `apache-mpm: cannot read ${path}: ${reason}\n`;

  test('a file that is not there ends with 2, and says so', () => {
    const folder = folderWith({});
    expect(apacheMpm(['check', 'nothing.conf'], folder)).toEqual({
      exit: 2,
      stdout: '',
      stderr: message('nothing.conf', 'No such file or directory'),
    });
  });

  test('links that lead nowhere or in a circle end with 2', () => {
    const folder = folderWith({});
    symlinkSync('gone.conf', join(folder, 'nowhere.conf'));
    symlinkSync('circle.conf', join(folder, 'circle.conf'));
    const { exit, stderr } = apacheMpm(['check', 'nowhere.conf', 'circle.conf'], folder);
    expect(exit).toBe(2);
    expect(stderr).toBe(
      message('nowhere.conf', 'No such file or directory') +
        message('circle.conf', 'Too many levels of symbolic links'),
    );
  });

  // The superuser may read everything, so that nobody has to be asked.
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
  const nobodyRuns =
    nobody === undefined || spawnSync(process.execPath, [bundle('cli.js'), '-V'], { uid: nobody }).status === 0;
  test.skipIf(process.platform === 'win32' || !nobodyRuns)('a file that this user may not read ends with 2', () => {
    const folder = folderWith({ 'secret.conf': broken });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'secret.conf'), 0);
    const { exit, stderr } = apacheMpm(['check', 'secret.conf'], folder, {}, nobody);
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: message('secret.conf', 'Permission denied') });
  });

  test('does not hide the findings in other files, and ends with 2 all the same', () => {
    const folder = folderWith({ 'mpm_event.conf': broken });
    mkdirSync(join(folder, 'folder'));
    const { exit, stdout, stderr } = apacheMpm(['check', 'nothing.conf', 'mpm_event.conf', 'folder'], folder);
    expect(stdout).toBe(foundIn('mpm_event.conf'));
    expect(stderr.split('\n')).toHaveLength(3);
    expect(exit).toBe(2);
    const json = apacheMpm(['check', '--format', 'json', 'nothing.conf', 'mpm_event.conf'], folder);
    expect(findingsIn(json.stdout)).toHaveLength(1);
    expect(json.exit).toBe(2);
  });

  test('is not bytes that are no UTF-8: places count them as one character each', () => {
    const latin1 = Buffer.from('# Stra\xdfe\nPidFile "gr\xfc\xdfe" \\\n\nMaxRequestWorkers 410\n', 'latin1');
    const folder = folderWith({
      'mpm_event.conf': latin1,
      'junk.conf': Buffer.from([35, 255, 254, 10, 13, 9, 92, 10]),
    });
    const { exit, stdout, stderr } = apacheMpm(['check', 'mpm_event.conf', 'junk.conf'], folder);
    expect({ exit, stdout, stderr }).toEqual({ exit: 1, stdout: `mpm_event.conf:4:1: ${notAMultiple}\n`, stderr: '' });
    const odd = folderWith({ 'mpm_event.conf': Buffer.from('StartServers 4\xff4\n', 'latin1') });
    const [finding] = findingsIn(apacheMpm(['check', '--format', 'json', 'mpm_event.conf'], odd).stdout);
    expect(finding).toMatchObject({
      rule: 'not-a-number',
      range: { start: { character: 13 }, end: { character: 16 } },
    });
  });
});

test('100,000 findings are all printed', () => {
  const folder = folderWith({ 'many.conf': 'StartServers 4k\n'.repeat(100_000) });
  const { exit, stdout } = apacheMpm(['check', '--mpm', 'event', 'many.conf'], folder);
  expect(stdout.match(/\[not-a-number\]\n/g)).toHaveLength(100_000);
  expect(exit).toBe(1);
});

test('a file that is named twice, relative and absolute or by a link, is judged once', () => {
  const folder = folderWith({ 'mpm_event.conf': broken });
  symlinkSync('mpm_event.conf', join(folder, 'link.conf'));
  const absolute = join(folder, 'mpm_event.conf');
  const { stdout } = apacheMpm(['check', absolute, relative(folder, absolute), 'mpm_event.conf', 'link.conf'], folder);
  expect(stdout).toBe(foundIn('mpm_event.conf'));
});

test('what several configurations find in a file that they share is told once, with all their MPMs', () => {
  const folder = folderWith({
    'event.conf': 'LoadModule mpm_event_module modules/mod_mpm_event.so\nInclude shared.conf\n',
    'worker.conf': 'LoadModule mpm_worker_module modules/mod_mpm_worker.so\nInclude shared.conf\n',
    'shared.conf': broken,
  });
  const found = findingsIn(apacheMpm(['check', '--format', 'json', 'event.conf', 'worker.conf'], folder).stdout);
  const own = found.filter(({ rule }) => rule === 'max-request-workers-not-a-multiple');
  expect(own).toMatchObject([{ file: join(folder, 'shared.conf'), mpms: ['event', 'worker'] }]);
});

test.each([
  ['zero bytes', Buffer.from('MaxClients 5\0\n'), 'It is no text: it has zero bytes'],
  ['UTF-16', Buffer.from('\ufeffMaxClients 5\n', 'utf16le'), 'It is no text: it has zero bytes'],
])('a file of %s ends with 2', (_, bytes, reason) => {
  const folder = folderWith({ 'httpd.conf': bytes });
  expect(apacheMpm(['check', 'httpd.conf'], folder)).toEqual({
    exit: 2,
    stdout: '',
    stderr: `apache-mpm: cannot read httpd.conf: ${reason}\n`,
  });
});

test('a pattern that the shell did not expand ends with 2, and says so', () => {
  const { exit, stderr } = apacheMpm(['check', 'conf.d/*.conf'], folderWith({ 'conf.d/a.conf': broken }));
  expect(stderr).toMatch(/^apache-mpm: cannot read conf\.d\/\*\.conf: No file has this name, and patterns /);
  expect(exit).toBe(2);
});

test('an empty path, as of an unset variable, ends with 2', () => {
  const { exit, stdout, stderr } = apacheMpm(['check', ''], folderWith({ 'mpm_event.conf': broken }));
  expect(stderr).toBe('apache-mpm: cannot read : No such file or directory\n');
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
});

test('control characters of a file do nothing to a terminal', () => {
  const folder = folderWith({ 'mpm_event.conf': 'StartServers 4\x1b[2J\n' });
  const { stdout } = apacheMpm(['check', 'mpm_event.conf'], folder);
  expect(stdout).toContain('StartServers 4\\x1b[2J is not a number');
  expect(stdout).not.toContain('\x1b');
});
