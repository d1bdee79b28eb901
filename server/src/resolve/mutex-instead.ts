import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { isNoFolder } from './folders.ts';
import { isRegistered } from './mutex.ts';
import type { Reading } from './reading.ts';

/** How a directive of 2.2 named its lock: by mechanism, by mechanism and file, by the file alone, or by the folder. */
interface FormerLock {
  readonly takes: 'mechanism' | 'mechanism and file' | 'file' | 'folder';
  /** What the mutex is called since. */
  readonly name: string;
}

const formerLocks: ReadonlyMap<string, FormerLock> = new Map([
  ['acceptmutex', { takes: 'mechanism', name: 'mpm-accept' }],
  ['rewritelock', { takes: 'file', name: 'rewrite-map' }],
  ['sslmutex', { takes: 'mechanism and file', name: 'ssl-cache' }],
  ['sslstaplingmutex', { takes: 'mechanism and file', name: 'ssl-stapling' }],
  ['watchdogmutexpath', { takes: 'folder', name: 'watchdog-callback' }],
]);

/**
 * The `Mutex` line that does what such a directive did, if httpd takes it: `Mutex` names the folder, not the file, which
 * must be there. Undefined where no module registers the mutex, or where the default mutex is all that is left.
 */
export function mutexInstead(reading: Reading, { key, words }: Statement): string | undefined {
  const lock = formerLocks.get(key);
  const [word] = words;
  if (!lock || !word || words.length > 1 || !/^[\w./:+-]+$/.test(word.text)) return undefined;
  const registered = isRegistered(reading, lock.name);
  // Of the accept mutex it is told by the MPM, which is known.
  if (registered === 'no' || (lock.takes === 'mechanism' && registered !== 'yes')) return undefined;
  const mechanism = mechanismOf(reading, lock.takes, word.text);
  return mechanism && `Mutex ${mechanism} ${lock.name}`;
}

function mechanismOf(reading: Reading, takes: FormerLock['takes'], word: string): string | undefined {
  const inFolder = (kind: string, folder: string) => (isNoFolder(reading, folder) ? 'default' : `${kind}:${folder}`);
  switch (takes) {
    case 'mechanism':
      return /^(default|flock|fcntl|sysvsem|posixsem|pthread)$/i.test(word) ? word : undefined;
    case 'file':
      return inFolder('file', folderOf(word));
    case 'folder':
      return inFolder('file', word);
    case 'mechanism and file': {
      const [, kind = '', file = ''] = /^(flock|fcntl|file):(.+)$/i.exec(word) ?? [];
      if (kind !== '') return inFolder(fold(kind), folderOf(file));
      if (/^(default|yes)$/i.test(word)) return 'default';
      return /^(sem|sysvsem|posixsem|pthread)$/i.test(word) ? word : undefined;
    }
  }
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '.' : file.slice(0, slash) || '/';
}
