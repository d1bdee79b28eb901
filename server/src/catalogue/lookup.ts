import { fold } from '../text/letter-case.ts';
import { directives } from './directives.ts';
import type { DirectiveFact, FormerName, ModuleFact, Mpm, MpmFact } from './fact.ts';
import { modules } from './modules.ts';
import { mpmFacts } from './mpms.ts';
import { type RemovedDirective, removedDirectives } from './removed.ts';

/** A directive as somebody wrote it: the fact, and the former name if that is what stands there. */
export interface NamedDirective {
  readonly fact: DirectiveFact;
  readonly former?: FormerName;
}

const byName = new Map<string, NamedDirective>();
for (const fact of directives) {
  byName.set(fold(fact.name), { fact });
  for (const former of fact.formerNames ?? []) byName.set(fold(former.name), { fact, former });
}

const byModuleName = new Map<string, MpmFact>(
  Object.values(mpmFacts).flatMap((mpm) => [
    [mpm.identifier, mpm],
    [mpm.sourceFile, mpm],
  ]),
);

/** The directive of this name, former names included, in any letter case. */
export function directiveNamed(name: string): NamedDirective | undefined {
  return byName.get(fold(name));
}

/** The MPM that `<IfModule name>` means: identifier or source file, in exactly this letter case. */
export function mpmNamed(moduleName: string): MpmFact | undefined {
  return byModuleName.get(moduleName);
}

/** Whether httpd knows the directive when this MPM runs it (and was built with what the directive needs). */
export function providesDirective(mpm: Mpm, fact: DirectiveFact): boolean {
  if (fact.notUnder?.includes(mpm)) return false;
  return typeof fact.providedBy === 'string' || fact.providedBy.includes(mpm);
}

/** The number that is in force under this MPM when no line sets it; undefined where it has none or is not known. */
export function defaultOf(fact: DirectiveFact, mpm: Mpm): number | undefined {
  if (!providesDirective(mpm, fact)) return undefined;
  if (typeof fact.defaults === 'object') return fact.defaults[mpm];
  return typeof fact.defaults === 'number' ? fact.defaults : undefined;
}

/** The usage text that httpd appends to an arity error, which differs between spellings and MPMs. */
export function usageOf(fact: DirectiveFact, mpm: Mpm, spelledAs: string): string | undefined {
  const former = directiveNamed(spelledAs)?.former;
  if (former) return former.usage;
  return typeof fact.usage === 'string' ? fact.usage : fact.usage[mpm];
}

/** The modules of httpd, and the MPMs that Debian does not build with the directives that the catalogue gives them. */
export const allModules: readonly ModuleFact[] = [
  ...modules,
  ...Object.values(mpmFacts)
    .filter(({ sourceFile }) => !modules.some((module) => module.sourceFile === sourceFile))
    .map(({ name, identifier, sourceFile }) => {
      const own = directives.filter(({ providedBy }) => typeof providedBy === 'object' && providedBy.includes(name));
      return {
        identifier,
        sourceFile,
        directives: [{ where: 'outside' as const, names: own.map((fact) => fact.name).join(' ') }],
      };
    }),
];

const byDirective = new Map<string, ModuleFact[]>();
for (const module of allModules) {
  for (const name of module.directives.flatMap(({ names }) => names.split(' '))) {
    const providers = byDirective.get(fold(name));
    if (providers) providers.push(module);
    else byDirective.set(fold(name), [module]);
  }
}

/** The modules that provide a directive, or a section if the name begins with `<`; none if httpd does not know it. */
export function moduleOf(directiveName: string): readonly ModuleFact[] {
  return byDirective.get(fold(directiveName)) ?? [];
}

const byNameOfModule = new Map<string, ModuleFact>(
  allModules.flatMap((module) => [
    [module.identifier, module],
    [module.sourceFile, module],
  ]),
);

/** The module that `<IfModule name>` means: identifier or source file, in exactly this letter case. */
export function moduleNamed(name: string): ModuleFact | undefined {
  return byNameOfModule.get(name);
}

const removedByName = new Map(removedDirectives.map((removed) => [fold(removed.name), removed]));

/** The directive of earlier versions of this name, in any letter case. */
export function removedNamed(name: string): RemovedDirective | undefined {
  return removedByName.get(fold(name));
}
