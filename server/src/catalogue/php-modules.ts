/** A name pair of mod_php: the identifier that `LoadModule` has, and the source file that `<IfModule>` knows too. */
export interface PhpModule {
  readonly identifier: string;
  readonly sourceFile: string;
}

/** PHP 8 and later, 7, 5 and 4 (sapi/apache2handler: mod_php.c, mod_php7.c, mod_php5.c, mod_php4.c, each with its own AP_MODULE_DECLARE_DATA). */
const phpModules: readonly PhpModule[] = [
  { identifier: 'php_module', sourceFile: 'mod_php.c' },
  { identifier: 'php7_module', sourceFile: 'mod_php7.c' },
  { identifier: 'php5_module', sourceFile: 'mod_php5.c' },
  { identifier: 'php4_module', sourceFile: 'mod_php4.c' },
];

/** Names that no version has, but that follow from those of versions before: PHP 8 dropped the number. */
const expected: ReadonlySet<string> = new Set(['php8_module', 'mod_php8.c']);

const byName = new Map(
  phpModules.flatMap((module) => [
    [module.identifier, module],
    [module.sourceFile, module],
  ]),
);

/** The mod_php of this identifier or source file, in exactly this letter case. */
export function phpModuleNamed(name: string): PhpModule | undefined {
  return byName.get(name);
}

/** Whether `<IfModule name>` asks for mod_php of some version, be it under a name that none has. */
export function isNameOfPhp(name: string): boolean {
  return byName.has(name) || expected.has(name);
}
