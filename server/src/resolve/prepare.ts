import { mpmFacts } from '../catalogue/mpms.ts';
import { type Reading, refuse } from './reading.ts';
import type { LoadedModule } from './resolution.ts';

/** The identifiers of mod_php: since PHP 8, and of versions 7 and 5. */
const phpModules: ReadonlySet<string> = new Set(['php_module', 'php7_module', 'php5_module']);

/** Debian and Ubuntu build their mod_php without thread safety, and nobody else installs it there. */
const withoutThreadSafety = /^\/usr\/lib\/apache2\/modules\/libphp\d[\d.]*\.so$/;

/** Whether a loaded module is mod_php, and whether its build cannot run in threads as far as its path tells. */
export function phpBuildOf({ identifier, by }: LoadedModule): 'unsafe' | 'unknown' | undefined {
  if (!phpModules.has(identifier)) return undefined;
  const file = by.read.words[1]?.text ?? '';
  return withoutThreadSafety.test(file) ? 'unsafe' : 'unknown';
}

/**
 * Between the passes the modules look at what they will run in (pre_config). mod_php that was not built for threads
 * refuses an MPM that has them (sapi/apache2handler/sapi_apache2.c, php_pre_config).
 */
export function prepare(reading: Reading): void {
  const [chosen, second] = reading.modules.mpms;
  if (!chosen || second || !mpmFacts[chosen.mpm].threaded) return;
  for (const module of reading.loaded) {
    if (!module.certain || phpBuildOf(module) !== 'unsafe') continue;
    const text =
      '[php:crit] Apache is running a threaded MPM, but your PHP Module is not compiled to be threadsafe.  ' +
      'You need to recompile PHP.';
    refuse(reading, 'prepare', module.by, { offence: 'module', text }, { section: undefined, condition: undefined });
  }
}
