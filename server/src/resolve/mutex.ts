import { mpmNamed } from '../catalogue/lookup.ts';
import { askedVersion } from '../catalogue/modules.ts';
import { mutexMechanisms, mutexTypes } from '../catalogue/mutexes.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { knowsLinkedIn } from './build.ts';
import { isNoFolder, isNoFolderAsGiven } from './folders.ts';
import type { Reading } from './reading.ts';
import type { Objection, Verdict } from './resolution.ts';

/** Mechanisms that httpd takes on every Unix, `none` left out: no type takes that. */
const mechanisms: ReadonlySet<string> = new Set([
  'default',
  'yes',
  'sem',
  'sysvsem',
  'posixsem',
  'pthread',
  'fcntl',
  'flock',
  'file',
]);

/**
 * What httpd has against a `Mutex` line (util_mutex.c, ap_set_mutex): first the mechanism, then the folder behind it, then
 * the names, the last first. Which mechanisms other systems than Unix have is not known here.
 */
export function objectionToMutex(reading: Reading, { words }: Statement): Objection | undefined {
  const [mechanism = '', ...names] = words.map(({ text }) => text);
  if (mechanism === '') return value(`Mutex requires at least a mechanism argument (${mutexMechanisms})`);
  const { kind, path } = partsOf(mechanism);
  const isNone = kind === 'none' || kind === 'no';
  if (!isNone && isUnix(reading)) {
    if (!mechanisms.has(kind)) {
      return { ...value(`Invalid Mutex argument ${mechanism} (${mutexMechanisms})`), word: 0 };
    }
    const isPlainName = kind === 'sem' || kind === 'posixsem';
    if (path !== '' && (isPlainName ? isNoFolderAsGiven(reading, path) : isNoFolder(reading, path))) {
      return { ...value(`Invalid Mutex directory in argument ${mechanism}`), word: 0 };
    }
  }
  return objectionToNames(reading, names, isNone);
}

function objectionToNames(reading: Reading, names: readonly string[], isNone: boolean): Objection | undefined {
  let isUsed = false;
  for (let at = names.length - 1; at >= 0; at--) {
    const name = names[at]!;
    if (fold(name) === 'omitpid') continue;
    isUsed = true;
    const verdict = isRegistered(reading, name);
    if (verdict === 'unknown') return undefined;
    if (verdict === 'no') return { ...value(`Mutex type ${name} is not valid`), word: at + 1 };
    if (isNone) return value(`None is not allowed for mutex type ${name}`);
  }
  return isNone && !isUsed ? value('None is not allowed for mutex type default') : undefined;
}

/** Whether a mutex of this name is registered by one of the modules that are loaded when all is read. */
export function isRegistered({ modules, target }: Reading, name: string): Verdict {
  if (name === 'default') return 'yes';
  const type = mutexTypes.find((each) => each.name === name);
  if (type?.registeredBy.some((identifier) => modules.names.has(identifier))) {
    return !type.formerly ? 'yes' : target.httpdVersion === askedVersion ? 'no' : 'unknown';
  }
  const isOfMpms = type?.registeredBy.every((identifier) => mpmNamed(identifier));
  if (isOfMpms && modules.mpms.length > 0) return 'no';
  if (!modules.whole) return 'unknown';
  if (type) return knowsLinkedIn(modules.build) ? 'no' : 'unknown';
  return modules.strangers.length > 0 ? 'unknown' : 'no';
}

/** The mechanism, in lower case, and what stands behind its colon (util_mutex.c, ap_parse_mutex). */
function partsOf(mechanism: string): { readonly kind: string; readonly path: string } {
  const colon = mechanism.indexOf(':');
  return colon < 0
    ? { kind: fold(mechanism), path: '' }
    : { kind: fold(mechanism.slice(0, colon)), path: mechanism.slice(colon + 1) };
}

function isUnix({ modules }: Reading): boolean {
  return modules.mpms.every(({ mpm }) => mpm === 'event' || mpm === 'worker' || mpm === 'prefork');
}

function value(text: string): Objection {
  return { offence: 'value', text };
}
