/** A section or condition. */
interface Nested<Self> {
  readonly parent: Self | undefined;
}

/** More different ones stand around nothing that somebody wrote. */
const most = 100;

/**
 * Makes the function that tells the words of a section or condition and of all around it; undefined where they are very
 * many. Each is looked at once: thousands may stand in each other.
 */
export function gathering<Self extends Nested<Self>>(
  wordOf: (each: Self) => string,
): (innermost: Self) => ReadonlySet<string> | undefined {
  const known = new WeakMap<Self, ReadonlySet<string> | undefined>();
  return (innermost) => {
    const way: Self[] = [];
    for (let each: Self | undefined = innermost; each && !known.has(each); each = each.parent) way.push(each);
    for (const each of way.reverse())
      known.set(each, withWord(each.parent ? known.get(each.parent) : none, wordOf(each)));
    return known.get(innermost);
  };
}

const none: ReadonlySet<string> = new Set();

/** The same set where the word is in it. */
function withWord(words: ReadonlySet<string> | undefined, word: string): ReadonlySet<string> | undefined {
  if (!words || words.has(word)) return words;
  return words.size < most ? new Set([...words, word]) : undefined;
}
