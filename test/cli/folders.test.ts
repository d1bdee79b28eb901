import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configurationPath } from '../../server/src/hosts/cli/configuration-files.ts';
import { apacheMpm, nobody } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const wrong = 'StartServers 4k\n';
const event = 'LoadModule mpm_event_module modules/mod_mpm_event.so\n';

/** The files in which something is found, each once, in the order of the output. */
function filesWithFindings(folder: string, ...args: string[]): readonly string[] {
  const { stdout } = apacheMpm(['check', ...args], folder);
  return [
    ...new Set(
      stdout
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith(' '))
        .map((line) => line.split(':')[0]!),
    ),
  ];
}

describe('a folder', () => {
  test('of Debian is judged from its main file; what is not enabled is left alone', () => {
    const folder = folderWith({
      'etc/apache2/apache2.conf':
        'ServerRoot "/etc/apache2"\nInclude mods-enabled/*.load\nInclude mods-enabled/*.conf\n',
      'etc/apache2/mods-available/mpm_event.load': event,
      'etc/apache2/mods-available/mpm_event.conf': wrong,
      'etc/apache2/mods-available/mpm_prefork.conf': wrong,
      'etc/apache2/mods-enabled/.keep': '',
    });
    for (const name of ['mpm_event.load', 'mpm_event.conf']) {
      symlinkSync(`../mods-available/${name}`, join(folder, 'etc/apache2/mods-enabled', name));
    }
    expect(filesWithFindings(folder, '.')).toEqual(['etc/apache2/mods-enabled/mpm_event.conf']);
    expect(filesWithFindings(join(folder, 'etc/apache2'), '.')).toEqual(['mods-enabled/mpm_event.conf']);
  });

  test('of RHEL, or of a source build, has its ServerRoot above conf, and is a copy of that of the server', () => {
    const folder = folderWith({
      'conf/httpd.conf': 'ServerRoot "/etc/httpd"\nInclude conf.modules.d/*.conf\nInclude /etc/httpd/conf.d/*.conf\n',
      'conf.modules.d/00-mpm.conf': event,
      'conf.d/tuning.conf': wrong,
    });
    expect(filesWithFindings(folder, '.')).toEqual(['conf.d/tuning.conf']);
  });

  test('with several main files has each judged for itself, and the files that none of them reads too', () => {
    const folder = folderWith({
      'a/httpd.conf': `${event}Include own.conf\n`,
      'a/own.conf': wrong,
      'b/httpd.conf': `${event}${wrong}`,
      'b/mpm_prefork.conf': wrong,
    });
    expect(filesWithFindings(folder, '.')).toEqual(['a/own.conf', 'b/httpd.conf', 'b/mpm_prefork.conf']);
  });

  test('without a main file has its configuration files judged, those by name and those by first line only', () => {
    const folder = folderWith({
      'templates/mpm_event.conf': wrong,
      'first-line.conf': `<IfModule mpm_event_module>\n${wrong}</IfModule>\n`,
      'nginx.conf': wrong,
      'README.md': wrong,
      'mpm_event.conf.bak': wrong,
      '.htaccess': wrong,
      'node_modules/x/mpm_event.conf': wrong,
      '.git/mpm_event.conf': wrong,
    });
    expect(filesWithFindings(folder, '.')).toEqual(['.htaccess', 'first-line.conf', 'templates/mpm_event.conf']);
  });

  test('has the variables of the envvars beside its main file', () => {
    const folder = folderWith({
      'apache2.conf': `${event}MaxRequestWorkers \${WORKERS}\n`,
      envvars: 'export WORKERS=410\n',
    });
    expect(apacheMpm(['check', '.'], folder).stdout).toContain('MaxRequestWorkers 410 is not a multiple');
  });

  test('without any configuration ends with 2, and says so', () => {
    const { exit, stdout, stderr } = apacheMpm(['check', 'empty'], folderWith({ 'empty/notes.txt': '' }));
    expect(stderr).toBe(
      'apache-mpm: cannot read empty: No file in this folder has the name or the first line of a configuration\n',
    );
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  });

  test('may have links in circles', () => {
    const folder = folderWith({ 'a/mpm_event.conf': wrong });
    symlinkSync('..', join(folder, 'a/up'));
    symlinkSync('.', join(folder, 'here'));
    symlinkSync('circle.conf', join(folder, 'a/circle.conf'));
    expect(filesWithFindings(folder, '.')).toEqual(['a/mpm_event.conf']);
    expect(filesWithFindings(folder, 'here')).toEqual(['here/a/mpm_event.conf']);
  });

  test('may have links that lead nowhere, which IncludeOptional passes over and Include does not', () => {
    const files = { 'etc/apache2/conf-enabled/own.conf': 'Timeout 60\n', 'mpm_prefork.conf': 'StartServers 4\n' };
    const main = `ServerRoot /etc/apache2\n${event}IncludeOptional conf-enabled/*.conf\n`;
    const folder = folderWith({ ...files, 'etc/apache2/apache2.conf': main });
    symlinkSync('/etc/munin/apache24.conf', join(folder, 'etc/apache2/conf-enabled/munin.conf'));
    symlinkSync('gone.conf', join(folder, 'mpm_worker.conf'));
    symlinkSync('mpm_event.conf', join(folder, 'mpm_event.conf'));
    symlinkSync('own.conf/none', join(folder, 'etc/apache2/conf-enabled/none.conf'));
    symlinkSync('gone.conf', join(folder, 'httpd.conf'));
    expect(apacheMpm(['check', '.'], folder)).toEqual({ exit: 0, stdout: '', stderr: '' });
    const placed = folderWith(files);
    writeFileSync(
      join(placed, 'etc/apache2/apache2.conf'),
      `ServerRoot ${placed}/etc/apache2\nLoadModule mpm_event_module mod_mpm_event.so\nInclude conf-enabled/*.conf\n`,
    );
    writeFileSync(join(placed, 'etc/apache2/mod_mpm_event.so'), '');
    symlinkSync('/etc/munin/apache24.conf', join(placed, 'etc/apache2/conf-enabled/munin.conf'));
    const { exit, stdout, stderr } = apacheMpm(['check', 'etc'], placed);
    expect(stdout).toBe(
      `etc/apache2/apache2.conf:3:9: error: ${placed}/etc/apache2/conf-enabled/munin.conf does not exist: httpd does not start [missing-include]\n`,
    );
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
  });

  test('of templates, or with files of any name that set an MPM, has those judged', () => {
    const block = '<IfModule mpm_event_module>\n    ThreadsPerChild 25\n    MaxRequestWorkers 1001\n</IfModule>\n';
    const settings = '# our MPM\nThreadsPerChild 25\nMaxRequestWorkers 1001\n';
    const late = `${'# a long licence\n'.repeat(200)}${settings}`;
    const found = {
      'cookbook/templates/default/mpm.conf.erb': settings,
      'docker/mpm.conf': 'MaxRequestWorkers 1001\n',
      'docker/worker.conf': late,
      'files/00-mpm.conf': 'MaxRequestWorkers 1001\n',
      'httpd.conf.dist': 'MaxRequestWorkers 1001\n',
      'module/templates/pool.epp': settings,
      'role/templates/mpm_event.conf.j2': block,
      'role/templates/tuning.conf.j2': `# {{ ansible_managed }}\n${block}`,
      'web/apache.conf.template': settings,
    };
    const others = {
      'huge.conf': `${'#\n'.repeat(40_000)}${settings}`,
      'nginx.conf.j2': 'worker_processes 4;\n',
      'notes.txt': settings,
      'role/templates/one.conf.j2': 'StartServers 4\n',
      'site.j2': '# MaxRequestWorkers 1001\n# ThreadsPerChild 25\n',
    };
    const folder = folderWith({ ...found, ...others });
    expect([...filesWithFindings(folder, '.')].sort()).toEqual(Object.keys(found));
    expect(apacheMpm(['check', 'role'], folder)).toMatchObject({ exit: 1, stderr: '' });
  });

  test.skipIf(nobody === undefined)('that this user may not read ends with 2; the others are judged', () => {
    const folder = folderWith({ 'a/mpm_event.conf': wrong, 'secret/mpm_event.conf': wrong });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'secret'), 0);
    const { exit, stdout, stderr } = apacheMpm(['check', '.'], folder, {}, nobody);
    expect(stdout).toMatch(/^a\/mpm_event\.conf:1:14: .*\n$/);
    expect(stderr).toBe('apache-mpm: cannot read secret: Permission denied\n');
    expect(exit).toBe(2);
  });

  test('of 20,000 files is judged in the memory of a small machine', { timeout: 240_000 }, () => {
    const files = Array.from({ length: 20_000 }, (_, i) => [
      `${i % 100}/httpd-${i}.conf`,
      `# ${'x'.repeat(2000)}\n${wrong}`,
    ]);
    const folder = folderWith(Object.fromEntries(files));
    const { exit, stdout, stderr } = apacheMpm(['check', '--mpm', 'event', '.'], folder, {
      NODE_OPTIONS: '--max-old-space-size=160',
    });
    expect(stderr).toBe('');
    expect(stdout.match(/\n/g)).toHaveLength(20_000);
    expect(exit).toBe(1);
  });
});

