import { type Document, linesOf, type PlacedLine, placeOf } from '../syntax/document.ts';
import { type Message, say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { type FactName, type Facts, factKinds, problemsOf, readFact } from './facts.ts';
import { writeBytes } from './units.ts';

/** A fact that cannot be read, at its place. */
export interface UnreadFact {
  readonly at: Place;
  readonly problem: Message;
}

/** What comments say of the machine. */
export interface WrittenFacts {
  readonly facts: Facts;
  readonly unread: readonly UnreadFact[];
  /** The last comment with facts. */
  readonly at: Place | undefined;
}

/** `# apache-mpm: memory=8G process=60M`: a comment to httpd, facts to us. */
const comment = /^#+[ \t]*apache-mpm:[ \t]*/;

/** The facts in the comments of documents; what is written later replaces what was written before. */
export function factsIn(documents: Iterable<Document>): WrittenFacts {
  const facts: Partial<Record<FactName, number>> = {};
  const unread: UnreadFact[] = [];
  let at: Place | undefined;
  for (const document of documents) {
    for (const line of linesOf(document)) {
      const begin = line.logical.parsed.kind === 'comment' ? comment.exec(line.logical.text) : null;
      if (!begin) continue;
      at = placeOf(document, line, 0, line.logical.text.length);
      readComment(document, line, begin[0].length, facts, unread);
    }
  }
  const together = at && unread.length === 0 ? problemsOf(facts) : [];
  return { facts, unread: [...unread, ...together.map((problem) => ({ at: at!, problem }))], at };
}

function readComment(
  document: Document,
  line: PlacedLine,
  from: number,
  facts: Partial<Record<FactName, number>>,
  unread: UnreadFact[],
): void {
  const { text } = line.logical;
  for (const { 0: word, index } of text.slice(from).matchAll(/\S+/g)) {
    const at = placeOf(document, line, from + index, from + index + word.length);
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(word) ?? [];
    const kind = factKinds.find((each) => each.name === name.toLowerCase());
    if (!kind) {
      const names = factKinds.map((each) => each.name).join(', ');
      unread.push({ at, problem: say('“{word}” is no fact: write NAME=VALUE, with {names}', { word, names }) });
      continue;
    }
    const read = readFact(kind.name, value);
    if ('problem' in read) unread.push({ at, problem: read.problem });
    else facts[kind.name] = read.value;
  }
}

/** The facts as the comment that `factsIn` reads; undefined where there are none. */
export function writeFacts(facts: Facts): string | undefined {
  const words = factKinds.flatMap(({ name, unit }) => {
    const value = facts[name];
    return value === undefined ? [] : [`${name}=${unit === 'bytes' ? writeBytes(value) : value}`];
  });
  return words.length === 0 ? undefined : `# apache-mpm: ${words.join(' ')}`;
}
