import type { Offence, Problem, Resolution } from '../resolve/resolution.ts';
import { printable } from '../text/bytes.ts';

/** What httpd stops at because of one offence. */
export function refusalsOf({ problems }: Resolution, offence: Offence): readonly Problem[] {
  return problems.filter((problem) => problem.offence === offence);
}

/** The code under which httpd says it; it has none for what it meets while it reads (config.c, ap_process_config_tree). */
export function codeOf({ pass }: Problem): { readonly httpd?: string } {
  return pass === 'walk' ? { httpd: 'AH00526' } : pass === 'prepare' ? { httpd: 'AH00013' } : {};
}

/** Characters; thousands of open sections make a message that nobody reads. */
const longest = 400;

/** httpd's own words as it prints them, shortened. */
export function saidOf({ text }: Pick<Problem, 'text'>): string {
  const printed = printable(text);
  return printed.length > longest ? `${printed.slice(0, longest)}…` : printed;
}