test.each([
  ['httpd.conf', true],
  ['docker/apache2.conf', true],
  ['roles/web/templates/mpm_event.conf', true],
  ['etc/httpd/conf.d/ssl.conf', true],
  ['/etc/apache2/conf-enabled/security.conf', true],
  ['conf/extra/httpd-mpm.conf', true],
  ['roles/web/templates/mpm_event.conf.j2', true],
  ['templates/apache2.conf.erb', true],
  ['docker/00-mpm.conf', true],
  ['templates/nginx.conf.j2', false],
  ['mpm_event.conf.bak', false],
  ['xhttpd.conf', false],
  ['nginx.conf', false],
  ['src/httpdXconf', false],
  ['.htaccess', true],
  ['www/public.htaccess', true],
  ['htaccess.conf', false],
])('%s is a configuration by its path: %s', (path, is) => {
  expect(new RegExp(configurationPath).test(path)).toBe(is);
});

describe('standard input', () => {
  test('is judged as the file that is named', () => {
    const folder = folderWith({ 'shared.conf': wrong });
    const { exit, stdout } = apacheMpm(
      ['check', '--stdin-filename', 'conf/mpm_event.conf', '-'],
      folder,
      {},
      undefined,
      'MaxClients 410\nInclude ../shared.conf\n',
    );
    expect(stdout).toMatch(/^conf\/mpm_event\.conf:1:1: hint: MaxClients is the former name/);
    expect(stdout).toContain('conf/mpm_event.conf:1:1: warning: MaxRequestWorkers 410 is not a multiple');
    expect(exit).toBe(1);
  });

  test('stands in the place of the file of that name, also where another file includes it', () => {
    const folder = folderWith({ 'httpd.conf': `${event}Include own.conf\n`, 'own.conf': 'StartServers 4\n' });
    const args = ['check', '--stdin-filename', 'own.conf', '-', 'httpd.conf'];
    const { stdout } = apacheMpm(args, folder, {}, undefined, wrong);
    expect(stdout).toMatch(/^own\.conf:1:14: warning: StartServers 4k [^\n]*\n$/);
  });

  test('has a name of its own where none is given, and may be any bytes', () => {
    const input = Buffer.from('StartServers 4\xff\n', 'latin1');
    const { exit, stdout } = apacheMpm(['check', '--mpm', 'event', '-'], folderWith({}), {}, undefined, input);
    expect(stdout).toMatch(/^<stdin>:1:14: warning: /);
    expect(exit).toBe(1);
    expect(apacheMpm(['check', '-'], folderWith({}), {}, undefined, '').exit).toBe(0);
  });
});
