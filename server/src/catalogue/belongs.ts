import { fold } from '../text/letter-case.ts';
import { commandsNamed, directiveNamed, removedNamed } from './lookup.ts';
import { inManual } from './manual-page.ts';

/** The widest context that allows a directive; but for `only directory` those before it allow it too. */
export type Belongs = 'server config' | 'virtual host' | 'directory' | 'only directory';

/** mod_php's own (sapi/apache2handler/apache_config.c). */
const ofPhp: ReadonlyMap<string, Belongs> = new Map([
  ['php_admin_value', 'directory'],
  ['php_admin_flag', 'directory'],
  ['phpinidir', 'server config'],
]);

/** Where a directive, or a section if the name begins with `<`, belongs that stands elsewhere; undefined where nowhere, or unknown. */
export function belongsTo(name: string): Belongs | undefined {
  const key = fold(name);
  const fact = directiveNamed(key)?.fact;
  if (fact) return fact.contexts.includes('virtual host') ? 'virtual host' : 'server config';
  const [command] = commandsNamed(key);
  if (!command || removedNamed(key)) return ofPhp.get(key);
  if (command.placement.where === 'inside') return 'only directory';
  if (command.placement.where === 'anywhere') return 'directory';
  const isOfServer =
    command.never.includes('VirtualHost') || inManual(key, command.module.sourceFile)?.contexts === 's';
  return isOfServer ? 'server config' : 'virtual host';
}
