import type { Command } from '../catalogue/lookup.ts';
import { type Reading, spelled } from './reading.ts';
import type { Section } from './resolution.ts';

/** What httpd says when the section around does not allow a directive (config.c, invoke_cmd), or undefined. */
export function misplacedError(
  reading: Reading,
  name: string,
  where: Command['where'],
  section: Section | undefined,
): string | undefined {
  if (isAllowed(where, section)) return undefined;
  return section ? `${name} not allowed in <${spelled(reading, section.read)}> context` : `${name} not allowed here`;
}

function isAllowed(where: Command['where'], section: Section | undefined): boolean {
  return where === 'anywhere' || (where === 'inside') === (section?.inDirectory ?? false);
}

/** Sections and those like them, in the order in which httpd looks for one around a directive. */
const alike: readonly (readonly [string, readonly string[]])[] = [
  ['Directory', ['<directory', '<directorymatch']],
  ['Location', ['<location', '<locationmatch']],
  ['Files', ['<files', '<filesmatch']],
  ['If', ['<if', '<elseif', '<else']],
];

/** What httpd says of a directive in a section that is allowed for its kind but not for it (core.c, ap_check_cmd_context). */
export function cannotOccur(
  reading: Reading,
  name: string,
  never: Command['never'],
  section: Section | undefined,
): string | undefined {
  if (never.length === 0 || !section) return undefined;
  const says = (where: string) => `${name}${name.startsWith('<') ? '>' : ''} cannot occur within ${where} section`;
  if (never.includes('VirtualHost') && section.inVirtualHost) return says('<VirtualHost>');
  if (never.includes('Limit') && around(section, ['<limit', '<limitexcept'])) return says('<Limit> or <LimitExcept>');
  for (const [kind, keys] of alike) {
    const outer = never.includes(kind) ? around(section, keys) : undefined;
    if (outer) return says(`<${spelled(reading, outer.read)}>`);
  }
  return undefined;
}

/** The innermost section of the first of these kinds that there is. */
function around(section: Section, keys: readonly string[]): Section | undefined {
  for (const key of keys) {
    for (let outer: Section | undefined = section; outer; outer = outer.parent)
      if (outer.read.key === key) return outer;
  }
  return undefined;
}

/** Whether the section around may be none for the directive; false is certain. */
export function mayBeMisplaced({ where, never }: Command, section: Section | undefined): boolean {
  return !isAllowed(where, section) || (never.length > 0 && section !== undefined);
}
