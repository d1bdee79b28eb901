/**
 * The name that somebody meant who wrote another: the only nearest one by letters put in, left out, replaced or exchanged
 * with their neighbours, and near enough; undefined where several are as near.
 */
export function likelyName(written: string, names: Iterable<string>): string | undefined {
  const longest = 100;
  if (written.length > longest) return undefined;
  const lower = written.toLowerCase();
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - written.length) > least) continue;
    const steps = stepsBetween(lower, name.toLowerCase());
    if (steps > least) continue;
    nearest = steps < least ? name : undefined;
    least = steps;
  }
  return nearest;
}

/** Optimal string alignment: each letter is touched once at most. */
function stepsBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j]! + 1, next[j - 1]! + 1);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
