import { testOf } from '../catalogue/containers.ts';
import { isFormerMpm } from '../catalogue/former-mpms.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import type { Asked } from './needs.ts';
import type { PassedOver, Resolution } from './resolution.ts';

/**
 * Names of all modules that are sure to be loaded, if a condition that could not be decided asks for one of them, or for
 * an MPM where one is among them: then none of them was there before its `LoadModule` line. Empty if no condition does.
 */
export function awaitedIn({ conditions, passedOver, loaded, wanted }: Resolution): ReadonlySet<string> {
  const sure = new Set(loaded.flatMap(({ certain, names }) => (certain ? names : [])));
  if (sure.size === 0 || wanted.length > 0) return new Set();
  const loadsMpm = [...sure].some((name) => mpmNamed(name));
  const isAwaited = (name: string) => sure.has(name) || (loadsMpm && isOfMpm(name));
  const isAsked = conditions.some(({ verdict, argument, read }) => {
    return verdict === 'unknown' && testOf(read.name.text) === 'module' && isAwaited(argument);
  });
  return isAsked || asksInVain(passedOver, isAwaited) ? sure : new Set();
}

function isOfMpm(name: string): boolean {
  return mpmNamed(name) !== undefined || isFormerMpm(name);
}

/** The same of the conditions that were passed over. */
function asksInVain(passedOver: Resolution['passedOver'], isAwaited: (name: string) => boolean): boolean {
  const isInVain = ({ asked, verdictOf }: PassedOver) => {
    const isOne = (each: Asked) =>
      each.test === 'module' && isAwaited(each.argument) && verdictOf?.(each) === 'unknown';
    return [...asked].some((all) => all.some(isOne));
  };
  for (const readings of passedOver.values()) if (readings.some((ranges) => ranges.some(isInVain))) return true;
  return false;
}
