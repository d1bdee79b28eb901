import { editDistance } from '../text/edit-distance.ts';
import { fold } from '../text/letter-case.ts';
import { asTyped } from '../text/pasted.ts';
import type { ModuleFact } from './fact.ts';
import { allModules, moduleNamed, mpmNamed } from './lookup.ts';

/**
 * Spellings that no module of httpd has, folded, with the module that they mean: letter case, `mod_ssl.so`, `ssl`,
 * `mpm_event.c`. `<IfModule>` compares with identifiers and names of source files, and with nothing else (core.c,
 * start_ifmod; mod_so.c, ap_find_loaded_module_symbol). `ssl.c` is left out: such a file may be somebody else's.
 */
const meant = new Map<string, ModuleFact | undefined>();
for (const module of allModules) {
  for (const form of formsOf(module)) {
    const key = fold(form);
    meant.set(key, meant.has(key) && meant.get(key) !== module ? undefined : module);
  }
}

function formsOf({ identifier, sourceFile, sharedObject }: ModuleFact): readonly string[] {
  const stem = identifier.replace(/_module$/, '');
  const mpm = mpmNamed(identifier)?.name;
  const stems = mpm ? [stem, mpm] : [stem];
  return [
    identifier,
    sourceFile,
    ...(sharedObject ? [sharedObject] : []),
    ...stems.flatMap((name) => [
      name,
      `${name}.so`,
      `mod_${name}`,
      `mod_${name}.c`,
      `mod_${name}.so`,
      `mod_${name}_module`,
      `${name}_module`,
      `${name}_module.c`,
      `${name}_module.so`,
    ]),
    ...(mpm ? [`${mpm}.c`, `mpm_${mpm}.c`] : []),
  ];
}

/**
 * The module that somebody means by a name that no module has, with or without a folder, in quotes that httpd does not know or
 * not; undefined for any other name.
 */
export function moduleMeantBy(name: string): ModuleFact | undefined {
  if (moduleNamed(name)) return undefined;
  const typed = typedModuleName(name);
  if (typed !== undefined) return moduleNamed(typed) ?? moduleMeantBy(typed);
  return meant.get(fold(name.slice(name.lastIndexOf('/') + 1)));
}

/**
 * The name without characters that were pasted into it, typographic quotes for example; undefined where there are none. No
 * module has a name with one: `<IfModule>` knows plain quotes only (util.c, ap_getword_conf).
 */
export function typedModuleName(name: string): string | undefined {
  const typed = asTyped(name);
  return typed === name ? undefined : typed.replace(/^[\s"']+|[\s"']+$/g, '').replace(/^!/, '');
}

/** The module of httpd that a name of some length differs from by a letter or two. */
export function nearestModule(name: string): ModuleFact | undefined {
  const most = name.length < 8 ? 0 : 2;
  return allModules.find(({ identifier, sourceFile }) =>
    [identifier, sourceFile].some((each) => editDistance(fold(name), fold(each), most) <= most),
  );
}

/** Every such spelling, folded, that is not itself the name of a module. */
export const wrongModuleNames: readonly string[] = [...meant.keys()].filter((name) => moduleMeantBy(name));
