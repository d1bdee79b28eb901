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
/** Lines of the core and of other modules, with words that those take, and with too few or too many. */
const foreign = fc.constantFrom(
  ...['ServerSignature On', 'serversignature', 'ServerSignature On Off', 'ServerSignature ""', 'HostnameLookups Off'],
  ...[
    'ServerTokens Prod',
    'ServerTokens',
    'ExtendedStatus On',
    'ExtendedStatus Maybe',
    'ServerAdmin a@b',
    'ServerAdmin a b',
  ],
  ...['ErrorDocument 404 /x', 'ErrorDocument 404', 'ErrorDocument 404 Not found', 'LimitRequestBody 100', 'LogLevel'],
  ...[
    'Options None',
    'AcceptPathInfo On Off',
    'FileETag None',
    'RLimitCPU 10 20',
    'RLimitCPU 1 2 3',
    'RLimitCPU 10 ""',
  ],
  ...[
    'ServerAlias x',
    'ServerPath /x',
    'ServerPath',
    'CGIPassAuth On',
    'CGIPassAuth Always',
    'Protocols',
    'MergeSlashes',
  ],
  ...[
    'CustomLog /dev/null "%h"',
    'CustomLog /dev/null',
    'CustomLog a b c d',
    'GlobalLog /dev/null "%h"',
    'LogFormat "%h" a',
  ],
  ...['LogFormat', 'TransferLog a b', 'WatchdogInterval 1', 'watchdoginterval', 'NameVirtualHost *', 'NameVirtualHost'],
  ...[
    'NameVirtualHost * 80',
    'Port 80',
    'Port',
    'Port 80 81',
    'Error',
    'Error "no way"',
    'error a b',
    'SeeRequestTail On',
    'HeartbeatStorage',
  ],
  ...[
    'Alias',
    'Alias /a /b /c',
    'AliasMatch ^/a /b',
    'AliasMatch ^/a',
    'Redirect gone /x',
    'Redirect',
    'Redirect a b c d',
  ],
  ...['RedirectMatch gone ^/x$', 'RedirectMatch gone', 'RewriteEngine On', 'RewriteEngine', 'REWRITEENGINE On Off'],
  ...['RewriteRule ^/a$ /b', 'RewriteCond %{REQUEST_URI} ^/x', 'RewriteBase /', 'RewriteBase / x', 'RewriteOptions'],
  ...[
    'RewriteMap m',
    'Header set X y',
    'RequestHeader unset Proxy',
    'AddType text/x .x',
    'AddType text/x',
    'AddType "" .x',
  ],
  ...['AddType text/x ""', 'TypesConfig', 'DefaultLanguage en', 'DefaultLanguage en de', 'MultiviewsMatch Any'],
  ...[
    'DirectoryIndex a b',
    'DirectoryIndex',
    'DirectorySlash Perhaps',
    'SetEnv A b',
    'SetEnv',
    'SetEnv A b c',
    'PassEnv',
  ],
  ...['UnsetEnv A B', 'UnsetEnv "" A', 'SetEnvIf User-Agent x y', 'BrowserMatch x y', 'AuthMerging Off', 'AuthMerging'],
  ...[
    'Require all granted',
    'ProxyRequests Off',
    'ProxyRequests',
    'ProxyVia Off',
    'ProxyTimeout 5 6',
    'ProxyErrorOverride',
  ],
  ...['ProxyPreserveHost on', 'ProxyRemote a', 'LoadFile', 'FilterDeclare a b c'],
  ...[
    'DeflateFilterNote a b c',
    'ExpiresByType text/x',
    'FilterProvider a b',
    'SSLEngine',
    'SSLProxyVerify none',
    'SSLProxyEngine',
    'SSLLog x',
    'FancyIndexing on',
  ],
);
/** A `Mutex` line: mechanisms in any case, with folders that are there and others, and names of modules. */
const mutex = fc
  .tuple(
    fc.constantFrom(
      ...['default', 'Default', 'yes', 'none', 'no', 'None', 'sem', 'SEM', 'sysvsem', 'posixsem', 'pthread', 'flock'],
      ...['fcntl', 'file', 'foo', 'semi', '""', '${N}', '${HOME:x}'],
    ),
    fc.constantFrom('', '', '', '', ':', ':conf.d', ':conf.d/', ':extra.conf', ':nodir', ':/tmp', ':/nodir/x', '::'),
    fc.array(
      fc.constantFrom(
        ...['default', 'default', 'mpm-accept', 'rewrite-map', 'ssl-cache', 'ssl-stapling', 'ssl-stapling-refresh'],
        ...['proxy', 'proxy-balancer-shm', 'watchdog-callback', 'authdigest-client', 'authn-socache', 'ldap-cache'],
        ...['OmitPID', 'omitpid', 'Default', 'nothing', 'Rewrite-Map', '""', '# why', 'authdigest-opaque'],
      ),
      { maxLength: 3 },
    ),
  )
  .map(([kind, folder, types]) => `Mutex ${[`${kind}${folder}`, ...types].join(' ')}`);
