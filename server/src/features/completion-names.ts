import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-protocol';
import { allModules, type Command, commandsNamed, directiveNamed, providesDirective } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { isAllowedIn, type PlaceToType } from './completion-place.ts';

/** Source files of the MPMs: of their directives only those fit that one of the place has. */
const mpmSources = new Set(Object.values(mpmFacts).map(({ sourceFile }) => sourceFile));

/** Directives that fit the place: those of the MPMs first, then those of modules that are there. */
export function directiveItems(place: PlaceToType): CompletionItem[] {
  return [...commandsIn(place)]
    .filter(({ name }) => !name.startsWith('<'))
    .map((command) => directiveItem(place, command));
}

/** Sections that fit the place; with `snippets` they come with their end tag. */
export function sectionItems(place: PlaceToType, snippets: boolean): CompletionItem[] {
  return [...commandsIn(place)]
    .filter(({ name }) => name.startsWith('<'))
    .map((command) => sectionItem(place, command, snippets));
}

/** The end tag of the innermost section that is open at the place and has none. */
export function endTagItems({ around }: PlaceToType): CompletionItem[] {
  const open = around.findLast(({ close }) => close === undefined) ?? around.at(-1);
  if (!open) return [];
  const name = open.open.statement.name.text;
  return [
    { label: `</${name}>`, kind: CompletionItemKind.Class, sortText: ' ', insertText: `</${name}>`, preselect: true },
  ];
}

function* commandsIn(place: PlaceToType): Generator<Command> {
  const seen = new Set<string>();
  for (const { directives } of allModules) {
    for (const { names } of directives) {
      for (const name of names.split(' ')) {
        const commands = commandsNamed(name).filter((command) => isOfMpm(place, command));
        const command = commands.find((each) => isLoaded(place, each)) ?? commands[0];
        if (!command || seen.has(name) || !isAllowedIn(place, command)) continue;
        seen.add(name);
        yield command;
      }
    }
  }
}

function isOfMpm({ mpms }: PlaceToType, { name, module }: Command): boolean {
  if (!mpmSources.has(module.sourceFile)) return true;
  const fact = directiveNamed(name)?.fact;
  return fact === undefined || [...mpms].some((mpm) => providesDirective(mpm, fact));
}

function isLoaded({ loaded }: PlaceToType, { module }: Command): boolean {
  return !module.sharedObject || mpmSources.has(module.sourceFile) || (loaded?.has(module.identifier) ?? false);
}

function directiveItem(place: PlaceToType, command: Command): CompletionItem {
  const named = directiveNamed(command.name);
  const { name } = command;
  return {
    label: name,
    kind: CompletionItemKind.Property,
    ...(named?.former && { tags: [1 as const] }),
    ...described(place, command, named !== undefined && !named.former),
    insertText: command.takes === 'none' ? name : `${name} `,
    data: { command: name },
  };
}

function sectionItem(place: PlaceToType, command: Command, snippets: boolean): CompletionItem {
  const { name, takes } = command;
  const tag = takes === 'none' ? `${name}>` : `${name} \${1}>`;
  const end = `</${name.slice(1)}>`;
  return {
    label: `${name}>`,
    filterText: name,
    kind: CompletionItemKind.Class,
    ...described(place, command, false),
    ...(snippets
      ? { insertText: `${tag}\n\t$0\n${end}`, insertTextFormat: InsertTextFormat.Snippet }
      : { insertText: takes === 'none' ? `${name}>` : `${name} ` }),
    data: { command: name },
  };
}

function described(
  place: PlaceToType,
  command: Command,
  isOfMpms: boolean,
): Pick<CompletionItem, 'sortText' | 'labelDetails'> {
  const loaded = isLoaded(place, command);
  const module = command.module.sourceFile.replace(/\.c$/, '');
  const rank = isOfMpms ? '0' : place.loaded === undefined || loaded ? '1' : '2';
  return { sortText: `${rank}${command.name}`, labelDetails: { description: module } };
}
