import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { findHttpd, loadLine } from '../../scripts/ask-httpd.ts';
import { bothSides, bothSidesOf, judgedAlone } from '../support/both-sides.ts';
import { freePort, startHttpd } from '../support/running-httpd.ts';

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

  it.each([
    ['foo', 'Foo default', 'semi:conf.d', ':conf.d', '""', '', 'sem: x', 'none', 'no OmitPID', 'None mpm-accept'],
    ['file:conf.d', 'file:conf.d/ default', 'FLOCK:/tmp', 'fcntl:/nowhere', 'file:httpd.conf', 'file:/nowhere nothing'],
    [
      'pthread:/nowhere',
      'sysvsem:conf.d',
      'posixsem:/nowhere',
      'sem:nowhere',
      'sem:/tmp',
      'default:/nowhere',
      'none:/x',
    ],
    [
      'sem nothing default',
      'sem first last',
      'sem Default',
      'sem omitpid',
      'sem ""',
      'sem default # why',
      'yes default',
    ],
    ['sem watchdog-callback', 'sem ssl-cache', 'none watchdog-callback', 'file:${NO} default', '"file:conf.d" default'],
  ])('Mutex %s, %s and others', (...all) => {
    for (const words of all) {
      const files = { 'httpd.conf': `Mutex ${words}\n`, 'conf.d/a.conf': '' };
      const { ours, theirs } = bothSides(httpd!, { mpm: 'worker', files });
      expect(ours, words).toEqual(theirs);
    }
  });

  it('takes the mutex of a module that a line below loads', () => {
    const lines = ['Mutex sem rewrite-map', loadLine(httpd!, 'rewrite')];
    const { ours, theirs } = bothSidesOf(httpd!, 'event', `${lines.join('\n')}\n`);
    expect(ours).toEqual(theirs);
    expect(ours.exit).toBe(0);
  });
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
if (!hasIpv6) console.warn('skipped: addresses of IPv6, which this machine does not have');

describe.skipIf(!httpd || process.platform !== 'linux')('a started httpd', () => {
  it.each([
    ['P', '127.0.0.1:P'],
    ['127.0.0.1:P', 'P'],
    ['127.0.0.1:P', '*:P https'],
    ['0.0.0.0:P', '127.0.0.1:P'],
    ['127.0.0.1:P', '0.0.0.0:P'],
    ['P', '0.0.0.0:P'],
    ['0.0.0.0:P', 'P'],
    ['127.0.0.1:P', '127.0.0.2:P'],
    ['127.0.0.1:P', 'P\nListenCoresBucketsRatio 1'],
    ['[::1]:P', '127.0.0.1:P'],
    ['[::1]:P', '0.0.0.0:P'],
    ['0.0.0.0:P', '[::1]:P'],
    ['[::1]:P', '[0:0:0:0:0:0:0:1]:P'],
    ['[::ffff:127.0.0.1]:P', '127.0.0.1:P'],
    ['[::]:P', '127.0.0.1:P'],
    ['127.0.0.1:P', '[::]:P'],
    ['[::1]:P', '[::]:P'],
    ['[::]:P', '[::1]:P'],
    ['P', '[::1]:P'],
    ['[::1]:P', 'P'],
    ['P', '[::]:P'],
    ['[::]:P', 'P'],
    ['[::]:P', '0.0.0.0:P'],
    ['0.0.0.0:P', '[::]:P'],
    ['[::]:P', 'Q\nListen 0.0.0.0:P'],
    ['0.0.0.0:P', 'Q\nListen [::]:P'],
    ['[::]:P', 'Q\nListen P'],
  ])('binds %s and %s, or does not, as we say', async (first, second) => {
    if (!hasIpv6 && `${first}${second}`.includes('::')) return;
    const ports = { P: String(await freePort()), Q: String(await freePort()) };
    const lines = `Listen ${first}\nListen ${second}`.replace(/[PQ](?=$|\s)/gm, (name) => ports[name as 'P' | 'Q']);
    const { collisions } = judgedAlone('event', `${lines}\n`).resolution;
    const start = startHttpd(httpd!, 'event', lines.split('\n'));
    const said = await start.then(
      (running) => running.stop().then(() => 'started'),
      (error) => String(error),
    );
    if (collisions.some(({ ends }) => ends)) expect(said).toContain('AH00072');
    else expect(said).toBe('started');
  });
});
