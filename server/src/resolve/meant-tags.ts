import { isImpossibleName, isNameOfModule } from '../catalogue/impossible-names.ts';
import { moduleNamed } from '../catalogue/lookup.ts';
import { moduleMeantBy, nearestModule } from '../catalogue/wrong-module-names.ts';
import { parseLine, type Statement } from '../syntax/line.ts';
import { asTyped } from '../text/pasted.ts';

/** Whether an opening tag has a name that no section has, whatever is loaded. */
export function isMisnamed({ kind, key }: Statement): boolean {
  return kind === 'open' && isImpossibleName(key);
}

/**
 * The opening tag that is evidently meant by one of a name that no section has: `<IfModule mpm_event_module>` by
 * `<mpm_event_module>`, by `< IfModule mpm_event_module>` and where a no-break space stands in it. `text` is its line.
 */
export function tagMeantBy(
  { name }: Statement,
  text: string,
): { readonly tag: string; readonly name: string } | undefined {
  if (isNameOfModule(name.text)) {
    const bare = name.text.replace(/^!/, '');
    return { tag: `<IfModule ${name.text.startsWith('!') ? '!' : ''}${moduleOf(bare)}>`, name: 'IfModule' };
  }
  const tag = asTyped(text).replace(/^<\s+/, '<').trim();
  const meant = tag === text ? undefined : parseLine(tag);
  if (meant?.kind !== 'open' || meant.name.text === '' || isMisnamed(meant)) return undefined;
  return { tag, name: meant.name.text };
}

function moduleOf(name: string): string {
  if (moduleNamed(name)) return name;
  return (moduleMeantBy(name) ?? nearestModule(name))?.identifier ?? name.replace(/\.so$/i, '.c');
}

/** The name that an end tag is to have: without pasted characters, and also where a space stands in front of it. */
export function endTagName({ name, words }: Statement): string {
  const written = name.text === '' ? (words[0]?.text.replace(/>$/, '') ?? '') : name.text;
  return asTyped(written).replace(/>$/, '').trim();
}
