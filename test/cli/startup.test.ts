import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

/** What the verb prints for a file that httpd is started with, event linked in. */
function startup(text: string | Uint8Array, ...args: readonly string[]) {
  const folder = folderWith({ 'httpd.conf': text });
  const { exit, stdout, stderr } = apacheMpm(
    ['startup', ...(args.length > 0 ? args : ['--mpm', 'event']), 'httpd.conf'],
    folder,
  );
  expect(stdout).toBe('');
  return { exit, lines: stderr.replaceAll(`${folder}/`, '').trimEnd().split('\n') };
}

const corrected =
  'AH00513: WARNING: MaxRequestWorkers of 410 is not an integer multiple of ThreadsPerChild of 25, decreasing to nearest multiple 400, for a maximum of 16 servers.';

test('a file that httpd takes ends with 0', () => {
  expect(startup('MaxRequestWorkers 400\n')).toEqual({ exit: 0, lines: ['Syntax OK'] });
});

test('corrections are warnings, and end with 0', () => {
  expect(startup('MaxRequestWorkers 410\n')).toEqual({ exit: 0, lines: [corrected, 'Syntax OK'] });
});

test('each MPM has its own words', () => {
  expect(startup('MaxRequestWorkers 410\n', '--mpm', 'prefork').lines[0]).toMatch(/^AH00180: WARNING: /);
  expect(startup('MaxRequestWorkers 410\n', '--mpm', 'worker').lines[0]).toMatch(/^AH00316: WARNING: /);
});

describe('a file that httpd refuses ends with 1', () => {
  test('while it is read', () => {
    expect(startup('<VirtualHost *:80>\n')).toEqual({
      exit: 1,
      lines: ['apache2: Syntax error on line 1 of httpd.conf: httpd.conf:1: <VirtualHost> was not closed.'],
    });
  });

  test('when it is carried out', () => {
    expect(startup('MaxRequestWorkers 410\nNothing 7\n')).toEqual({
      exit: 1,
      lines: [
        'AH00526: Syntax error on line 2 of httpd.conf:',
        "Invalid command 'Nothing', perhaps misspelled or defined by a module not included in the server configuration",
      ],
    });
  });

  test('without an MPM, and with two', () => {
    const loads = ['event', 'worker'].map(
      (mpm) => `LoadModule mpm_${mpm}_module /usr/lib/apache2/modules/mod_mpm_${mpm}.so\n`,
    );
    expect(startup('ServerName a\n', '--httpd-version', '2.4.71')).toEqual({
      exit: 1,
      lines: ['AH00534: apache2: Configuration error: No MPM loaded.'],
    });
    const folder = folderWith({
      'httpd.conf': loads.join('').replaceAll('/usr/lib/apache2/', ''),
      'modules/mod_mpm_event.so': '',
      'modules/mod_mpm_worker.so': '',
    });
    const { exit, stderr } = apacheMpm(['startup', '--server-root', folder, 'httpd.conf'], folder);
    expect(stderr).toBe('AH00534: apache2: Configuration error: More than one MPM loaded.\n');
    expect(exit).toBe(1);
  });
});

test('the MPM that the file loads is the one that speaks', () => {
  const folder = folderWith({
    'httpd.conf': 'LoadModule mpm_worker_module modules/mod_mpm_worker.so\nMaxRequestWorkers 410\n',
    'modules/mod_mpm_worker.so': '',
  });
  const { exit, stderr } = apacheMpm(['startup', '--server-root', folder, 'httpd.conf'], folder);
  expect(stderr).toBe(`${corrected.replace('AH00513', 'AH00316')}\nSyntax OK\n`);
  expect(exit).toBe(0);
});

test('the environment and --define give values to variables', () => {
  const folder = folderWith({ 'httpd.conf': 'MaxRequestWorkers ${APACHE_MPM_TEST_WORKERS}\n' });
  const lines = (args: readonly string[], env: NodeJS.ProcessEnv) =>
    apacheMpm(['startup', '--mpm', 'event', ...args, 'httpd.conf'], folder, env).stderr.split('\n');
  expect(lines([], { APACHE_MPM_TEST_WORKERS: '410' })[0]).toBe(corrected);
  expect(lines(['--define', 'APACHE_MPM_TEST_WORKERS=410'], {})[0]).toBe(corrected);
  expect(lines([], {})[0]).toBe('[core:warn] AH00111: Config variable ${APACHE_MPM_TEST_WORKERS} is not defined');
});

// Both were seen in the real one: names of variables tell letter case only beyond ASCII.
test('variables have names of any letters', () => {
  expect(startup('Define É 410\nMaxRequestWorkers ${É}\n').lines).toEqual([corrected, 'Syntax OK']);
  expect(startup('Define é 410\nMaxRequestWorkers ${É}\n').lines[0]).toBe(
    '[core:warn] AH00111: Config variable ${\\xc3\\x89} is not defined',
  );
});

test('bytes that are no UTF-8, a byte order mark and control characters are told as httpd tells them', () => {
  const invalid = (name: string) =>
    `Invalid command '${name}', perhaps misspelled or defined by a module not included in the server configuration`;
  expect(startup(Buffer.from('ServerLimit\xff 3\n', 'latin1')).lines[1]).toBe(invalid('ServerLimit\\xff'));
  expect(startup('\uFEFFServerLimit 3\n').lines[1]).toBe(invalid('\\xef\\xbb\\xbfServerLimit'));
  expect(startup('Server\u0007Limit\\x 3\n').lines[1]).toBe(invalid('Server\\x07Limit\\\\x'));
});

test('so are the names of files', () => {
  const folder = folderWith({ 'größe/httpd.conf': 'Nothing\n', 'größe/open.conf': '<VirtualHost *:80>\n' });
  const said = (file: string) => apacheMpm(['startup', '--mpm', 'event', file], join(folder, 'größe')).stderr;
  const path = `${folder}/gr\\xc3\\xb6\\xc3\\x9fe`;
  expect(said('httpd.conf').split('\n')[0]).toBe(`AH00526: Syntax error on line 1 of ${path}/httpd.conf:`);
  expect(said('open.conf')).toBe(
    `apache2: Syntax error on line 1 of ${path}/open.conf: ${path}/open.conf:1: <VirtualHost> was not closed.\n`,
  );
});

test('a file that cannot be read ends with 2', () => {
  const folder = folderWith({});
  expect(apacheMpm(['startup', '--mpm', 'event', 'nothing.conf'], folder)).toEqual({
    exit: 2,
    stdout: '',
    stderr: 'apache-mpm: cannot read nothing.conf: No such file or directory\n',
  });
  expect(apacheMpm(['startup', '--mpm', 'event', '.'], folder).exit).toBe(2);
});
