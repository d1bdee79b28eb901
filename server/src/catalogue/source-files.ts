import { fold } from '../text/letter-case.ts';

/** Source files of modules from elsewhere that are not called after the shared object (sapi/apache2handler of PHP; mpm-itk). */
const known: Readonly<Record<string, string>> = {
  php_module: 'mod_php.c',
  php7_module: 'mod_php7.c',
  php5_module: 'mod_php5.c',
  mpm_itk_module: 'mpm_itk.c',
};

/**
 * The source file, as `<IfModule>` names it, of a module that is not httpd's own, by its identifier and its shared object.
 * Where both say the same, `wsgi_module` and `mod_wsgi.so`, so does the source file; else undefined.
 */
export function sourceFileOf(identifier: string, sharedObject: string): string | undefined {
  const stem = identifier.replace(/_module$/, '');
  return known[identifier] ?? (sharedObject === `mod_${stem}.so` ? `mod_${stem}.c` : undefined);
}

/** Whether a name that `<IfModule>` asks for may be the source file of a module that is not httpd's own. */
export function mayBeSourceOf(name: string, identifier: string): boolean {
  if (known[identifier] !== undefined || !/\.c\w*$/i.test(name)) return false;
  const [asked, loaded] = [stemOf(name), stemOf(identifier)];
  return asked !== '' && loaded !== '' && (asked.includes(loaded) || loaded.includes(asked));
}

/** What is left of `mod_evasive24.c` and `evasive20_module` alike. */
function stemOf(name: string): string {
  return fold(name)
    .replace(/\.c\w*$/, '')
    .replace(/^mod_|_module$/g, '')
    .replace(/[^a-z]/g, '');
}
