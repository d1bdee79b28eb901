import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { bothSidesOf } from '../support/both-sides.ts';

const httpd = findHttpd();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');

describe.skipIf(!httpd)('httpd says what we say it says of', () => {
  it.each(
    '0 65536 4294967376 :80 127.0.0.1:0 [::1 -1 +80 0x50 80abc 80,443 * 127.0.0.1 127.0.0.1: 127.0.0.1:80x [::1] [x]:80 []:80 8080'.split(
      ' ',
    ),
  )('Listen %s', (address) => {
    const { ours, theirs } = bothSidesOf(httpd!, 'event', `Listen ${address}\n`);
    expect(ours).toEqual(theirs);
  });

  it.each([
    ['8080', '*:8080 https'],
    ['127.0.0.1:8080', '127.0.0.1:08080'],
    ['8080', '0.0.0.0:8080'],
    ['[::1]:8080', '[::1]:8080'],
  ])('Listen %s and then Listen %s', (first, second) => {
    const { ours, theirs } = bothSidesOf(httpd!, 'event', `Listen ${first}\nListen ${second}\n`);
    expect(ours).toEqual(theirs);
  });

  it.each(['sem mpm-accept', 'default OmitPID mpm-accept', 'fcntl default mpm-accept', 'Pthread mpm-accept', 'sem'])(
    'Mutex %s',
    (words) => {
      for (const mpm of ['event', 'worker', 'prefork'] as const) {
        const { ours, theirs } = bothSidesOf(httpd!, mpm, `Mutex ${words}\n`);
        expect(ours).toEqual(theirs);
      }
    },
  );
});
