import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import type { Reading } from './reading.ts';
import type { Objection } from './resolution.ts';

/** Mechanisms that httpd takes on every Unix, `none` left out: that is refused for most types. */
const mechanisms: ReadonlySet<string> = new Set([
  'default',
  'sem',
  'sysvsem',
  'posixsem',
  'pthread',
  'fcntl',
  'flock',
  'file',
]);

/**
 * What httpd has against a `Mutex` line because of the accept mutex, which event never registers (util_mutex.c,
 * ap_set_mutex): it has a mutex type of that name under worker and prefork. Other types are those of modules.
 */
export function objectionToMutex({ modules, kindOf }: Reading, { words }: Statement): Objection | undefined {
  if (modules.mpms.length !== 1 || modules.mpms[0]!.mpm !== 'event') return undefined;
  const [mechanism = '', ...types] = words.map(({ text }) => text);
  const [kind = '', path] = /^([^:]*)(?::(.*))?$/s.exec(mechanism)!.slice(1);
  const isMechanism = path === undefined ? mechanisms.has(fold(kind)) : kindOf(path) === 'folder';
  if (!isMechanism) return undefined;
  const first = types.find((type) => type !== 'default' && fold(type) !== 'omitpid');
  return first === 'mpm-accept' ? { offence: 'value', text: 'Mutex type mpm-accept is not valid' } : undefined;
}
