import { baseName } from '../text/file-uri.ts';
import { allModules } from './lookup.ts';

/**
 * The identifier of the module in a shared object, by the name of the file: those of httpd's own modules, and those of
 * PHP, which calls itself php5_module, php7_module and, since version 8, php_module (sapi/apache2handler/mod_php.c,
 * `libphp8.2.so`; on Windows `php8apache2_4.dll`). Undefined for a file of which nobody here knows what it holds.
 */
export function identifierIn(file: string): string | undefined {
  const name = baseName(file.replaceAll('\\', '/'));
  const own = allModules.find(({ sharedObject }) => sharedObject === name);
  if (own) return own.identifier;
  const [, version] = /^libphp(\d?)[\d.]*(?:-zts)?\.so$/.exec(name) ?? /^php(\d)apache2_\d\.dll$/i.exec(name) ?? [];
  return version === undefined ? undefined : phpIdentifiers[version];
}

/** By the major version in the name of the file; PHP 8 leaves it out mostly. */
const phpIdentifiers: Readonly<Record<string, string>> = {
  '': 'php_module',
  8: 'php_module',
  7: 'php7_module',
  5: 'php5_module',
};
