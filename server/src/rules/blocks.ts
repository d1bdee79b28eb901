import { testOf } from '../catalogue/containers.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import type { MpmModel } from '../mpm/model.ts';
import { placeOfNode } from '../resolve/places.ts';
import type { Condition, LoadedModule, Node, Occurrence, Resolution } from '../resolve/resolution.ts';
import { isTemplated } from '../resolve/template.ts';
import { uriPath } from '../text/file-uri.ts';
import type { Place } from '../text/place.ts';

/** Whether the block asks for a module. */
export function asksForModule({ read }: Condition): boolean {
  return testOf(read.name.text) === 'module';
}

/** Whether what the block asks for is there, `!` before it or not; undefined where the files cannot tell. */
export function isThere({ verdict, negated }: Condition): boolean | undefined {
  return verdict === 'unknown' ? undefined : (verdict === 'yes') !== negated;
}

/** Whether the line is read for sure: not in a condition that is not decided, nor chosen by a template language. */
export function isSure({ templated }: Resolution, certain: boolean, { path }: Node): boolean {
  return certain && !isTemplated(templated, path);
}

/** Whether this MPM reads the line and no other: it is loaded or told for sure, or a block around the line asks for it. */
export function isReadBy(resolution: Resolution, { mpm, chosenBy }: MpmModel, line: Occurrence): boolean {
  const { target, loaded } = resolution;
  const isKnown = chosenBy
    ? loaded.some(({ by, certain }) => by === chosenBy && isSure(resolution, certain, by))
    : !target.mpmIsGuess;
  let around = isKnown ? undefined : line.condition;
  while (around && (around.negated || !asksForModule(around) || mpmNamed(around.argument)?.name !== mpm)) {
    around = around.parent;
  }
  return isKnown || around !== undefined;
}

/** From the opening tag to the end tag, the blanks before and behind left out. */
export function wholeBlock(condition: Condition): Place {
  const { document, end } = condition;
  const character = document.lines.line(end).trimEnd().length;
  return { ...placeOfNode(condition), end: { line: end, character } };
}

/** Whether a line stands in the block, in a file that is included there, or in a block within it. */
export function isWithin(line: { readonly condition: Condition | undefined }, block: Condition): boolean {
  for (let around = line.condition; around; around = around.parent) if (around === block) return true;
  return false;
}

/** The module that a line loads for sure, by its identifier. */
export function loadedForSure(resolution: Resolution): ReadonlyMap<string, LoadedModule> {
  const sure = resolution.loaded.filter(({ certain, by }) => isSure(resolution, certain, by));
  return new Map(sure.map((module) => [module.identifier, module]));
}

/** A line in the words of a message, `httpd.conf:12`: its file without the folders that are also those of `from`. */
export function nameOfLine(node: Node, from: Node): string {
  const number = node.brought ? node.first + 1 : node.number;
  const [path, other] = [node, from].map((each) => uriPath(each.document.uri));
  // By a link httpd has another name for the file; only where both are on one tree the names can be compared.
  const isNear = !node.brought && !from.brought && node.path.split('/')[1] === from.path.split('/')[1];
  return `${isNear ? without(node.path, from.path) : without(path!, other!)}:${number}`;
}

/** The path without the folders that both paths begin with. */
function without(path: string, other: string): string {
  const folders = path.split('/');
  const others = other.split('/');
  let common = 0;
  while (common < folders.length - 1 && folders[common] === others[common]) common++;
  return folders.slice(common).join('/');
}
