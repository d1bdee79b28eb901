/** Whether the text has wildcards (apr_fnmatch_test): `*`, `?`, or a `[` with a `]` after it; a backslash protects. */
export function hasWildcards(text: string): boolean {
  let brackets = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '*' || character === '?') return true;
    if (character === '\\') at++;
    else if (character === '[') brackets++;
    else if (character === ']' && brackets > 0) return true;
  }
  return false;
}

/** Whether a name matches one part of a pattern (apr_fnmatch with APR_FNM_PERIOD): a dot at the begin wants a dot. */
export function matches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !/^\\?\./.test(pattern)) return false;
  return new RegExp(`^${translated(pattern)}$`, 'su').test(name);
}

function translated(pattern: string): string {
  let made = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') made += '.*';
    else if (character === '?') made += '.';
    else if (character === '\\' && at + 1 < pattern.length) made += literal(pattern[++at]!);
    else if (character === '[') {
      const set = /^\[([!^]?)(\]?[^\]]*)\]/s.exec(pattern.slice(at));
      if (set) {
        made += `[${set[1] ? '^' : ''}${members(set[2]!)}]`;
        at += set[0].length - 1;
      } else made += literal(character);
    } else made += literal(character);
  }
  // One star is as good as many, and does not take the regular expression for ever.
  return made.replace(/(\.\*)+/g, '.*');
}

/** Of a set: characters, and ranges of them; one that runs backwards has none. */
function members(set: string): string {
  return [...set.matchAll(/\\?(.)(?:-\\?(.))?/gsu)]
    .map(([, from = '', to]) => (to === undefined ? inSet(from) : from <= to ? `${inSet(from)}-${inSet(to)}` : ''))
    .join('');
}

function inSet(character: string): string {
  return character === '-' ? '\\-' : literal(character);
}

function literal(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
