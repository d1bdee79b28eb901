import fc from 'fast-check';

/** A configuration of several files; the first is the main file. Paths are relative to the ServerRoot. */
export interface Configuration {
  /** Lines given by `-C`, which load an MPM or none. */
  readonly mpm: 'event' | 'worker' | 'prefork' | undefined;
  readonly files: Readonly<Record<string, string>>;
}

const names = [
  'StartServers ServerLimit MaxRequestWorkers MaxClients ThreadsPerChild ThreadLimit MinSpareThreads MaxSpareThreads',
  'MinSpareServers MaxSpareServers AsyncRequestWorkerFactor MaxConnectionsPerChild MaxRequestsPerChild MaxMemFree',
  'ThreadStackSize ListenBacklog ListenCoresBucketsRatio SendBufferSize GracefulShutdownTimeout KeepAlive',
  'KeepAliveTimeout Timeout MaxKeepAliveRequests maxrequestworkers THREADLIMIT NoSuchDirective AcceptMutex',
  'ListenTCPDeferAccept ReceiveBufferSize PidFile ScoreBoardFile AcceptFilter',
]
  .join(' ')
  .split(' ');

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 700 }).map(String) },
  { weight: 2, arbitrary: fc.integer().map(String) },
  fc.constantFrom('0', '1', '-1', '16', '25', '64', '100', '256', '400', '20001', '100001', '200001', '99999999999'),
  fc.constantFrom('4OO', '10k', '1,000', '0x40', 'abc', '+7', '" 7"', '""', "'9'", '1.5', '.5', '2x', 'inf', 'On'),
  fc.constantFrom('5s', '5ms', '5min', '5m', '+5S', '" 5"', 'ms', '-0h', '9223372036855', '2562047789h', 'off'),
  fc.constantFrom('9223372036854775808', '${N}', '${M}5', '${n}', '${HOME:x}', '4 # why', '1 2', '', '\\', '"3', 'nan'),
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
  ...['<IfFile extra.conf>', '</IfFile>', '<IfFile !nothing>', '<IfModule ${N}>', '<IfModule !!event.c>'],
);
const other = fc.constantFrom(
  ...['# comment', '# continued \\', '', '   ', 'Define N 30', 'Define M 1', 'UnDefine n', 'Define a:b 1', 'Define N'],
  ...['"" ignored', 'Foo> 1', '< x', 'Start\\', 'Servers 3', '\tStartServers\t3', 'StartServers 3\r', '\u00a0', 'x\0y'],
  ...['Define N "4 5"', 'Define cmd StartServers', '${cmd} 9', 'ServerName a', 'UnDefine', 'Define'],
);
const include = fc.constantFrom(
  ...[
    'Include extra.conf',
    'Include conf.d',
    'Include conf.d/*.conf',
    'IncludeOptional conf.d/*.nope',
    'Include none.conf',
  ],
  ...['Include none*.conf', 'IncludeOptional none.conf', 'Include conf.d/[ab].conf', 'Include */a.conf', 'Include'],
  ...[
    'Include "conf.d/../extra.conf"',
    'Include conf.d/?.conf',
    'IncludeOptional nodir/*.conf',
    'Include nodir/*.conf',
  ],
  ...['Include ${N}.conf', 'Include /dev/null', 'Include conf.d/', 'ServerRoot nodir', 'Include extra.conf a'],
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
    fc.array(fc.oneof({ weight: 8, arbitrary: directive }, other, include), { maxLength: 3 }),
  )
  .map(([head, lines]) => [`<${head}>`, ...lines, `</${head.split(' ')[0]}>`].join('\n'));
const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '');

const main = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: directive },
        { weight: 2, arbitrary: block },
        { weight: 1, arbitrary: line },
        { weight: 1, arbitrary: include },
      ),
      { maxLength: 7 },
    ),
    end,
  )
  .map(([lines, last]) => `${lines.join('\n')}${last}`);

/** Files that are included say less that stops httpd, so that reading goes on behind them. */
const included = fc
  .tuple(
    fc.array(fc.oneof({ weight: 9, arbitrary: directive }, { weight: 2, arbitrary: block }, line), { maxLength: 3 }),
    end,
  )
  .map(([lines, last]) => `${lines.join('\n')}${last}`);

/** Random configurations over values, structure, scopes, modules, variables, includes and letter case. */
export const configuration: fc.Arbitrary<Configuration> = fc.record({
  mpm: fc.constantFrom('event', 'worker', 'prefork', 'event', 'worker', 'prefork', undefined),
  files: fc.record({
    'httpd.conf': main,
    'extra.conf': included,
    'conf.d/a.conf': included,
    'conf.d/b.conf': included,
    'conf.d/.hidden.conf': fc.constant('StartServers 7\n'),
  }),
});
