import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { configurationFileOf } from '../../server/src/tuning/httpd-arguments.ts';

const found = findHttpd();
if (!found) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');
const httpd = found!;

/** The file that httpd looks for: none of them is there. */
function lookedFor(words: readonly string[]): string | undefined {
  const { stderr } = spawnSync(httpd.program, words, { encoding: 'utf8' });
  return /could not open (?:document config|configuration) file (.+?): /i.exec(stderr)?.[1];
}

describe.skipIf(!found)('httpd looks where we say', () => {
  it.each([
    [['-t', '-f', '/nowhere/a.conf']],
    [['-t', '-f/nowhere/b.conf']],
    [['-t', '-d', '/nowhere', '-f', 'conf/c.conf']],
    [['-t', '-d/nowhere/', '-f', 'd.conf']],
    [['-d', '/nowhere', '-tfe.conf']],
    [['-t', '-f', '/nowhere/f.conf', '-f', '/nowhere/g.conf']],
    [['-t', '-d', '/nowhere', '-d', '/elsewhere', '-f', 'h.conf']],
    [['-t', '-D', '-f', '-C', '-d', '-f', '/nowhere/i.conf']],
    [['-k', 'start', '-tf', '/nowhere/j.conf']],
  ])('with %j', (words) => {
    expect(lookedFor(words)).toBe(configurationFileOf([httpd.program, ...words], () => false));
  });

  // The build of Debian and its kin is the one that its name tells.
  it
    .skipIf(!found?.program.endsWith('/apache2'))
    .each([[['-t', '-d', '/nowhere']], [['-t', '-f', 'no-such-file-of-ours.conf']]])(
    'with %j, as it is built',
    (words) => {
      expect(lookedFor(words)).toBe(configurationFileOf([httpd.program, ...words], () => false));
    },
  );
});
