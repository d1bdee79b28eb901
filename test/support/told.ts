import type { Judgement } from '../../server/src/judge.ts';
import { conditionsAsking } from '../../server/src/resolve/passed-conditions.ts';
import { wordsOf } from '../../server/src/text/message.ts';

/** All that a person is told, with every place and every edit; and which conditions stand where. */
export function told({ findings, silenced, resolutions }: Judgement) {
  const conditions = resolutions.map((resolution) =>
    conditionsAsking(resolution, () => true)
      .map(({ path, first, number, end, verdict, argument }) =>
        JSON.stringify([path, first, number, end, verdict, argument]),
      )
      .sort(),
  );
  const said = [findings, silenced].map((list) =>
    list.map(({ rule, at, message, severity, mpms, related = [], fixes = [] }) => ({
      rule: rule.id,
      severity,
      mpms,
      at,
      message: wordsOf(message),
      related: related.map((each) => [each.at, wordsOf(each.message)]),
      fixes: fixes.map(({ title, edits, safe }) => [wordsOf(title), edits, safe]),
    })),
  );
  return { said, conditions };
}