/** Folders and files that are looked at while the lines are read or walked, and some that are not. */
const paths = fc
  .tuple(
    fc.constantFrom('CoreDumpDirectory', 'CoreDumpDirectory', 'LoadFile', 'PidFile', 'ScoreBoardFile', 'ChrootDir'),
    fc.constantFrom(
      ...['/tmp', '/nodir', 'conf.d/', 'nodir/../conf.d', './nodir', 'extra.conf/x', '"/no dir/x"', '/nodir/x.so'],
      ...['/tmp /nodir', 'c:/nodir/x', '${N}', 'modules/mod_env.so /nodir/x', 'modules/mod_env.so "" /nodir'],
    ),
  )
  .filter(([name, path]) => name !== 'ChrootDir' || path.startsWith('/'))
  .map(([name, path]) => `${name} ${path}`);
const level = fc.constantFrom(
  ...['warn', 'WARN', 'error', 'info', 'debug', 'crit', 'warning', 'trace9', 'core:warn', 'core:error', 'core.c:crit'],
  ...['core_module:info', 'rewrite:info', 'mod_rewrite.c:warn', 'ssl:warn', 'mpm_event:info', 'nothing:info', 'core:'],
  ...['http:warn', 'core:loud', ':info', 'Core:info', 'env_module:error', 'prefork.c:info', 'core:warn:info'],
);
const options = 'None All Indexes FollowSymLinks +Indexes -FollowSymLinks -indexes +None -All MultiViews Foo +Foo "" +';
const override =
  'None All FileInfo limit AuthConfig Options Options=Indexes Options=indexes,MultiViews Options=Foo Options=,All ' +
  'Nonfatal=All Nonfatal Indexes,Limit Foo ""';
