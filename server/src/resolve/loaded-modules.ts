import type { ModuleFact, Mpm } from '../catalogue/fact.ts';
import { isFormerModule, isFormerMpm } from '../catalogue/former-mpms.ts';
import { isImpossibleName } from '../catalogue/impossible-names.ts';
import { commandsNamed, directiveNamed, moduleNamed, moduleOf, mpmNamed } from '../catalogue/lookup.ts';
import { modules as builtModules } from '../catalogue/modules.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { isOfOtherBuild } from '../catalogue/other-builds.ts';
import { mayBeSourceOf, sourceFileOf } from '../catalogue/source-files.ts';
import { moduleMeantBy, typedModuleName } from '../catalogue/wrong-module-names.ts';
import { baseName } from '../text/file-uri.ts';
import { fold } from '../text/letter-case.ts';
import { type Build, knowsLinkedIn } from './build.ts';
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
  /** Identifiers of loaded modules that the catalogue does not have: nobody knows which directives they bring. */
  readonly strangers: string[];
  /** Names of modules that a line further down is sure to load: none of them is there before that line. */
  readonly awaited: ReadonlySet<string>;
  /** Whether what no line loads is not there: so it is where all is read, until a macro may bring more. */
  whole: boolean;
  /** What is known of the modules that are linked into httpd. */
  readonly build: Build;
  /** Of a per-directory file the MPM may be unknown. */
  readonly perDirectory: boolean;
  /** Sets of directives that were found to be all there, so that nobody looks again: none of them goes. */
  readonly provided: WeakSet<object>;
}

/** What is there before the first line. */
export function modulesAtStart(
  target: Target,
  whole: boolean,
  build: Build,
  awaited: ReadonlySet<string>,
): LoadedModules {
  const loaded: LoadedModules = {
    names: new Set(),
    extra: new Map(target.modules.flatMap(namesOfCommands)),
    mpms: [],
    strangers: [],
    awaited,
    whole,
    build,
    perDirectory: target.perDirectory ?? false,
    provided: new WeakSet(),
  };
  for (const module of [...linkedModules, ...target.modules]) add(loaded, module);
  if (target.mpm) load(loaded, mpmFacts[target.mpm].identifier, undefined);
  return loaded;
}

/** Takes in a module by its identifier and the file that the line names. What it returns is what `<IfModule>` finds it by. */
export function load(loaded: LoadedModules, identifier: string, by: Node | undefined, file = ''): readonly string[] {
  const module = moduleNamed(identifier);
  const isOurs = module?.identifier === identifier;
  const source = isOurs ? module.sourceFile : sourceFileOf(identifier, baseName(file));
  const names = source === undefined ? [identifier] : [identifier, source];
  for (const name of names) loaded.names.add(name);
  if (!isOurs) loaded.strangers.push(identifier);
  const mpm = isOurs ? mpmNamed(identifier) : undefined;
  if (mpm) loaded.mpms.push({ mpm: mpm.name, by });
  return names;
}

/**
 * Whether LoadModule refuses the identifier because httpd has the module linked in (mod_so.c, load_module: `mod_X.c`
 * forbids `X_module`). The core and mod_so are in every httpd, the others in that of Debian.
 */
export function isLinkedIn({ build }: Pick<LoadedModules, 'build'>, identifier: string): boolean {
  const module = linkedModules.find(
    ({ sourceFile }) => `${/^mod_(.*)\.c$/.exec(sourceFile)?.[1]}_module` === identifier,
  );
  return module !== undefined && (build.kind === 'debian' || module.sourceFile === 'mod_so.c');
}

/** Whether a module of this name is there (core.c, start_ifmod): letter case counts. */
export function hasModule(loaded: LoadedModules, name: string): Verdict {
  if (loaded.names.has(name)) return 'yes';
  if (loaded.awaited.has(name) || isFormerModule(name)) return 'no';
  if (moduleMeantBy(name) || typedModuleName(name) !== undefined) return 'no';
  if (mpmNamed(name) || isFormerMpm(name)) return hasMpm(loaded, name);
  if (!loaded.whole) return 'unknown';
  if (moduleNamed(name)) return knowsLinkedIn(loaded.build) ? 'no' : 'unknown';
  return loaded.strangers.some((identifier) => mayBeSourceOf(name, identifier)) ? 'unknown' : 'no';
}

/** httpd has one MPM only, so that with one none of the others is there; before it is loaded none is. */
function hasMpm({ mpms, awaited, whole, build }: LoadedModules, name: string): Verdict {
  if (mpms.length > 0 || Object.values(mpmFacts).some(({ identifier }) => awaited.has(identifier))) return 'no';
  return whole && (build.mpmIsLoaded || isFormerMpm(name)) ? 'no' : 'unknown';
}

/** Whether httpd knows a directive, or a section if the name begins with `<`; any letter case. */
export function hasCommand(loaded: LoadedModules, name: string): Verdict {
  const key = fold(name);
  if (spellingOf(loaded, key) !== undefined) return 'yes';
  // A byte order mark belongs to the name of the first directive, but on Windows (config.c, ap_pcfg_openfile).
  const isKnown = loaded.mpms.length > 0 || loaded.perDirectory;
  if (key.startsWith('\ufeff') && isKnown && loaded.mpms[0]?.mpm !== 'winnt') return 'no';
  const providers = moduleOf(key);
  if (providers.length === 0 && isImpossibleName(key)) return 'no';
  const onlyMpms = providers.length > 0 && providers.every(({ sourceFile }) => mpmSources.has(sourceFile));
  if (onlyMpms && loaded.mpms.length > 0) return 'no';
  if (!loaded.whole) return 'unknown';
  if (onlyMpms) return loaded.build.mpmIsLoaded ? 'no' : 'unknown';
  if (providers.length > 0 || directiveNamed(key)?.fact.buildOption)
    return knowsLinkedIn(loaded.build) ? 'no' : 'unknown';
  return loaded.strangers.length > 0 || (loaded.build.kind !== 'debian' && isOfOtherBuild(key)) ? 'unknown' : 'no';
}

/** How httpd spells a directive of a module that it has, or a section if the name, folded, begins with `<`. */
export function spellingOf({ names, extra }: LoadedModules, key: string): string | undefined {
  return commandsNamed(key).find(({ module }) => names.has(module.identifier))?.name ?? extra.get(key);
}

/** What is loaded at this moment, for later. */
export function asNow(loaded: LoadedModules): LoadedModules {
  const { names, mpms, strangers, build } = loaded;
  const copies = { names: new Set(names), mpms: [...mpms], strangers: [...strangers], build: { ...build } };
  return { ...loaded, ...copies, provided: new WeakSet() };
}

function add(loaded: LoadedModules, module: ModuleFact): void {
  loaded.names.add(module.identifier).add(module.sourceFile);
}

function namesOfCommands({ directives }: ModuleFact): readonly (readonly [string, string])[] {
  return directives.flatMap(({ names }) => names.split(' ').map((name) => [fold(name), name] as const));
}
