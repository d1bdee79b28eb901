import { fold } from '../text/letter-case.ts';
import { directives } from './directives.ts';
import type { Arity, DirectiveFact, DirectiveGroup, FormerName, ModuleFact, Mpm, MpmFact, Placement } from './fact.ts';
import { modules } from './modules.ts';
import { mpmFacts } from './mpms.ts';
import { type OwnRefusal, ownRefusals, type RemovedDirective, removedDirectives } from './removed.ts';
import { usages } from './usages.ts';

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
        directives: own.map(groupOf),
      };
    }),
];

function groupOf({ name, arity, contexts }: DirectiveFact): DirectiveGroup {
  const never = contexts.includes('virtual host') ? {} : { never: 'VirtualHost' };
  return { where: 'outside', takes: arity, ...never, names: name };
}

/** A directive as a module has it, or a section if the name begins with `<`. */
export interface Command {
  /** As httpd spells it. */
  readonly name: string;
  readonly module: ModuleFact;
  readonly placement: Placement;
  readonly takes: Arity;
  /** Sections in which it `cannot occur` though others of its kind are allowed there. */
  readonly never: readonly string[];
  /** The words in which httpd tells what to write, where the catalogue has them. */
  readonly usage: string | undefined;
}

const byCommand = new Map<string, Command[]>();
for (const module of allModules) {
  for (const { names, takes, never: sections, ...placement } of module.directives) {
    const never = sections?.split(' ') ?? [];
    for (const name of names.split(' ')) {
      const command = { name, module, placement, takes, never, usage: usages[module.sourceFile]?.[name] };
      const others = byCommand.get(fold(name));
      if (others) others.push(command);
      else byCommand.set(fold(name), [command]);
    }
  }
}
const none: readonly Command[] = [];

/** What the modules that have a directive, or a section if the name begins with `<`, make of it; in any letter case. */
export function commandsNamed(name: string): readonly Command[] {
  return byCommand.get(name) ?? byCommand.get(fold(name)) ?? none;
}

/** How many words a directive or section takes and the words in which httpd tells what to write; undefined if unknown. */
export function argumentsOf(name: string): Pick<Command, 'takes' | 'usage'> | undefined {
  return commandsNamed(name)[0];
}

/** The modules that provide a directive, or a section if the name begins with `<`; none if httpd does not know it. */
export function moduleOf(directiveName: string): readonly ModuleFact[] {
  return commandsNamed(directiveName).map(({ module }) => module);
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

const refusalsByName = new Map(ownRefusals.map((refusal) => [fold(refusal.name), refusal]));

/** What httpd says of a directive whatever its value, by its name in any letter case. */
export function ownRefusalOf(name: string): OwnRefusal | undefined {
  return refusalsByName.get(fold(name));
}