const overrideList = 'None Redirect redirect ThreadLimit KeepAlive Options NoSuch <Files Header Include RewriteRule';
const some = (words: string) => fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 3 });
/** Directives of the core of which httpd looks at the words, and remarks on some. */
const core = fc.oneof(
  mutex,
  mutex,
  paths,
  fc.array(level, { minLength: 1, maxLength: 3 }).map((levels) => `LogLevel ${levels.join(' ')}`),
  some(options).map((words) => `Options ${words.join(' ')}`),
  some(override).map((words) => `AllowOverride ${words.join(' ')}`),
  some(overrideList).map((words) => `AllowOverrideList ${words.join(' ')}`),
  fc.constantFrom(
    ...[
      'DefaultType text/plain',
      'DefaultType none',
      'DefaultType NONE',
      'defaulttype x',
      'DefaultType',
      'SSLMutex sem',
    ],
    ...['DefaultType ""', 'LimitInternalRecursion 3', 'LimitInternalRecursion 9 3', 'LimitInternalRecursion 0'],
    ...['LimitInternalRecursion 4 a', 'LimitInternalRecursion 2 1 0', 'ErrorDocument 401 http://x/', 'RewriteLock x'],
    ...['ErrorDocument 0401x HTTP://x', 'ErrorDocument 401 /x', 'ErrorDocument 401 "a://"', 'WatchdogMutexPath /tmp'],
    ...['Include c:/nodir/*.conf', 'Include "c:\\nodir\\x.conf"', 'IncludeOptional C:/nodir/*.conf', 'LogLevel'],
    ...[
      'ServerRoot c:/nodir',
      'HostnameLookups Double',
      'HostnameLookups maybe',
      'EnableSendfile o',
      'TraceEnable extended',
      'ServerTokens min',
      'ServerTokens all',
      'ServerSignature EMail',
      'AcceptPathInfo yes',
      'UseCanonicalName dns',
      'EnableMMAP OFF',
      'Listen 127.0.0.1:8080',
      'Listen 8080',
      'Listen [::1]:8080 https',
      'Listen 0.0.0.0:8080',
    ],
  ),
);
/** Those on which httpd remarks, and those that decide whether it does. */
const remarked = fc.constantFrom(
  ...['DefaultType text/plain', 'DefaultType None', 'AllowOverride None', 'AllowOverride All', 'LogLevel error'],
  ...[
    'AllowOverrideList None',
    'AllowOverrideList Redirect ThreadLimit NoSuch',
    'LogLevel core:info',
    'LogLevel debug',
  ],
  ...['LogLevel error core:warn', 'LogLevel core:warn error', 'LogLevel warn', 'LimitInternalRecursion 3 2'],
  ...[
    'ErrorDocument 401 http://x/',
    'Mutex sem',
    'Mutex file:conf.d default',
    'CoreDumpDirectory conf.d',
    'Options None',
  ],
);
const coreBlock = fc
  .tuple(
    fc.constantFrom(
      'Directory /',
      'Location /',
      'Files x',
      'VirtualHost *:80',
      'If true',
      'Directory ~ x',
      'Limit GET',
    ),
    fc.constantFrom('', '', '', '', 'Files y', 'If true', 'LimitExcept GET', 'LocationMatch .', 'Directory /a'),
    fc.array(fc.oneof({ weight: 1, arbitrary: core }, { weight: 3, arbitrary: remarked }), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([outer, inner, lines]) => {
    const within = inner === '' ? lines : [`<${inner}>`, ...lines, `</${inner.split(' ')[0]}>`];
    return [`<${outer}>`, ...within, `</${outer.split(' ')[0]}>`].join('\n');
  });
/** What cannot stand in `<Location>` with words of which the module says so itself. */
const proxied = fc.constantFrom(
  ...[
    'ProxyPass /a http://127.0.0.1:9/',
    'ProxyPassReverse /a http://127.0.0.1:9/',
    'ProxyPassReverse',
    'CacheDisable /a',
  ],
  ...['ProxyPassReverse a b c d', 'CacheEnable disk /a', 'CacheEnable', 'ProxyPassMatch ^/b http://127.0.0.1:9/'],
);
const modules =
  'alias rewrite headers mime dir env setenvif authz_core proxy filter deflate expires autoindex cache macro heartmonitor ssl';
const load = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...modules.split(' ')) },
  { weight: 1, arbitrary: fc.constantFrom('log_config', 'Alias', 'lua', 'nothing') },
);
const loadLineOf = (name: string) => `LoadModule ${name}_module modules/mod_${name}.so`;
const loads = load.map(loadLineOf);
/** What is loaded before the first line, so that the modules have a word to say, and what behind the last. */
const first = fc.oneof(fc.constant(modules.split(' ')), fc.subarray(modules.split(' ')), fc.constant([]));
const late = fc.oneof(fc.subarray(modules.split(' '), { maxLength: 3 }), fc.constant([]), fc.constant([]));
const foreignBlock = fc
  .tuple(
    fc.constantFrom(
      ...[
        'Directory /',
        'Directory / /tmp',
        'Directory',
        'DirectoryMatch ~ x',
        'DirectoryMatch .',
        'Files x',
        'Files x y',
      ],
      ...[
        'FilesMatch',
        'FilesMatch .',
        'If true',
        'If',
        'ElseIf',
        'Else x',
        'VirtualHost *:80',
        'VirtualHost',
        'Limit GET',
      ],
      ...[
        'IfModule alias_module',
        'IfModule !mod_rewrite.c',
        'IfDirective Header',
        'RequireAll x',
        'AuthnProviderAlias x',
      ],
    ),
    fc.array(
      fc.oneof({ weight: 4, arbitrary: foreign }, { weight: 1, arbitrary: proxied }, directive, include, loads),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([head, lines]) => [`<${head}>`, ...lines, `</${head.split(' ')[0]}>`].join('\n'));
const requestBlock = fc
  .tuple(
    fc.constantFrom('Location /', 'Location / x', 'LocationMatch ~ x', 'Proxy *', 'Location', 'ProxyMatch .', 'Proxy'),
    fc.array(foreign, { maxLength: 3 }),
  )
  .map(([head, lines]) => [`<${head}>`, ...lines, `</${head.split(' ')[0]}>`].join('\n'));
const nested = fc
  .tuple(
    fc.constantFrom('Limit GET', 'LimitExcept GET', 'Limit', 'Files x', 'If true', 'Directory /a'),
    foreign,
    foreign,
  )
  .map(([head, first, second]) => [
    `<Directory />`,
    `<${head}>`,
    first,
    `</${head.split(' ')[0]}>`,
    second,
    '</Directory>',
  ])
  .map((lines) => lines.join('\n'));
const required = foreign.map((line) => {
  return `<Directory />\n<RequireAll>\nRequire all granted\n${line}\n</RequireAll>\n</Directory>`;
});
/** Lines of text for mod_macro and mod_lua. */
const text = fc.constantFrom(
  ...['</Macro>', 'Use', 'Use ""', 'UndefMacro m', 'UndefMacro N', 'UndefMacro', 'UndefMacro a b', 'Use none'],
  ...['<Macro>\nThreadLimit x\n</Macro>', '<Macro ""  >\nKeepAlive\n</Macro>', '<Macro m', 'MacroIgnoreEmptyArgs'],
  ...['<LuaHookFixups>\nreturn 1\n</LuaHookFixups>', 'MacroIgnoreBadNesting', 'macroignoreemptyargs x', 'Use m\\'],
);
const macroHead = fc
  .tuple(
    fc.constantFrom('m', 'm', 'm', 'M', 'n', 'N', '"n"', '$o', '""'),
    fc.constantFrom(
      ...['', ' $x', ' $x', ' $x', ' @x', ' %x', ' $x $y', ' $x $xy', ' $x @x', ' x', ' "$x"', ' ${N}', ' $(N) $x'],
      ...[
        ' $x $x',
        ' ""',
        ' /IgnoreEmptyArgs $x',
        ' /IgnoreBadNesting',
        ' /ignorebadnesting/ignoreemptyargs $x',
        ' /foo $x',
      ],
    ),
    fc.constantFrom('>', '>', '>', '>', '> # why', '> x', '>  ', ' >'),
  )
  .map(([name, parameters, tail]) => `<Macro ${name}${parameters}${tail}`);
const parametrised = fc.constantFrom(
  ...[
    'StartServers $x',
    'ThreadsPerChild $x',
    'MaxRequestWorkers $x',
    'ServerLimit @x',
    'MaxRequestWorkers 4$x',
    '$x 3',
  ],
  ...['Define N $x', 'Define $x 4', 'Include $x.conf', 'Include extra.conf', 'ServerRoot $x', 'ServerAdmin $x@x$y$xy'],
  ...[
    '<IfModule $x>',
    '<IfDefine $x>',
    '<IfModule event.c>',
    '</IfModule>',
    '</IfDefine>',
    '<IfVersion >= 2.4>',
    'Foo',
  ],
  ...['<$x *:80>', '</VirtualHost>', '<Directory $x>', '</Directory>', '</$x>', '<$x>', 'StartServers $(N)'],
  ...['# $x', '# continued \\', '', 'StartServers \\', '  $x', 'Use m $x', 'Use n $x', 'Use n', 'Use M @x', '"$x" 4'],
  ...['UndefMacro $x', 'ThreadsPerChild ${N}', 'ServerAdmin "$x"', '$x', 'x%x$x', 'LoadModule alias_module modules/$x'],
);
const body = fc.oneof({ weight: 4, arbitrary: parametrised }, { weight: 2, arbitrary: directive }, foreign, include);
const macro = fc
  .tuple(macroHead, fc.array(body, { maxLength: 4 }), fc.constantFrom('', '', '', '', '', '', ' # end', ' x', ' x>y'))
  .map(([head, lines, tail]) => [head, ...lines, `</Macro>${tail}`].join('\n'));
/** Macros that make macros, and sections that close behind the Use. */
const nestedMacro = fc
  .tuple(macroHead, macro, fc.array(body, { maxLength: 2 }))
  .map(([head, inner, lines]) => [head, inner, ...lines, '</Macro>'].join('\n'));
const argument = fc.constantFrom(
  ...[
    '5',
    '30',
    '4k',
    '410',
    'extra',
    'N',
    'event.c',
    'VirtualHost',
    '""',
    '"4 5"',
    "'a\"b'",
    '"a\\\\b"',
    '#',
    'StartServers',
  ],
  ...['${N}', '${M}', '$x', '@x', 'x$y', '"x@x\\"@x"', 'a\\\\', '\\\\', 'x>', '/IfModule', '80', 'mod_alias.so'],
);
const use = fc
  .tuple(
    fc.constantFrom('m', 'm', 'm', 'M', 'n', 'n', '$o'),
    fc.array(argument, { maxLength: 2 }),
    fc.constantFrom('', ' ', '\t#'),
  )
  .map(([name, words, tail]) => `Use ${[name, ...words].join(' ')}${tail}`);
/** A macro and uses of it with as many words as it wants. */
const used = fc
  .tuple(
    fc.constantFrom('m $x', 'm $x', 'm @x', 'n $x', 'm %x /x', 'm /IgnoreBadNesting $x', 'm $x>#'),
    fc.array(body, { minLength: 1, maxLength: 4 }),
    fc.array(fc.oneof(argument, argument, fc.constant('5\\\\ ')), { minLength: 1, maxLength: 3 }),
    fc.array(fc.oneof({ weight: 3, arbitrary: directive }, tag), { maxLength: 2 }),
  )
  .map(([head, lines, values, behind]) => {
    const [name = '', ...rest] = head.split(' ');
    const more = rest
      .filter((word) => word === '/x')
      .map(() => ' 1')
      .join('');
    const uses = values.map((value) => `Use ${name} ${value}${more}`);
    return [`<Macro ${head}>`, ...lines, '</Macro>', ...uses, ...behind].join('\n');
  });
const module = fc.oneof(
  { weight: 6, arbitrary: foreign },
  { weight: 3, arbitrary: foreignBlock },
  { weight: 1, arbitrary: requestBlock },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: required },
  { weight: 1, arbitrary: proxied },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: macro },
  { weight: 1, arbitrary: nestedMacro },
  { weight: 4, arbitrary: used },
  { weight: 2, arbitrary: use },
  { weight: 6, arbitrary: loads },
  { weight: 6, arbitrary: core },
  { weight: 3, arbitrary: coreBlock },
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
    first,
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: directive },
        { weight: 2, arbitrary: block },
        { weight: 1, arbitrary: line },
        { weight: 1, arbitrary: include },
        { weight: 4, arbitrary: module },
      ),
      { maxLength: 7 },
    ),
    late,
    end,
  )
  .map(([before, lines, behind, last]) => {
    return `${[...before.map(loadLineOf), ...lines, ...behind.map(loadLineOf)].join('\n')}${last}`;
  });

/** Files that are included say less that stops httpd, so that reading goes on behind them. */
const included = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 9, arbitrary: directive }, { weight: 2, arbitrary: block }, line, {
        weight: 2,
        arbitrary: module,
      }),
      { maxLength: 3 },
    ),
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

/** Random configurations of directives of the core alone, so that many of them are met before httpd stops. */
export const coreConfiguration: fc.Arbitrary<Configuration> = fc
  .tuple(
    fc.constantFrom('event' as const, 'worker' as const, 'prefork' as const),
    fc.subarray(['alias', 'rewrite', 'proxy', 'env', 'authz_core']),
    fc.array(fc.oneof(core, { weight: 2, arbitrary: remarked }, { weight: 2, arbitrary: coreBlock }), { maxLength: 4 }),
  )
  .map(([mpm, loaded, lines]) => ({
    mpm,
    files: {
      'httpd.conf': `${[...loaded.map(loadLineOf), ...lines].join('\n')}\n`,
      'extra.conf': '',
      'conf.d/a.conf': '',
    },
  }));
