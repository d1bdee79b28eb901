import type { ToldFact } from '../resolve/snapshot.ts';
import { type Message, wordsOf } from '../text/message.ts';
import { demandKinds } from '../tuning/demand.ts';
import { factKinds } from '../tuning/facts.ts';
import { readOne } from '../tuning/written-facts.ts';
import type { Schema, SchemaProblem } from './schema.ts';

/** Schema of facts about the machine: those of the comment, as it writes them or, without a unit, as numbers. */
export function factsSchema(): Schema {
  const properties = [...factKinds, ...demandKinds].map(({ written, what }) => [
    written,
    { type: ['string', 'number'], description: wordsOf(what) },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

/** The facts in a value that their schema allows; those that cannot be true are passed over with their problems. */
export function toldFactsIn(
  value: unknown,
  from: Message,
): { readonly facts: readonly ToldFact[]; readonly problems: readonly SchemaProblem[] } {
  const facts: ToldFact[] = [];
  const problems: SchemaProblem[] = [];
  for (const [name, told] of Object.entries((value ?? {}) as Record<string, string | number>)) {
    const read = readOne(name, String(told));
    if (read && 'problem' in read) problems.push({ steps: [name], ofName: false, message: read.problem });
    else facts.push({ name, value: String(told), from });
  }
  return { facts, problems };
}
