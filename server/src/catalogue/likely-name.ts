import { editDistance } from '../text/edit-distance.ts';
import { fold } from '../text/letter-case.ts';
import { directives } from './directives.ts';
import { allModules, directiveNamed } from './lookup.ts';

const names = allModules.flatMap(({ directives }) => directives.flatMap((group) => group.names.split(' ')));

/**
 * The directive that somebody may have meant by a name that httpd does not know, a section if it begins with `<`; of a
 * former name the present one. One letter may be wrong, in names of ten letters or more two.
 */
export function likelyName(written: string): string | undefined {
  const typed = fold(written);
  if (!found.has(typed)) {
    if (found.size >= mostFound) found.clear();
    found.set(typed, nearest(typed));
  }
  return found.get(typed);
}

/** The same name is often met in many lines. */
const found = new Map<string, string | undefined>();
const mostFound = 1000;

function nearest(typed: string): string | undefined {
  const isSection = typed.startsWith('<');
  const most = typed.length < 4 ? 0 : typed.length < 10 ? 1 : 2;
  if (most === 0 || typed.length > 60) return undefined;
  let likely: string | undefined;
  let least = most + 1;
  for (const name of names) {
    if (name.startsWith('<') !== isSection) continue;
    const distance = editDistance(typed, fold(name), most);
    // Of equally near ones the setting of the MPM: that is what the file is about.
    const isBetter =
      distance < least || (distance === least && likely && !directiveNamed(likely) && directiveNamed(name));
    if (distance > most || !isBetter) continue;
    least = distance;
    likely = name;
  }
  return likely && (directiveNamed(likely)?.fact.name ?? likely);
}

/**
 * The setting of the MPMs, or the section of httpd if it begins with `<`, that is meant by a name, folded, that no module
 * of httpd has: so near to it that hardly another module has it.
 */
export function settingMeantBy(key: string): string | undefined {
  if (!near.has(key)) {
    if (near.size >= mostFound) near.clear();
    near.set(key, nearestSetting(key));
  }
  return near.get(key);
}

const near = new Map<string, string | undefined>();
const settings = directives.flatMap(({ name, formerNames = [] }) => [
  name,
  ...formerNames.map((former) => former.name),
]);
const sections = names.filter((name) => name.startsWith('<'));

/** Two letters may be wrong, in short names one. */
function nearestSetting(key: string): string | undefined {
  const isSection = key.startsWith('<');
  const letters = key.length - (isSection ? 1 : 0);
  if (letters < 5 || letters > 60 || !/^<?[a-z]+$/.test(key)) return undefined;
  let most = letters < 7 ? 1 : 2;
  let meant: string | undefined;
  for (const name of isSection ? sections : settings) {
    const distance = editDistance(key, fold(name), most);
    if (distance > most || (meant !== undefined && distance === most)) continue;
    most = distance;
    meant = name;
  }
  return meant && (directiveNamed(meant)?.fact.name ?? meant);
}

/** Whether a name, folded, is so near to a setting of the MPMs or a section that it is one misspelled. */
export function isNearSetting(key: string): boolean {
  return settingMeantBy(key) !== undefined;
}
