import { describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-protocol';
import switchMpm, { type Switch } from '../server/src/features/switch-mpm.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/httpd/conf/httpd.conf';

function switched(text: string, mpm: string): Switch & { readonly text: string | undefined } {
  const how = ask<Switch>(switchMpm, worldOf({ [path]: text }), path, { mpm });
  const [edits] = Object.values(how.edit?.changes ?? {}) as TextEdit[][];
  const changed = edits?.map(({ range, newText }) => ({ at: { uri: '', ...range }, text: newText }));
  return { ...how, text: changed && applyEdits(text, changed) };
}

describe('to switch the MPM', () => {
  const event = 'LoadModule mpm_event_module modules/mod_mpm_event.so\n';

  test('offers the others', () => {
    const offered = ask<Switch>(switchMpm, worldOf({ [path]: event }), path);
    expect(offered).toEqual({ now: 'event', choices: ['worker', 'prefork'], remarks: [] });
  });

  test('edits the line that loads it', () => {
    expect(switched(event, 'worker').text).toBe('LoadModule mpm_worker_module modules/mod_mpm_worker.so\n');
    expect(switched('LoadModule mpm_event_module "C:/x/mod_mpm_event.so"\n', 'worker').text).toBe(
      'LoadModule mpm_worker_module "C:/x/mod_mpm_worker.so"\n',
    );
  });

  test('takes the comment from the line of the other, where the file has one', () => {
    const text = `#LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n${event}`;
    expect(switched(text, 'prefork').text).toBe(
      'LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n#LoadModule mpm_event_module modules/mod_mpm_event.so\n',
    );
  });

  test("gives Debian's commands, mod_php first", () => {
    const main = '/etc/apache2/apache2.conf';
    const load = '/etc/apache2/mods-enabled/mpm_prefork.load';
    const php = '/etc/apache2/mods-enabled/php8.2.load';
    const world = worldOf({
      [main]: 'Include mods-enabled/mpm_prefork.load\nInclude mods-enabled/php8.2.load\n',
      [load]: 'LoadModule mpm_prefork_module /usr/lib/apache2/modules/mod_mpm_prefork.so\n',
      [php]: 'LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so\n',
    });
    const { commands, edit, remarks } = ask<Switch>(switchMpm, world, main, { mpm: 'event' });
    expect(edit).toBeUndefined();
    expect(commands).toEqual([
      'sudo a2dismod php8.2',
      'sudo a2dismod mpm_prefork',
      'sudo a2enmod mpm_event',
      'sudo apache2ctl configtest',
      'sudo systemctl restart apache2',
    ]);
    expect(remarks.join(' ')).toContain('mod_php is loaded');
  });

  test('asks httpd where no line loads one', () => {
    expect(switched('StartServers 3\n', 'worker').commands).toContain(
      '# LoadModule mpm_worker_module modules/mod_mpm_worker.so',
    );
  });

  test('says that HTTP/2 goes with prefork', () => {
    expect(switched(`${event}LoadModule http2_module m.so\n`, 'prefork').remarks.join(' ')).toContain('HTTP/2');
  });
});
