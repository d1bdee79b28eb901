import { spawnSync } from 'node:child_process';
import { chmodSync, linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeAll } from '../../server/src/hosts/cli/judge-all.ts';
import { mend } from '../../server/src/hosts/cli/mend.ts';
import { writeTexts } from '../../server/src/hosts/cli/write-texts.ts';
import { readFiles } from '../../server/src/rules/annotations.ts';
import { mpmsOf } from '../../server/src/rules/example-files.ts';
import { rules } from '../../server/src/rules/index.ts';
import { pages } from '../../server/src/rules/pages.ts';
import { wordsOf } from '../../server/src/text/message.ts';
import { apacheMpm, nobody } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const broken = Buffer.from(
  '# Stra\xdfe \r\n\tMaxClients "400;" \\\r\n\r\nThreadLimit 25\nThreadsPerChild 25.0\n# end',
  'latin1',
);
const mended = Buffer.from(
  '# Stra\xdfe \r\n\tMaxRequestWorkers "400" \\\r\n\r\nThreadLimit 25\nThreadsPerChild 25\n# end',
  'latin1',
);
const text = (folder: string, name: string) => readFileSync(join(folder, name));

describe('--fix', () => {
  test('applies safe fixes until none is left, and tells each; bytes, line ends and quotes stay', () => {
    const folder = folderWith({ 'mpm_event.conf': broken });
    const { exit, stdout, stderr } = apacheMpm(['check', '--fix', 'mpm_event.conf'], folder);
    expect(text(folder, 'mpm_event.conf').toString('latin1')).toBe(mended.toString('latin1'));
    expect(stdout).toContain('mpm_event.conf:2:2: fixed: Rename to MaxRequestWorkers [deprecated-directive-name]\n');
    expect(stdout).toContain('fixed: Write 400, the number httpd reads [not-a-number]\n');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const again = apacheMpm(['check', '--fix', 'mpm_event.conf'], folder);
    expect(again).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(readdirSync(folder)).toEqual(['mpm_event.conf']);
  });

  test('leaves to people what was meant, and ends with 1 for what is left', () => {
    const folder = folderWith({ 'mpm_event.conf': 'MaxClients 1000\nServerLimit\n' });
    const { exit, stdout } = apacheMpm(['check', '--fix', 'mpm_event.conf'], folder);
    expect(text(folder, 'mpm_event.conf').toString()).toBe('MaxRequestWorkers 1000\nServerLimit\n');
    expect(stdout).toContain(' error: ');
    expect(exit).toBe(1);
  });

  test('does not take a fragment for all that httpd reads', () => {
    const own = 'MaxRequestWorkers 1000\nStartServers 0\n';
    const folder = folderWith({
      'httpd.conf': `LoadModule mpm_event_module m.so\nServerLimit 64\nInclude frag/tuning.conf\n`,
      'frag/tuning.conf': own,
    });
    apacheMpm(['check', '--fix', 'frag/tuning.conf'], folder);
    expect(text(folder, 'frag/tuning.conf').toString()).toBe(own);
    apacheMpm(['check', '--fix', 'httpd.conf'], folder);
    expect(text(folder, 'frag/tuning.conf').toString()).toBe(own.replace('Servers 0', 'Servers 1'));
  });

  test('writes a file again where each of two configurations has something to mend in it', () => {
    const block = (mpm: string, line: string) => `<IfModule mpm_${mpm}_module>\n${line}\n</IfModule>\n`;
    const shared = (starts: number, serves: number) =>
      block('event', `StartServers ${starts}`) + block('prefork', `MaxConnectionsPerChild ${serves}`);
    const load = (mpm: string) => `LoadModule mpm_${mpm}_module modules/mod_mpm_${mpm}.so\nInclude shared.conf\n`;
    const folder = folderWith({ 'a.conf': load('event'), 'b.conf': load('prefork'), 'shared.conf': shared(0, -1) });
    expect(apacheMpm(['check', '--fix', 'a.conf', 'b.conf'], folder).stderr).toBe('');
    expect(text(folder, 'shared.conf').toString()).toBe(shared(1, 0));
  });

  test('does not touch files in which there is nothing to fix', () => {
    const folder = folderWith({ 'mpm_event.conf': 'MaxRequestWorkers 400\n' });
    const before = statSync(join(folder, 'mpm_event.conf'));
    expect(apacheMpm(['check', '--fix', 'mpm_event.conf'], folder).exit).toBe(0);
    const { ino, mtimeMs } = statSync(join(folder, 'mpm_event.conf'));
    expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  test('keeps permissions, and links of both kinds', () => {
    const folder = folderWith({ 'available/mpm_event.conf': broken, 'enabled/.keep': '' });
    const file = join(folder, 'available/mpm_event.conf');
    chmodSync(file, 0o640);
    symlinkSync('../available/mpm_event.conf', join(folder, 'enabled/mpm_event.conf'));
    expect(apacheMpm(['check', '--fix', 'enabled/mpm_event.conf'], folder).exit).toBe(0);
    expect(lstatSync(join(folder, 'enabled/mpm_event.conf')).isSymbolicLink()).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(text(folder, 'available/mpm_event.conf')).toEqual(mended);

    const linked = folderWith({ 'mpm_event.conf': broken });
    linkSync(join(linked, 'mpm_event.conf'), join(linked, 'other-name'));
    expect(apacheMpm(['check', '--fix', 'mpm_event.conf'], linked).exit).toBe(0);
    expect(text(linked, 'other-name')).toEqual(mended);
    expect(statSync(join(linked, 'mpm_event.conf')).nlink).toBe(2);
  });

  test('mends the files that a main file includes', () => {
    const folder = folderWith({
      'httpd.conf': 'LoadModule mpm_event_module modules/mod_mpm_event.so\nInclude conf.d/*.conf\n',
      'conf.d/a.conf': 'MaxClients 400\n',
      'conf.d/b.conf': 'StartServers 0\n',
    });
    const { exit } = apacheMpm(['check', '--fix', '.'], folder);
    expect(text(folder, 'conf.d/a.conf').toString()).toBe('MaxRequestWorkers 400\n');
    expect(text(folder, 'conf.d/b.conf').toString()).toBe('StartServers 1\n');
    expect(exit).toBe(0);
  });

  test('leaves a file alone whose new text would change what another configuration runs', () => {
    const load = (mpm: string) => `LoadModule mpm_${mpm}_module modules/mod_mpm_${mpm}.so\nInclude shared.conf\n`;
    const shared = 'MaxConnectionsPerChild -1\n';
    const folder = folderWith({ 'small.conf': load('prefork'), 'large.conf': load('event'), 'shared.conf': shared });
    const { exit, stderr } = apacheMpm(['check', '--fix', 'small.conf', 'large.conf'], folder);
    expect(text(folder, 'shared.conf').toString()).toBe(shared);
    expect(stderr).toContain('apache-mpm: cannot fix ');
    expect(stderr).toContain('shared.conf: large.conf would run other values\n');
    expect(exit).toBe(2);
  });

  test('of standard input prints the text, and the findings beside it', () => {
    const args = ['check', '--fix', '--stdin-filename', 'mpm_event.conf', '-'];
    const run = apacheMpm(args, folderWith({}), {}, undefined, 'MaxClients 410\r\nServerLimit');
    expect(run.stdout).toBe('MaxRequestWorkers 410\r\nServerLimit');
    expect(run.stderr).toContain('mpm_event.conf:1:1: fixed: Rename to MaxRequestWorkers');
    expect(run.stderr).toContain('mpm_event.conf:2:1: error: ');
    expect(run.exit).toBe(1);
  });

  test('is told in every format', () => {
    const folder = folderWith({ 'mpm_event.conf': 'MaxClients 400\n' });
    const { stdout, stderr } = apacheMpm(['check', '--fix', '--format', 'json', 'mpm_event.conf'], folder);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [],
      fixed: [{ rule: 'deprecated-directive-name', title: 'Rename to MaxRequestWorkers' }],
    });
    expect(stderr).toBe('apache-mpm: No findings in 1 file; 1 fixed\n');
  });

  test.skipIf(nobody === undefined)('that this user may not write is told, and ends with 2; nothing is written', () => {
    const folder = folderWith({
      'httpd.conf': 'LoadModule mpm_event_module modules/mod_mpm_event.so\nInclude *.inc\n',
      'a.inc': 'MaxClients 400\n',
      'b.inc': 'StartServers 0\n',
    });
    for (const name of ['', 'httpd.conf', 'a.inc']) chmodSync(join(folder, name), 0o777);
    chmodSync(join(folder, 'b.inc'), 0o444);
    const { exit, stdout, stderr } = apacheMpm(['check', '--fix', 'httpd.conf'], folder, {}, nobody);
    expect(text(folder, 'a.inc').toString()).toBe('MaxClients 400\n');
    expect(stderr).toBe('apache-mpm: cannot write b.inc: Permission denied\n');
    expect(stdout).not.toContain('fixed:');
    expect(stdout).toContain('a.inc:1:1: hint:');
    expect(exit).toBe(2);
  });
});

