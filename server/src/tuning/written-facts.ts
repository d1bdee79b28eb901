import { linesThatTell } from '../resolve/passages.ts';
import type { Resolution } from '../resolve/resolution.ts';
import type { ToldFact } from '../resolve/snapshot.ts';
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

/** What comments say, and what is told beside the files. */
export interface WrittenFacts extends Known {
  readonly unread: readonly UnreadFact[];
  /** Of facts that no comment tells, by their written names, where they are told. */
  readonly elsewhere: ReadonlyMap<string, ToldFact>;
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
  readonly elsewhere: Map<string, ToldFact>;
}

/** The facts that count for a configuration. */
export function factsOf({ files, target }: Resolution): WrittenFacts {
  return factsIn(files.values(), target.facts);
}

/**
 * The facts in the comments of documents; what is written later replaces what was written before, and all of it what is
 * told beside the files.
 */
export function factsIn(documents: Iterable<Document>, told: readonly ToldFact[] = []): WrittenFacts {
  const found: Found = { facts: {}, demand: {}, unread: [], elsewhere: new Map() };
  for (const fact of told) take(readOne(fact.name, fact.value), fact.name, found, fact);
  let at: Place | undefined;
  let begin: Place | undefined;
  for (const document of documents) {
    begin ??= { uri: document.uri, ...emptyRange };
    for (const line of linesThatTell(document, 'in comments')) {
      const comments = line.logical.parsed.kind === 'comment' ? comment.exec(line.logical.text) : null;
      if (!comments) continue;
      at = placeOf(document, line, 0, line.logical.text.length);
      readComment(document, line, comments[0].length, found);
    }
  }
  return together(found, at, at ?? begin);
}

function readComment(document: Document, line: PlacedLine, from: number, found: Found): void {
  const { text } = line.logical;
  for (const { 0: word, index } of text.slice(from).matchAll(/\S+/g)) {
    const at = placeOf(document, line, from + index, from + index + word.length);
    const [, name = '', value = ''] = /^([\w-]+)=(.*)$/.exec(word) ?? [];
    const read = readOne(name, value) ?? { problem: noFact(word) };
    if ('problem' in read) found.unread.push({ at, problem: read.problem });
    else take(read, name, found);
  }
}

/** Reads a fact or a number of the demand by its written name; undefined where there is none of that name. */
export function readOne(name: string, value: string): Read | undefined {
  const fact = factKinds.find((each) => each.written === name);
  if (fact) return readFact(fact.name, value);
  return demandKinds.some((each) => each.written === name) ? readNumber(value) : undefined;
}

/** What cannot be read was told to the person where it stands. */
function take(read: Read | undefined, name: string, { facts, demand, elsewhere }: Found, told?: ToldFact): void {
  if (!read || 'problem' in read) return;
  const fact = factKinds.find((each) => each.written === name);
  const number = demandKinds.find((each) => each.written === name);
  if (fact) facts[fact.name] = read.value;
  if (number) demand[number.name] = read.value / number.scale;
  if (told) elsewhere.set(name, told);
  else elsewhere.delete(name);
}

const emptyRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function noFact(word: string): Message {
  const names = [...factKinds.map(({ written }) => written), ...demandKinds.map(({ written }) => written)].join(', ');
  return say('“{word}” is no fact: write NAME=VALUE, where the name is one of {names}', { word, names });
}

function together(
  { facts, demand, unread, elsewhere }: Found,
  at: Place | undefined,
  near: Place | undefined,
): WrittenFacts {
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
    unread: [...unread, ...(unread.length > 0 || !near ? [] : problems.map((problem) => ({ at: near, problem })))],
    elsewhere,
    at,
  };
}

/** What is told beside the files, one message for each place; of the facts named, or of all. */
export function toldElsewhere({ elsewhere }: Pick<WrittenFacts, 'elsewhere'>, ...names: string[]): readonly Message[] {
  const facts = [...elsewhere.values()].filter(({ name }) => names.length === 0 || names.includes(name));
  const places = new Map(facts.map(({ from }) => [from.template, from]));
  return [...places.values()].map((from) => {
    const told = facts.filter((fact) => fact.from.template === from.template);
    return say('{facts}: told in {from}', { facts: told.map(({ name, value }) => `${name}=${value}`).join(' '), from });
  });
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
