import type { Judgement } from '../../server/src/judge.ts';
import { wordsOf } from '../../server/src/text/message.ts';

/** All that a person is told, with every place and every edit. */
export function told({ findings, silenced }: Judgement) {
  return [findings, silenced].map((list) =>
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
}
