import { readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ask, findHttpd, loadLine } from '../../scripts/ask-httpd.ts';

const found = findHttpd();
if (!found) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');
const httpd = found!;
const root = fileURLToPath(new URL('../../examples/etc/apache2', import.meta.url));

/** What apache2ctl would have read from the file envvars, with folders that everybody may write. */
const environment = {
  RUN_DIR: tmpdir(),
  LOG_DIR: tmpdir(),
  PID_FILE: 'apache2.pid',
  RUN_USER: '#65534',
  RUN_GROUP: '#65534',
};
const defines = Object.entries(environment).map(([name, value]) => `Define APACHE_${name} ${value}`);
const codes = (stderr: string) => [...stderr.matchAll(/^AH\d{5}(?=: WARNING)/gm)].map(([code]) => code);

describe.skipIf(!found)('the examples', () => {
  // The .load files name the folder in which Debian keeps its modules.
  it.skipIf(found?.modules !== '/usr/lib/apache2/modules')('start as a whole, with one warning of their MPM', () => {
    const { stderr, status } = ask(
      httpd,
      [`ServerRoot "${root}"`, ...defines, 'Include apache2.conf\n'].join('\n'),
      '-t',
    );
    expect(codes(stderr)).toEqual(['AH00513']);
    expect(stderr).toContain('Syntax OK');
    expect(status).toBe(0);
  });

  it.each([
    ['event', ['AH00513']],
    ['worker', ['AH00310', 'AH00314']],
    ['prefork', ['AH00180']],
  ])('have settings of %s that httpd takes, and corrects', (mpm, expected) => {
    const config = `${loadLine(httpd, `mpm_${mpm}`)}\nInclude "${root}/mods-available/mpm_${mpm}.conf"\n`;
    const { stderr } = ask(httpd, config, '-t');
    expect(codes(stderr)).toEqual(expected);
    expect(stderr).toContain('Syntax OK');
  });

  it.each(['mods', 'conf', 'sites'])('enable %s by links, as a2enmod and its kin do', (kind) => {
    for (const name of readdirSync(`${root}/${kind}-enabled`)) {
      expect(readlinkSync(`${root}/${kind}-enabled/${name}`)).toBe(`../${kind}-available/${name}`);
    }
  });
});
