import type { DirectiveFact } from './fact.ts';
import { frozen, nextChildren } from './restart.ts';

/** Where httpd leaves the number of its parent process. */
export const pidFile: DirectiveFact = {
  name: 'PidFile',
  summary: 'The file into which httpd writes the number of its parent process',
  syntax: 'PidFile filename',
  usage: 'A file for logging the server process ID',
  arity: 'one',
  reading: 'text',
  providedBy: 'core.c',
  defaults: 'logs/httpd.pid (each distribution compiles in its own)',
  contexts: ['server config'],
  since: '1.3',
  restart: 'Either restart writes the new file and leaves the old one behind for good',
  trap: 'Service units and scripts name the same file: change it in all of them or in none',
  manual: 'mod/mpm_common.html#pidfile',
};

/** Where the scoreboard lies, if it must be a file. */
export const scoreBoardFile: DirectiveFact = {
  name: 'ScoreBoardFile',
  summary:
    'The file in which httpd keeps its scoreboard; unless it is set the scoreboard stays in anonymous shared memory',
  syntax: 'ScoreBoardFile file-path',
  usage: 'A file for Apache to maintain runtime process management information',
  arity: 'one',
  reading: 'text',
  providedBy: 'core.c',
  defaults: 'none: anonymous shared memory',
  contexts: ['server config'],
  since: '1.3',
  restart: frozen,
  trap: 'It changes with every request, so on a real disk the kernel writes it back for ever: a RAM disk is the place for it',
  manual: 'mod/mpm_common.html#scoreboardfile',
};

/** Where crashed processes leave their memory image. */
export const coreDumpDirectory: DirectiveFact = {
  name: 'CoreDumpDirectory',
  summary: 'The folder to which a crashing process changes before it dumps core',
  syntax: 'CoreDumpDirectory directory',
  usage: 'The location of the directory Apache changes to before dumping core',
  arity: 'one',
  reading: 'text',
  providedBy: 'core.c',
  defaults: 'ServerRoot',
  refusals: [{ when: 'malformed', message: 'CoreDumpDirectory {value} does not exist' }],
  contexts: ['server config'],
  since: '1.3',
  restart: nextChildren,
  trap: 'The folder must exist while the file is read, or httpd does not start',
  manual: 'mod/mpm_common.html#coredumpdirectory',
};

/** Whether modules may act on a crash. */
export const enableExceptionHook: DirectiveFact = {
  name: 'EnableExceptionHook',
  summary: 'Whether modules that look into crashes are called after a child process has crashed',
  syntax: 'EnableExceptionHook On|Off',
  usage: 'Controls whether exception hook may be called after a crash',
  arity: 'one',
  reading: 'flag',
  providedBy: 'core.c',
  notUnder: ['winnt', 'netware', 'mpmt_os2'],
  buildOption: '--enable-exception-hook',
  defaults: 'Off',
  refusals: [{ when: 'malformed', message: "parameter must be 'on' or 'off'" }],
  contexts: ['server config'],
  since: '2.0.49',
  restart: nextChildren,
  trap: 'Most distributions build httpd without it, and then the line keeps the server from starting',
  manual: 'mod/mpm_common.html#enableexceptionhook',
};

/** How much free memory a worker may hold on to. */
export const maxMemFree: DirectiveFact = {
  name: 'MaxMemFree',
  summary: 'How many kilobytes of freed memory each allocator, one per thread, may keep for reuse; 0 sets no limit',
  syntax: 'MaxMemFree KBytes',
  usage: "Maximum number of 1k blocks a particular child's allocator may hold.",
  arity: 'one',
  reading: 'strtol',
  unit: 'kilobytes',
  providedBy: 'core.c',
  defaults: 2048,
  refusals: [{ when: 'below', least: 0, message: 'Invalid MaxMemFree value: {value}' }],
  contexts: ['server config'],
  since: '2.0',
  restart: nextChildren,
  trap: 'The unit is kilobytes, and 4194304 of them wrap around to 0, which is no limit',
  manual: 'mod/mpm_common.html#maxmemfree',
};

/** How processes keep out of each other's way. */
export const mutex: DirectiveFact = {
  name: 'Mutex',
  summary: 'The kind of lock, and where its file lies, for each purpose or for all of them',
  syntax: 'Mutex mechanism [default|mutex-name] ... [OmitPID]',
  usage: 'mutex (or "default") and mechanism',
  arity: 'any',
  reading: 'text',
  providedBy: 'core.c',
  defaults: 'default',
  contexts: ['server config'],
  since: '2.3.4',
  restart: 'Either restart takes a new value over',
  trap: 'The purpose mpm-accept exists under worker and prefork only: under event naming it is fatal',
  manual: 'mod/core.html#mutex',
};

/** Whom the child processes run as. */
export const user: DirectiveFact = {
  name: 'User',
  summary: 'The user whose rights the child processes take on, by name or as # and a number',
  syntax: 'User unix-userid',
  usage: 'Effective user id for this server',
  arity: 'one',
  reading: 'text',
  providedBy: 'mod_unixd.c',
  notUnder: ['winnt', 'netware'],
  defaults: '#-1, with which a start as root fails',
  refusals: [{ when: 'malformed', message: 'bad user name {value}' }],
  contexts: ['server config'],
  since: '1.3',
  restart: nextChildren,
  trap: 'A text after # that is no number reads as 0, which is root, and httpd refuses root',
  manual: 'mod/mod_unixd.html#user',
};

/** The group of the child processes. */
export const group: DirectiveFact = {
  name: 'Group',
  summary: 'The group whose rights the child processes take on, by name or as # and a number',
  syntax: 'Group unix-group',
  usage: 'Effective group id for this server',
  arity: 'one',
  reading: 'text',
  providedBy: 'mod_unixd.c',
  notUnder: ['winnt', 'netware'],
  defaults: '#-1, with which a start as root fails',
  refusals: [{ when: 'malformed', message: 'bad group name {value}' }],
  contexts: ['server config'],
  since: '1.3',
  restart: nextChildren,
  manual: 'mod/mod_unixd.html#group',
};
