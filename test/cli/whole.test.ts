import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const main = [
  'ServerName localhost',
  'Listen 127.0.0.1:8080',
  'LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so',
  '',
].join('\n');

/** What `check` prints of the main file, without its name, and the status. */
function checked(lines: string, ...args: readonly string[]) {
  const folder = folderWith({ 'httpd.conf': main + lines });
  const { stdout, exit } = apacheMpm(['check', ...args, 'httpd.conf'], folder);
  return { said: stdout.replaceAll('httpd.conf:', '').trim(), exit };
}

describe('check', () => {
  test('tells of a whole configuration what startup tells', () => {
    expect(checked('Order allow,deny\n')).toEqual({
      said: '4:1: error: Order is a directive of mod_access_compat.c, which is not loaded: httpd does not start [directive-needs-module]',
      exit: 1,
    });
    expect(checked('Order allow,deny\n', '--part')).toEqual({ said: '', exit: 0 });
  });

  test('takes a part for the whole where a person says so', () => {
    const folder = folderWith({ 'part.conf': 'Bogus 1\n', '.apache-mpm.json': '{ "whole": true }' });
    const check = (...args: readonly string[]) => apacheMpm(['check', ...args, 'part.conf'], folder);
    expect(check().stdout).toContain('error: httpd has no directive Bogus');
    expect(check('--part').stdout).toContain('hint: Bogus is not a directive of httpd');
    const bare = folderWith({ 'part.conf': 'Bogus 1\n' });
    expect(apacheMpm(['check', 'part.conf'], bare).stdout).toContain('hint: ');
    expect(apacheMpm(['check', '--whole', 'part.conf'], bare).stdout).toContain('error: ');
  });

  test.each(['conf', 'config', 'etc/apache24', ''])(
    'looks where httpd looks, the main file in %j below its ServerRoot',
    (place) => {
      const elsewhere = folderWith({ 'modules/mod_alias.so': '', 'shared/mpm.conf': 'MaxRequestWorkers 410\n' });
      const root = folderWith({});
      const lines = (more: string) => `ServerRoot "${root}"\nInclude ${elsewhere}/shared/mpm.conf\n${main}${more}`;
      const check = (more: string) => {
        mkdirSync(join(root, place), { recursive: true });
        writeFileSync(join(root, place, 'httpd.conf'), lines(more));
        return apacheMpm(['check', join(root, place, 'httpd.conf')], root).stdout;
      };
      const load = (name: string) => `LoadModule ${name}_module ${elsewhere}/modules/mod_${name}.so\n`;
      const found = check(load('alias'));
      expect(found).toContain('MaxRequestWorkers 410 is not a multiple');
      expect(found).not.toContain('Cannot load');
      expect(check(load('dir'))).toContain('Cannot load');
      expect(check('LoadModule dir_module /no/such/folder/mod_dir.so\n')).not.toContain('Cannot load');
    },
  );

  test.each(['check', 'effective'])('%s: both at once are a mistake', (verb) => {
    const folder = folderWith({ 'a.conf': '' });
    const { exit, stderr } = apacheMpm([verb, '--whole', '--part', 'a.conf'], folder);
    expect(exit).toBe(2);
    expect(stderr).toContain('--part');
  });

  test('a value of .apache-mpm.json that is neither true nor false is told', () => {
    const folder = folderWith({ 'part.conf': 'Bogus 1\n', '.apache-mpm.json': '{ "whole": "yes" }' });
    const { exit, stderr } = apacheMpm(['check', 'part.conf'], folder);
    expect(exit).toBe(2);
    expect(stderr).toContain('.apache-mpm.json.whole is "yes", but must be true or false');
  });
});

describe('effective', () => {
  const effective = (lines: string, ...args: readonly string[]) => {
    const folder = folderWith({ 'httpd.conf': lines });
    return apacheMpm(['effective', ...args, 'httpd.conf'], folder);
  };

  test('says as JSON whether the file is whole and httpd starts', () => {
    const json = (lines: string) => {
      const { stdout, exit } = effective(lines, '--format', 'json');
      const { mpm, whole, startup } = JSON.parse(stdout);
      return { mpm, whole, starts: startup.starts, message: startup.message, exit };
    };
    expect(json(main)).toEqual({ mpm: 'event', whole: true, starts: true, message: 'Syntax OK', exit: 0 });
    expect(json(`${main}Bogus\n`)).toMatchObject({
      starts: false,
      message: expect.stringMatching(/^AH00526: Syntax error on line 4 of .*httpd\.conf:\nInvalid command 'Bogus'/),
      exit: 0,
    });
    expect(json('MaxRequestWorkers 400\n')).toMatchObject({ whole: false, starts: null, exit: 0 });
    expect(json(main.replace('LoadModule', '#LoadModule'))).toEqual({
      mpm: null,
      whole: true,
      starts: false,
      message: 'AH00534: apache2: Configuration error: No MPM loaded.',
      exit: 0,
    });
  });

  test('says it first, in words', () => {
    expect(effective(main).stdout).toMatch(/^httpd starts\n\nMPM event/);
    expect(effective(`${main}Bogus\n`).stdout).toMatch(/^httpd does not start: AH00526/);
    expect(effective('MaxRequestWorkers 400\n').stdout).toMatch(/^Whether httpd starts is not known: /);
    const chinese = apacheMpm(['effective', '--locale', 'zh-cn', 'a.conf'], folderWith({ 'a.conf': '' }));
    expect(chinese.stdout).toMatch(/^无法确定 httpd 能否启动：/);
  });
});

describe('startup', () => {
  const startup = (lines: string) => {
    const folder = folderWith({ 'httpd.conf': lines, 'modules/mod_x.so': '', 'modules/mod_mpm_event.so': '' });
    const { stderr, exit } = apacheMpm(['startup', '--server-root', folder, 'httpd.conf'], folder);
    return { lines: stderr.trim().split('\n'), exit };
  };

  test('says before its last line that a module may have what it does not know', () => {
    const load = 'LoadModule mpm_event_module modules/mod_mpm_event.so\nLoadModule x_module modules/mod_x.so\n';
    const said = startup(`${load}XEngine on\nXOther on\n`);
    expect(said.exit).toBe(0);
    expect(said.lines).toEqual([
      expect.stringMatching(
        /^apache-mpm: verdict incomplete: XEngine at .*httpd\.conf:3 may be a directive of x_module$/,
      ),
      'Syntax OK',
    ]);
    expect(startup(load).lines).toEqual(['Syntax OK']);
  });
});
