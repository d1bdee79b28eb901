import { baseName } from '../text/file-uri.ts';
import { fold } from '../text/letter-case.ts';

/**
 * Values that files of distributions come with, by directive, with blanks between: Debian's `mods-available/mpm_*.conf` and
 * `apache2.conf`, httpd's own `httpd-mpm.conf` and `httpd-default.conf` from 2.2 on, SUSE's `server-tuning.conf`, RHEL's
 * `httpd.conf` of 2.2.
 */
const shipped: Readonly<Record<string, string>> = {
  StartServers: '2 3 4 5 8',
  ServerLimit: '150 256',
  MinSpareThreads: '5 25 75 250',
  MaxSpareThreads: '10 75 250',
  MinSpareServers: '5',
  MaxSpareServers: '10 20',
  ThreadLimit: '64',
  ThreadsPerChild: '25 150 250',
  MaxRequestWorkers: '150 250 256 300 400',
  MaxConnectionsPerChild: '0 4000 10000',
  MaxMemFree: '100 2048',
  ThreadStackSize: '65536',
  AsyncRequestWorkerFactor: '2',
  KeepAlive: 'On Off',
  KeepAliveTimeout: '5 15',
  MaxKeepAliveRequests: '100',
  Timeout: '60 120 300',
  PidFile: 'logs/httpd.pid run/httpd.pid ${APACHE_PID_FILE}',
  User: 'apache daemon www www-data wwwrun ${APACHE_RUN_USER}',
  Group: 'apache daemon www www-data #-1 ${APACHE_RUN_GROUP}',
};

/**
 * Files that a package brings with such values: Debian's `mods-available`, RHEL's `conf.modules.d`, those of httpd's own
 * `extra`, SUSE's, Gentoo's, Alpine's. What people write goes into other files: `conf-enabled`, `conf.d`, those that a panel
 * includes.
 */
const ofPackage = new RegExp(
  `(?:^|/)(?:${[
    'mods-(?:available|enabled)/[^/]+',
    'conf\\.modules\\.d/[^/]+',
    'extra/httpd-[\\w-]+\\.conf',
    'server-tuning\\.conf',
    'modules\\.d/00_(?:default_settings|mpm)\\.conf',
    'apache2/conf\\.d/(?:default|mpm)\\.conf',
  ].join('|')})$`,
);

/** What main files come with in 2.4; all else in them is somebody's own. */
const inMainFile: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'apache2.conf': {
    KeepAlive: 'On',
    KeepAliveTimeout: '5',
    MaxKeepAliveRequests: '100',
    Timeout: '300',
    PidFile: '${APACHE_PID_FILE}',
    User: '${APACHE_RUN_USER}',
    Group: '${APACHE_RUN_GROUP}',
  },
  'httpd.conf': {
    User: 'apache daemon www',
    Group: 'apache daemon www',
  },
};

const byDirective = new Map(Object.entries(shipped).map(([name, values]) => [name, new Set(fold(values).split(' '))]));

/** Whether a distribution ships the directive, by its present name, with the value as it is written. */
export function isShippedValue(directive: string, written: string): boolean {
  return byDirective.get(directive)?.has(fold(written)) ?? false;
}

/**
 * Whether the line of a file, by its path with slashes, is one that the file came with from its package. Such a line, overruled
 * by another file, is nobody's mistake.
 */
export function isOfPackage(path: string, directive: string, written: string): boolean {
  const main = inMainFile[baseName(path)];
  if (main)
    return (
      fold(main[directive] ?? '')
        .split(' ')
        .includes(fold(written)) && written !== ''
    );
  return ofPackage.test(path) && isShippedValue(directive, written);
}