test('no safe fix of any example of a rule is refused', () => {
  let fixes = 0;
  for (const rule of rules) {
    for (const example of pages[rule.id]!.examples) {
      const files = readFiles(example.config, 'httpd.conf');
      const folder = folderWith(Object.fromEntries([...files].map(([path, { text }]) => [path, text])));
      const [mpm] = mpmsOf(rule, example);
      const assumed = { ...(mpm && { mpm }) };
      const sources = [{ path: join(folder, 'httpd.conf'), unlessRead: false }];
      const { judged } = judgeAll(sources, assumed, new Map());
      const { fixed, problems } = mend({ judged, assumed, texts: new Map() }, () => undefined);
      expect(problems, `${rule.id}: ${example.name}`).toEqual([]);
      fixes += fixed.length;
    }
  }
  expect(fixes).toBeGreaterThan(15);
});

describe('writing', () => {
  test('is refused for all files when one is no longer what was read', () => {
    const folder = folderWith({ 'a.conf': 'one\n', 'b.conf': 'changed\n' });
    const texts = new Map(
      ['a.conf', 'b.conf'].map((name) => [join(folder, name), { read: 'one\n', now: 'two\n', ofFile: true }]),
    );
    const { message } = writeTexts(texts)!;
    expect(wordsOf(message)).toMatch(/^cannot write .*b\.conf: It has changed meanwhile$/);
    expect(text(folder, 'a.conf').toString()).toBe('one\n');
    expect(text(folder, 'b.conf').toString()).toBe('changed\n');
  });
});

