import { linesThatTell } from '../resolve/passages.ts';
import { type Document, type PlacedLine, placeOf } from '../syntax/document.ts';
import { type Message, say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { type Demand, type DemandName, demandKinds, problemsOfDemand } from './demand.ts';
import { type FactName, type Facts, factKinds, problemsOf, readFact } from './facts.ts';
import { type Read, readNumber, writeBytes } from './units.ts';

/** What a person knows of the machine and of what is wanted of the server. */
export interface Known {
  readonly facts: Facts;
  readonly demand?: Demand;
}

/** A fact that cannot be read, at its place. */
export interface UnreadFact {
  readonly at: Place;
  readonly problem: Message;
}

/** What comments say. */
export interface WrittenFacts extends Known {
  readonly unread: readonly UnreadFact[];
  /** The last comment with facts. */
  readonly at: Place | undefined;
}

/** `# apache-mpm: memory=8G process=60M`: a comment to httpd, facts to us. */
const comment = /^#+[ \t]*apache-mpm:[ \t]*/;

/** Whether a line is such a comment. */
export function isFactsComment(text: string): boolean {
  return comment.test(text);
}

interface Found {
  readonly facts: Partial<Record<FactName, number>>;
  readonly demand: Partial<Record<DemandName, number>>;
  readonly unread: UnreadFact[];
}

/** The facts in the comments of documents; what is written later replaces what was written before. */
export function factsIn(documents: Iterable<Document>): WrittenFacts {
  const found: Found = { facts: {}, demand: {}, unread: [] };
  let at: Place | undefined;
  for (const document of documents) {
    for (const line of linesThatTell(document, 'in comments')) {
      const begin = line.logical.parsed.kind === 'comment' ? comment.exec(line.logical.text) : null;
      if (!begin) continue;
      at = placeOf(document, line, 0, line.logical.text.length);
      readComment(document, line, begin[0].length, found);
    }
  }
  return at ? together(found, at) : { facts: {}, unread: [], at };
}

function readComment(document: Document, line: PlacedLine, from: number, { facts, demand, unread }: Found): void {
  const { text } = line.logical;
  for (const { 0: word, index } of text.slice(from).matchAll(/\S+/g)) {
    const at = placeOf(document, line, from + index, from + index + word.length);
    const [, name = '', value = ''] = /^([\w-]+)=(.*)$/.exec(word) ?? [];
    const fact = factKinds.find((each) => each.written === name);
    const number = demandKinds.find((each) => each.written === name);
    const read: Read = fact ? readFact(fact.name, value) : number ? readNumber(value) : { problem: noFact(word) };
    if ('problem' in read) unread.push({ at, problem: read.problem });
    else if (fact) facts[fact.name] = read.value;
    else demand[number!.name] = read.value / number!.scale;
  }
}

function noFact(word: string): Message {
  const names = [...factKinds.map(({ written }) => written), ...demandKinds.map(({ written }) => written)].join(', ');
  return say('“{word}” is no fact: write NAME=VALUE, where the name is one of {names}', { word, names });
}

function together({ facts, demand, unread }: Found, at: Place): WrittenFacts {
  const { rate, service } = demand;
  const known: Known =
    rate !== undefined && service !== undefined ? { facts, demand: { ...demand, rate, service } } : { facts };
  const alone = Object.keys(demand).length > 0 && !known.demand;
  const problems = [
    ...(alone ? [say('A demand needs both rps and service-ms')] : []),
    ...problemsOf(facts),
    ...(known.demand ? problemsOfDemand(known.demand) : []),
  ];
  return {
    ...known,
    unread: [...unread, ...(unread.length > 0 ? [] : problems.map((problem) => ({ at, problem })))],
    at,
  };
}

/** The facts as the comment that `factsIn` reads; undefined where there are none. */
export function writeFacts({ facts, demand }: Known): string | undefined {
  const words = factKinds.flatMap(({ name, written, unit }) => {
    const value = facts[name];
    return value === undefined ? [] : [`${written}=${unit === 'bytes' ? writeBytes(value) : value}`];
  });
  for (const { name, written, scale } of demandKinds) {
    const value = demand?.[name];
    if (value !== undefined) words.push(`${written}=${Number((value * scale).toFixed(6))}`);
  }
  return words.length === 0 ? undefined : `# apache-mpm: ${words.join(' ')}`;
}
