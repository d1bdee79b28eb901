import { sectionKind, testOf } from '../catalogue/containers.ts';
import type { Mpm } from '../catalogue/fact.ts';
import { type Command, mpmNamed } from '../catalogue/lookup.ts';
import { isAllowedPerDirectory } from '../catalogue/per-directory.ts';
import type { SectionSpan } from '../syntax/sections.ts';
import { fold } from '../text/letter-case.ts';
import { isPerDirectory } from './per-directory.ts';
import { spansAround } from './spans.ts';
import type { OpenDocument } from './world.ts';

/** Where something is to be typed. */
export interface PlaceToType {
  /** The sections around, the innermost last, conditions too. */
  readonly around: readonly SectionSpan[];
  /** The MPMs that would read it: those of the blocks around, else those that the document is judged for. */
  readonly mpms: ReadonlySet<Mpm>;
  /** The MPMs of the blocks around; none outside of such blocks. */
  readonly blocksOf: ReadonlySet<Mpm>;
  /** Identifiers of modules that lines load; undefined where nobody knows which there are. */
  readonly loaded: ReadonlySet<string> | undefined;
  /** Whether it is in a per-directory file such as `.htaccess`. */
  readonly perDirectory: boolean;
}

export function placeToType(open: OpenDocument, line: number): PlaceToType {
  const around = spansAround(open.document, line).filter((span) => span.open.first < line);
  const { analyses } = open.judgement;
  const named = around.flatMap(({ open: { statement } }) =>
    testOf(statement.name.text) === 'module' ? (mpmNamed(statement.words[0]?.text ?? '')?.name ?? []) : [],
  );
  const judged = analyses.flatMap(({ model }) => model?.mpm ?? []);
  const loaded = new Set(analyses.flatMap(({ resolution }) => resolution.loaded.map(({ identifier }) => identifier)));
  return {
    around,
    mpms: new Set(named.length > 0 ? named : judged),
    blocksOf: new Set(named),
    loaded: loaded.size > 0 ? loaded : undefined,
    perDirectory: isPerDirectory(open),
  };
}

/** Whether httpd takes a directive or section there (config.c, invoke_cmd; core.c, ap_check_cmd_context). */
export function isAllowedIn({ around, perDirectory }: PlaceToType, command: Command): boolean {
  const { placement, never } = command;
  if (perDirectory && !isAllowedPerDirectory(command)) return false;
  const names = around.map(({ open }) => open.statement.name.text);
  const kinds = names.map(sectionKind);
  const inDirectory = kinds.includes('directory');
  if (placement.where === 'outside' && inDirectory) {
    return placement.inProxy === true && names.some((name) => /^proxy(match)?$/i.test(name));
  }
  // A file that stands alone may be included inside of one.
  if (placement.where === 'inside' && !inDirectory && kinds.includes('virtual host')) return false;
  return !never.some((section) => names.some((name) => fold(name).startsWith(fold(section))));
}
