import { testOf } from '../catalogue/containers.ts';
import { defaultOf, mpmNamed } from '../catalogue/lookup.ts';
import { threadsPerChild } from '../catalogue/threads.ts';
import { isOfPool, poolMpms } from '../mpm/convert.ts';
import type { MpmModel } from '../mpm/model.ts';
import type { Occurrence, Resolution } from '../resolve/resolution.ts';
import { type Document, openDocument } from '../syntax/document.ts';
import type { Message } from '../text/message.ts';
import type { Range } from '../text/place.ts';
import type { CurrentPool, Goal } from '../tuning/goal.ts';
import { measuredNow } from '../tuning/measured-now.ts';
import { type Pool, poolOfModel } from '../tuning/simulation.ts';
import type { TunedMpm } from '../tuning/workload.ts';
import { factsIn, type Known, type WrittenFacts } from '../tuning/written-facts.ts';
import type { OpenDocument } from './world.ts';

/** A pool that can be tuned, with the file that has its settings. */
export interface TunedPool {
  readonly model: MpmModel;
  readonly pool: Pool;
  /** Processes that there can be. */
  readonly processes: number;
  readonly resolution: Resolution;
  /** Where settings are written, or belong. */
  readonly document: Document;
}

/** The pool whose block or settings the range touches; without any, the first that the document gives. */
export function tunedPoolAt(open: OpenDocument, range: Range | undefined): TunedPool | undefined {
  const pools = open.judgement.analyses.flatMap(({ model, resolution }): TunedPool[] => {
    const pool = model && poolOfModel(model);
    if (!model || !pool) return [];
    const processes = Math.min(pool.serverLimit, Math.trunc(pool.maxRequestWorkers / pool.threads));
    return [{ model, pool, processes, resolution, document: homeOf(open, model) }];
  });
  return pools.find((pool) => range && isPoolAt(pool, open.document, range)) ?? pools[0];
}

/** Whether the range touches a block of the MPM of this pool, or one of its settings that stand in none. */
export function isPoolAt(tuned: TunedPool, document: Document, range: Range): boolean {
  return hasBlockAt(tuned, document, range) || linesOfPool(tuned).some((line) => isAt(line, document, range));
}

function hasBlockAt({ model, resolution }: TunedPool, document: Document, { start, end }: Range): boolean {
  return resolution.conditions.some(
    (condition) =>
      condition.document === document &&
      !condition.brought &&
      !condition.negated &&
      condition.verdict === 'yes' &&
      testOf(condition.read.name.text) === 'module' &&
      mpmNamed(condition.argument)?.name === model.mpm &&
      condition.first <= end.line &&
      start.line <= condition.end,
  );
}

function isAt({ document: of, first, logical }: Occurrence, document: Document, { start, end }: Range): boolean {
  return of === document && first <= end.line && start.line < first + logical.count;
}

/** The lines that count for the pool. */
function linesOfPool({ model }: Pick<TunedPool, 'model'>): readonly Occurrence[] {
  return [...model.settings.values()].flatMap(({ name, by }) => (by && isOfPool(name) ? [by] : []));
}

/** Whether the settings stand together, in one file and in their own words, so that edits there decide. */
export function standsTogether(tuned: TunedPool): boolean {
  return linesOfPool(tuned).every(({ document, brought }) => document === tuned.document && !brought);
}

/** The document itself where it has settings of the pool, else the file that has the last of them. */
function homeOf({ document }: OpenDocument, model: MpmModel): Document {
  const written = linesOfPool({ model }).map((line) => line.document);
  return written.includes(document) ? document : (written.at(-1) ?? document);
}

/** The MPMs under which the pool may be looked at: those of its platform. */
export function mpmsBeside({ pool }: TunedPool): readonly TunedMpm[] {
  return pool.mpm === 'winnt' ? ['winnt'] : poolMpms;
}

/** What is to be proposed for a pool. */
export interface Wish {
  /** The pool as it is or, under another MPM, as many workers in processes as that MPM has them. */
  readonly now: CurrentPool;
  readonly goal: Goal | undefined;
  readonly known: Known;
}

/** A goal under the MPM of the file or under another of its platform; there it is, if nothing else, to serve as many at once. */
export function wishFor(tuned: TunedPool, goal: Goal | undefined, mpm: string | undefined, known: Known): Wish {
  const { pool, processes } = tuned;
  const other = mpmsBeside(tuned).find((each) => each === mpm && each !== pool.mpm);
  if (!other) return { now: { mpm: pool.mpm, threads: pool.threads, processes }, goal, known };
  const workers = processes * pool.threads;
  const usual = pool.mpm === 'prefork' ? defaultOf(threadsPerChild, other) : pool.threads;
  const threads = other === 'prefork' ? 1 : usual!;
  const wanted: Goal = goal ?? { kind: 'serve', workers };
  return {
    now: { mpm: other, threads, processes: Math.ceil(workers / threads) },
    goal: wanted.kind === 'pool' && other === 'prefork' ? { ...wanted, threads: 1 } : wanted,
    known: { ...known, facts: factsOfOther(tuned, known) },
  };
}

/** What is known of machine and demand, and what of it cannot be read. */
export interface KnownFacts {
  readonly known: Known;
  /** As much of it as stands in the files or was given: what is to be written into them. */
  readonly own: Known;
  /** Of facts that are told beside the files, by their written names, where. */
  readonly elsewhere: WrittenFacts['elsewhere'];
  readonly problems: readonly Message[];
}

/** Facts as people write them: `{ memory: '8G', 'service-ms': '120' }`. */
export type GivenFacts = Readonly<Record<string, string>>;

/** What comments of the configuration say, and what is given beside them, which counts before. */
export function knownFacts(
  { document }: OpenDocument,
  { resolution, model }: TunedPool,
  given: GivenFacts,
): KnownFacts {
  const [main] = resolution.files.values();
  const written = [...model.settings.values()].flatMap(({ by }) => by?.document ?? []);
  const words = Object.entries(given).flatMap(([name, value]) => {
    const text = String(value).replaceAll(/\s+/g, '');
    return text === '' ? [] : [`${name}=${text}`];
  });
  const beside = openDocument('', words.length > 0 ? `# apache-mpm: ${words.join(' ')}\n` : '');
  const documents = new Set([...(main ? [main] : []), ...written, document, beside]);
  const { unread, elsewhere, ...all } = factsIn(documents, resolution.target.facts);
  return {
    known: knownOf(all),
    own: knownOf(factsIn(documents)),
    elsewhere,
    problems: unread.map(({ problem }) => problem),
  };
}

function knownOf({ facts, demand }: Known): Known {
  return { facts, ...(demand && { demand }) };
}

/** The facts, without the size of a process where it says nothing of one with threads. */
export function factsOfOther(tuned: TunedPool, known: Known): Known['facts'] {
  const { process, ...facts } = factsUnder(tuned, known);
  const isKnown = process !== undefined && (tuned.pool.mpm !== 'prefork' || facts.thread !== undefined);
  return isKnown ? { process, ...facts } : facts;
}

/** The facts, the size of a process taken as that of one with the threads of this pool. */
export function factsUnder({ pool }: TunedPool, { facts }: Known): Known['facts'] {
  return measuredNow(facts, pool);
}
