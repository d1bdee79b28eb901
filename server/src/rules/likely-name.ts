import { allModules, directiveNamed } from '../catalogue/lookup.ts';
import { editDistance } from '../text/edit-distance.ts';
import { fold } from '../text/letter-case.ts';

const names = allModules.flatMap(({ directives }) => directives.flatMap((group) => group.names.split(' ')));

/**
 * The directive that somebody may have meant by a name that httpd does not know, a section if it begins with `<`; of a
 * former name the present one. One letter may be wrong, in names of ten letters or more two.
 */
export function likelyName(written: string): string | undefined {
  const typed = fold(written);
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
