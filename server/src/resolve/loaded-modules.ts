import type { ModuleFact, Mpm } from '../catalogue/fact.ts';
import { isImpossibleName } from '../catalogue/impossible-names.ts';
import { commandsNamed, moduleNamed, moduleOf, mpmNamed } from '../catalogue/lookup.ts';
import { modules as builtModules } from '../catalogue/modules.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { moduleMeantBy, typedModuleName } from '../catalogue/wrong-module-names.ts';
import { fold } from '../text/letter-case.ts';
import type { Node, Verdict } from './resolution.ts';
import type { Target } from './snapshot.ts';

const linkedModules = builtModules.filter((module) => !module.sharedObject);
const mpmSources = new Set(Object.values(mpmFacts).map(({ sourceFile }) => sourceFile));

/** The modules that httpd has at one moment of its reading. */
export interface LoadedModules {
  /** Identifiers and source files that `<IfModule>` finds. */
  readonly names: Set<string>;
  /** Directives and sections of modules that the catalogue does not have, as httpd spells them, by folded name. */
  readonly extra: ReadonlyMap<string, string>;
  readonly mpms: { mpm: Mpm; by: Node | undefined }[];
  /** Whether a module was loaded that the catalogue does not have: nobody knows what it brings. */
  stranger: boolean;
  /** Whether what is not here is not there: so it is where all is read, until a macro may bring more. */
  whole: boolean;
}

/** What is there before the first line. */
export function modulesAtStart(target: Target): LoadedModules {
  const loaded: LoadedModules = {
    names: new Set(),
    extra: new Map(target.modules.flatMap(namesOfCommands)),
    mpms: [],
    stranger: false,
    whole: target.whole,
  };
  for (const module of [...linkedModules, ...target.modules]) add(loaded, module);
  if (target.mpm) load(loaded, mpmFacts[target.mpm].identifier, undefined);
  return loaded;
}

/** Takes in a module by its identifier. */
export function load(loaded: LoadedModules, identifier: string, by: Node | undefined): void {
  const module = moduleNamed(identifier);
  if (module?.identifier !== identifier) {
    loaded.stranger = true;
    loaded.names.add(identifier);
    return;
  }
  add(loaded, module);
  const mpm = mpmNamed(identifier);
  if (mpm) loaded.mpms.push({ mpm: mpm.name, by });
}

/** The linked-in module that forbids loading this identifier (mod_so.c, load_module: `mod_X.c` forbids `X_module`). */
export function isLinkedIn(identifier: string): boolean {
  return linkedModules.some(({ sourceFile }) => `${/^mod_(.*)\.c$/.exec(sourceFile)?.[1]}_module` === identifier);
}

/** Whether a module of this name is there (core.c, start_ifmod): letter case counts. */
export function hasModule(loaded: LoadedModules, name: string): Verdict {
  if (loaded.names.has(name)) return 'yes';
  if (mpmNamed(name) && loaded.mpms.length > 0) return 'no';
  if (moduleMeantBy(name) || typedModuleName(name) !== undefined) return 'no';
  if (!loaded.whole) return 'unknown';
  return loaded.stranger && !moduleNamed(name) ? 'unknown' : 'no';
}

/** Whether httpd knows a directive, or a section if the name begins with `<`; any letter case. */
export function hasCommand(loaded: LoadedModules, name: string): Verdict {
  const key = fold(name);
  if (spellingOf(loaded, key) !== undefined) return 'yes';
  // A byte order mark belongs to the name of the first directive, but on Windows (config.c, ap_pcfg_openfile).
  if (key.startsWith('\ufeff') && loaded.mpms.length > 0 && loaded.mpms[0]?.mpm !== 'winnt') return 'no';
  const providers = moduleOf(key);
  if (providers.length === 0 && isImpossibleName(key)) return 'no';
  const onlyMpms = providers.length > 0 && providers.every(({ sourceFile }) => mpmSources.has(sourceFile));
  if (onlyMpms && loaded.mpms.length > 0) return 'no';
  if (!loaded.whole) return 'unknown';
  return loaded.stranger && providers.length === 0 ? 'unknown' : 'no';
}

/** How httpd spells a directive of a module that it has, or a section if the name, folded, begins with `<`. */
export function spellingOf({ names, extra }: LoadedModules, key: string): string | undefined {
  return commandsNamed(key).find(({ module }) => names.has(module.identifier))?.name ?? extra.get(key);
}

function add(loaded: LoadedModules, module: ModuleFact): void {
  loaded.names.add(module.identifier).add(module.sourceFile);
}

function namesOfCommands({ directives }: ModuleFact): readonly (readonly [string, string])[] {
  return directives.flatMap(({ names }) => names.split(' ').map((name) => [fold(name), name] as const));
}
