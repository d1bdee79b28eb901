import type { Levels } from '../control/levels.ts';
import { type Judgement, judge } from '../judge.ts';
import { linesThatTell } from '../resolve/passages.ts';
import type { Resolution } from '../resolve/resolution.ts';
import type { Snapshot } from '../resolve/snapshot.ts';
import type { Rule } from '../rules/rule.ts';
import { seldomDirectives, usualRules } from '../rules/usual.ts';
import { fold } from '../text/letter-case.ts';

/** The rules as they are loaded: most configurations need no more than the usual ones. */
export interface RuleSets {
  readonly usual: readonly Rule[];
  readonly all: () => Promise<readonly Rule[]>;
}

export const ruleSets: RuleSets = { usual: usualRules, all: async () => (await import('../rules/index.ts')).rules };

/** Judges by the usual rules until something calls for all of them, which are loaded then. */
export function judging({ usual, all }: RuleSets): (snapshot: Snapshot, levels: Levels) => Promise<Judgement> {
  let loaded: readonly Rule[] | undefined;
  return async (snapshot, levels) => {
    const judgement = judge(snapshot, loaded ?? usual, levels);
    if (loaded || !callsForAllRules(judgement)) return judgement;
    loaded = await all();
    return judge(snapshot, loaded, levels);
  };
}

const seldomKeys: ReadonlySet<string> = new Set(seldomDirectives.map(fold));

/** Whether something is there that the other rules may have to do with. */
export function callsForAllRules({ analyses, resolutions }: Judgement): boolean {
  if (analyses.some(({ model }) => model && model.adjustments.length > 0)) return true;
  return resolutions.some((resolution) => {
    const { problems, notices, unread, strange, unloaded, obsolete, collisions, target, mpms, notReadBy } = resolution;
    // The usual rules know what a missing variable is; fragments have many.
    const remarks = notices.filter(({ about }) => about !== 'undefined variable');
    const lists = [problems, remarks, unread, strange, unloaded, obsolete, collisions, target.facts ?? []];
    return (
      lists.some(({ length }) => length > 0) ||
      mpms.length > 1 ||
      resolution.openedBy !== undefined ||
      notReadBy !== undefined ||
      resolution.occurrences.some(({ read }) => seldomKeys.has(read.key)) ||
      isTold(resolution)
    );
  });
}

/** Whether a comment is for us; behind a directive it is none, until a fix makes it one. */
function isTold({ files, occurrences, conditions }: Resolution): boolean {
  return (
    [...occurrences, ...conditions].some(({ logical }) => logical.text.includes('apache-mpm')) ||
    [...files.values()].some((document) => linesThatTell(document, 'in comments').length > 0)
  );
}
