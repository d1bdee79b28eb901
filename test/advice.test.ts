import { describe, expect, test } from 'vitest';
import advise, { type Advised } from '../server/src/features/advise.ts';
import { poolMpms } from '../server/src/mpm/convert.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { type Advice, adviseMpm, comparisons, type Needs, needsOf } from '../server/src/tuning/advice.ts';
import { ask, worldOf } from './support/world.ts';

const words = ({ because, instead }: Advice) => [...because, ...instead].map((message) => wordsOf(message)).join('\n');

describe('which MPM', () => {
  test.each<[string, Needs, string, RegExp]>([
    ['nothing special', { platform: 'unix' }, 'event', /default of httpd 2\.4/],
    ['PHP-FPM', { platform: 'unix', behind: true }, 'event', /only a thread that waits/],
    ['idle connections', { platform: 'unix', manyIdleConnections: true }, 'event', /none of them holds a worker/],
    ['mod_php', { platform: 'unix', modPhp: 'not thread-safe' }, 'prefork', /AH00013[\s\S]*PHP-FPM/],
    ['mod_php, thread-safe', { platform: 'unix', modPhp: 'thread-safe' }, 'event', /ZTS/],
    ['mod_perl', { platform: 'unix', otherUnsafe: true }, 'prefork', /not thread-safe/],
    ['mod_php and HTTP/2', { platform: 'unix', modPhp: 'not thread-safe', http2: true }, 'prefork', /AH10034/],
    ['Windows', { platform: 'windows', http2: true }, 'winnt', /no other/],
  ])('%s', (_, needs, mpm, why) => {
    const advice = adviseMpm(needs);
    expect(advice.mpm).toBe(mpm);
    expect(words(advice)).toMatch(why);
  });

  test('is told by the modules that are loaded', () => {
    expect(needsOf(['mpm_prefork_module', 'php_module', 'http2_module'])).toEqual({
      platform: 'unix',
      modPhp: 'not thread-safe',
      http2: true,
    });
    expect(needsOf(['php7_module']).modPhp).toBe('not thread-safe');
    expect(needsOf(['proxy_fcgi_module'])).toEqual({ platform: 'unix', behind: true });
    expect(needsOf(['perl_module']).otherUnsafe).toBe(true);
    expect(needsOf(['mpm_winnt_module']).platform).toBe('windows');
    expect(needsOf(['proxyish_module', 'wsgi_daemon'])).toEqual({ platform: 'unix' });
  });

  test('is compared in whole rows', () => {
    for (const { under } of comparisons) {
      for (const mpm of poolMpms) expect(wordsOf(under[mpm])).not.toBe('');
    }
    expect(comparisons.length).toBeGreaterThan(4);
  });
});

describe('the request', () => {
  const path = '/etc/httpd/conf/httpd.conf';
  const fpm = `LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\nLoadModule proxy_fcgi_module modules/mod_proxy_fcgi.so\n`;

  test('goes by the modules of the configuration', () => {
    const advised = ask<Advised>(advise, worldOf({ [path]: fpm }), path);
    expect(advised).toMatchObject({ mpm: 'event', now: 'prefork', fromModules: true });
    expect(advised.text).toContain('# Run event');
    expect(advised.text).toContain('| An idle keep-alive connection | waits at the listener and holds no worker |');
  });

  test('goes by what a person says', () => {
    const needs: Needs = { platform: 'unix', modPhp: 'not thread-safe' };
    const advised = ask<Advised>(advise, worldOf({ [path]: 'StartServers 3\n' }), path, { needs });
    expect(advised).toMatchObject({ mpm: 'prefork', now: null, fromModules: false });
    expect(advised.text).toContain('## To know');
  });
});
