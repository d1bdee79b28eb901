import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { saidByHttpd, startupUnder } from '../support/both-sides.ts';

const httpd = findHttpd();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');

const names = [
  'StartServers ServerLimit MaxRequestWorkers MaxClients ThreadsPerChild ThreadLimit MinSpareThreads MaxSpareThreads',
  'MinSpareServers MaxSpareServers AsyncRequestWorkerFactor MaxConnectionsPerChild MaxRequestsPerChild MaxMemFree',
  'ThreadStackSize ListenBacklog ListenCoresBucketsRatio SendBufferSize GracefulShutdownTimeout KeepAlive',
  'KeepAliveTimeout Timeout MaxKeepAliveRequests maxrequestworkers THREADLIMIT NoSuchDirective AcceptMutex',
]
  .join(' ')
  .split(' ');

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 700 }).map(String) },
  { weight: 2, arbitrary: fc.integer().map(String) },
  fc.constantFrom('0', '1', '-1', '16', '25', '64', '100', '256', '400', '20001', '100001', '200001', '99999999999'),
  fc.constantFrom(
    '4OO',
    '10k',
    '1,000',
    '0x40',
    'abc',
    '+7',
    '" 7"',
    '""',
    "'9'",
    '1.5',
    '.5',
    '2x',
    'inf',
    'On',
    'off',
  ),
  fc.constantFrom(
    '5s',
    '5ms',
    '5min',
    '5m',
    '+5S',
    '" 5"',
    'ms',
    '-0h',
    '9223372036854s',
    '9223372036855',
    '2562047789hours',
    '9223372036854775808',
    '${N}',
    '${M}5',
    '4 # why',
    '1 2',
    '',
    '\\',
    '"3',
  ),
);
const directive = fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name} ${text}`);
const tag = fc.constantFrom(
  ...['<IfModule mpm_event_module>', '<IfModule !worker.c>', '<IfModule prefork.c >', '<IfModule mpm_event.c>'],
  ...['</IfModule>', '</ifmodule>', '</IfModule >', '</IfModule> # end', '<IfModule', '<IfModule>', '<IfDefine N>'],
  ...['</IfDefine>', '<IfVersion >= 2.4>', '<IfVersion < 2.4>', '</IfVersion>', '<VirtualHost *:80>', '</VirtualHost>'],
  ...[
    '<Directory />',
    '</Directory>',
    '<directory /tmp',
    '</Directory',
    '<Files "a>b">',
    '</Files>',
    '<Foo x>',
    '</Foo>',
  ],
  ...['<IfDirective ThreadLimit>', '</IfDirective>', '<IfSection nope>', '</IfSection>', '<Limit GET>', '</Limit>'],
);
const other = fc.constantFrom(
  ...['# comment', '# continued \\', '', '   ', 'Define N 30', 'Define M 1', 'UnDefine n', 'Define a:b 1', 'Define N'],
  ...[
    '"" ignored',
    'Foo> 1',
    '< x',
    'Start\\',
    'Servers 3',
    '\tStartServers\t3',
    'StartServers 3\r',
    'ServerName a',
    '\u00a0',
  ],
);
const line = fc.oneof({ weight: 4, arbitrary: directive }, { weight: 2, arbitrary: tag }, other);
/** Blocks that close, so that not every configuration ends at its first tag. */
const block = fc
  .tuple(
    fc.constantFrom(
      'IfModule mpm_event_module',
      'IfModule !event.c',
      'IfDefine N',
      'VirtualHost *:80',
      'IfModule worker.c',
    ),
    fc.array(fc.oneof({ weight: 8, arbitrary: directive }, other), { maxLength: 3 }),
  )
  .map(([head, lines]) => [`<${head}>`, ...lines, `</${head.split(' ')[0]}>`].join('\n'));
const configuration = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: directive }, { weight: 2, arbitrary: block }, { weight: 1, arbitrary: line }),
    {
      maxLength: 7,
    },
  )
  .map((lines) => `${lines.join('\n')}\n`);

describe.skipIf(!httpd)('random configurations', () => {
  it('are judged as httpd judges them', { timeout: 600_000 }, () => {
    const mpm = fc.constantFrom('event', 'worker', 'prefork', undefined);
    const numRuns = Number(process.env.APACHE_MPM_RANDOM_RUNS ?? 400);
    fc.assert(
      fc.property(mpm, configuration, (loaded, text) => {
        expect(startupUnder(loaded, text)).toEqual(saidByHttpd(httpd!, loaded, text));
      }),
      { numRuns },
    );
  });
});
