/** A directive that older files still carry and that httpd 2.4 no longer obeys. */
export interface RemovedDirective {
  readonly name: string;
  /** The version without it; absent where httpd 2.4 still reads the line and only remarks on it. */
  readonly removedIn?: string;
  /** What 2.4 does on meeting it: stops at an unknown command, stops with its own words, or reads on. */
  readonly effect: 'unknown' | 'fatal' | 'ignored';
  /** httpd's own words, where it still knows the name. */
  readonly message?: string;
  /** The version since which it does nothing, where httpd 2.4 still reads the line. */
  readonly ignoredSince?: string;
  /** The word, in lower case, with which httpd does not remark on it. */
  readonly unless?: string;
  /** What to write instead; absent where the line can simply go. */
  readonly replacement?: string;
  readonly manual: string;
}

/** The removed directives that have to do with the MPMs or with listening. */
export const removedDirectives: readonly RemovedDirective[] = [
  { name: 'AcceptMutex', removedIn: '2.3.4', effect: 'unknown', replacement: 'Mutex', manual: 'upgrading.html' },
  { name: 'LockFile', removedIn: '2.3.4', effect: 'unknown', replacement: 'Mutex', manual: 'upgrading.html' },
  { name: 'RewriteLock', removedIn: '2.3.4', effect: 'unknown', replacement: 'Mutex', manual: 'upgrading.html' },
  { name: 'SSLStaplingMutex', removedIn: '2.3.4', effect: 'unknown', replacement: 'Mutex', manual: 'upgrading.html' },
  { name: 'WatchdogMutexPath', removedIn: '2.3.4', effect: 'unknown', replacement: 'Mutex', manual: 'upgrading.html' },
  { name: 'SSLMutex', removedIn: '2.3.4', effect: 'unknown', replacement: 'Mutex', manual: 'upgrading.html' },
  // Of the perchild MPM, which 2.0 had as an experiment.
  { name: 'NumServers', removedIn: '2.2', effect: 'unknown', replacement: 'StartServers', manual: 'mpm.html' },
  { name: 'MaxThreadsPerChild', removedIn: '2.2', effect: 'unknown', manual: 'mpm.html' },
  { name: 'ServerType', removedIn: '2.0', effect: 'unknown', manual: 'upgrading.html' },
  { name: 'BindAddress', removedIn: '2.0', effect: 'unknown', replacement: 'Listen', manual: 'mpm.html' },
  {
    name: 'Win32DisableAcceptEx',
    removedIn: '2.4',
    effect: 'unknown',
    replacement: 'AcceptFilter http none',
    manual: 'upgrading.html',
  },
  {
    name: 'Port',
    removedIn: '2.0',
    effect: 'fatal',
    message: 'Port was replaced with Listen in Apache 2.0',
    replacement: 'Listen',
    manual: 'mod/mpm_common.html#listen',
  },
  {
    // core.c, set_namevhost (2.4): the line does nothing since virtual hosts with equal addresses need no announcement.
    name: 'NameVirtualHost',
    effect: 'ignored',
    ignoredSince: '2.3.11',
    message: 'NameVirtualHost has no effect and will be removed in the next release',
    manual: 'mod/core.html#namevirtualhost',
  },
  {
    // core.c, set_default_type: `none` is what it does anyway.
    name: 'DefaultType',
    effect: 'ignored',
    ignoredSince: '2.3',
    message: 'Ignoring deprecated use of DefaultType',
    unless: 'none',
    manual: 'mod/core.html#defaulttype',
  },
];

/** A directive that a module refuses with its own words whatever its value, everywhere or in most places. */
export interface OwnRefusal {
  readonly name: string;
  readonly message: string;
  /** What has to be around it to be taken; absent where nothing helps. */
  readonly unlessIn?: 'virtual host' | 'directory';
}

/** Those that the modules of httpd have beside the removed ones above. */
export const ownRefusals: readonly OwnRefusal[] = [
  { name: 'ServerAlias', message: 'ServerAlias only used in <VirtualHost>', unlessIn: 'virtual host' },
  { name: 'RewriteBase', message: 'RewriteBase: only valid in per-directory config files', unlessIn: 'directory' },
  {
    name: 'FancyIndexing',
    message: 'The FancyIndexing directive is no longer supported. Use IndexOptions FancyIndexing.',
  },
  { name: 'SSLLog', message: 'SSLLog directive is no longer supported - use ErrorLog.' },
  { name: 'SSLLogLevel', message: 'SSLLogLevel directive is no longer supported - use LogLevel.' },
  { name: 'LuaHookInsertFilter', message: 'LuaHookInsertFilter not yet implemented' },
];