describe('--diff', () => {
  test('prints what --fix does, for git apply, and changes nothing', () => {
    const folder = folderWith({ 'conf/mpm_event.conf': broken });
    const { exit, stderr } = apacheMpm(['check', '--diff', 'conf'], folder);
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
    expect(text(folder, 'conf/mpm_event.conf')).toEqual(broken);
    const script = '"$0" "$1" check --diff conf | git apply -';
    const bundle = new URL('../../dist/cli.js', import.meta.url).pathname;
    const { status } = spawnSync('sh', ['-c', script, process.execPath, bundle], { cwd: folder });
    expect(status).toBe(0);
    expect(text(folder, 'conf/mpm_event.conf')).toEqual(mended);
  });

  test('prints nothing where there is nothing to fix', () => {
    const folder = folderWith({ 'mpm_event.conf': 'MaxRequestWorkers 400\n' });
    expect(apacheMpm(['check', '--diff', 'mpm_event.conf'], folder)).toEqual({ exit: 0, stdout: '', stderr: '' });
  });

  test.each([['--fix'], ['--format', 'json']])('cannot be used with %s', (...args) => {
    const { exit, stderr } = apacheMpm(['check', '--diff', ...args, '.'], folderWith({}));
    expect(stderr).toContain("'--diff' cannot be used with option");
    expect(exit).toBe(2);
  });
});
