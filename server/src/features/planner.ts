import { type Position, ProtocolRequestType, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';
import { mpmFacts } from '../catalogue/mpms.ts';
import { poolSettings } from '../catalogue/pool-settings.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { usualFactor } from '../tuning/connections.ts';
import { demandKinds } from '../tuning/demand.ts';
import { factKinds } from '../tuning/facts.ts';
import { type CurvePoint, capacityCurve, type Forecast, forecastOf, loadRamp } from '../tuning/forecast.ts';
import { type Goal, largestPool, type Proposal, propose } from '../tuning/goal.ts';
import { budgetOf, type PoolShape, processBytes, restartBeyondBudget, slotsPerProcess } from '../tuning/memory.ts';
import { type Pool, poolOf, type Simulation, simulatePool } from '../tuning/simulation.ts';
import { inBytes, writeBytes } from '../tuning/units.ts';
import type { TunedMpm } from '../tuning/workload.ts';
import type { Known } from '../tuning/written-facts.ts';
import { feature } from './feature.ts';
import {
  factsOfOther,
  factsUnder,
  type GivenFacts,
  type KnownFacts,
  knownFacts,
  mpmsBeside,
  type TunedPool,
  tunedPoolAt,
  type Wish,
  wishFor,
} from './tuned-pool.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
  readonly position?: Position;
  /** What is looked at beside what the file has; nothing for the file alone. */
  readonly goal?: Goal;
  /** Another MPM than that of the file, to be looked at beside it. */
  readonly mpm?: string;
  readonly facts?: GivenFacts;
}

/** One setting in a table. */
export interface PlannedSetting {
  readonly name: string;
  readonly value: number;
  readonly because: readonly string[];
}

/** A pool with all that is drawn of it. */
export interface PlannerSide extends Omit<Forecast, 'bytes'> {
  /** Null where the size of a process is not known. */
  readonly bytes: number | null;
  readonly settings: readonly PlannedSetting[];
  readonly ramp: Simulation;
}

/** A fact as it stands in a field of the planner. */
export interface PlannerFact {
  readonly name: string;
  readonly what: string;
  /** As it is written, `8G`; empty where it is not known. */
  readonly value: string;
  /** Where it is told; empty where it is not, or was given. */
  readonly from: string;
}

type DrawnPoint = Omit<CurvePoint, 'bytes'> & { readonly bytes: number | null };

/** As many workers as the file gives, under one of the MPMs of its platform. */
export interface PlannedMpm extends Omit<Forecast, 'bytes'> {
  readonly mpm: string;
  readonly title: string;
  readonly bytes: number | null;
}

/** All that the planner shows, as plain data. */
export interface Planner {
  readonly mpm: string;
  readonly title: string;
  /** The MPMs of the platform at the same capacity, that of the file among them. */
  readonly mpms: readonly PlannedMpm[];
  readonly version: number | null;
  readonly facts: readonly PlannerFact[];
  /** What httpd may use, in bytes; null where the memory is not known. */
  readonly budget: { readonly bytes: number; readonly arithmetic: string } | null;
  readonly now: PlannerSide;
  readonly proposed: PlannerSide | null;
  /** The MPM that settings are proposed for. */
  readonly proposedMpm: string;
  readonly notes: readonly string[];
  /** Why there is no proposal: what is wrong, or what has to be told. */
  readonly problems: readonly string[];
  readonly curves: { readonly processes: readonly DrawnPoint[]; readonly threads: readonly DrawnPoint[] };
  readonly most: { readonly processes: number; readonly threads: number };
}

const request = new ProtocolRequestType<Params, Planner | null, never, void, void>('apacheMpm/planner');

/** The pool of a file beside a proposed one: sizes, curves and both under the same load. */
export default feature(
  request,
  {},
  (world, { textDocument, position, goal, mpm: wanted, facts = {} }): Planner | null => {
    const open = world.open(textDocument.uri);
    const tuned = open && tunedPoolAt(open, position && { start: position, end: position });
    if (!open || !tuned) return null;
    const { translate } = world;
    const { known, elsewhere, problems } = knownFacts(open, tuned, facts);
    const { mpm } = tuned.pool;
    const wish = wishFor(tuned, goal, wanted, known);
    const proposal = wish.goal && problems.length === 0 ? propose(wish.goal, wish.now, wish.known) : undefined;
    const plan = proposal?.kind === 'proposed' ? proposal.plan : undefined;
    const settings = plan?.settings.map(({ name, value, because }) => ({ name, value, because: because.map(words) }));
    const after = plan && new Map(plan.settings.map(({ name, value }) => [name, value]));
    const next = after && poolOf(wish.now.mpm, (name) => after.get(name) ?? effective(tuned, name));
    const load = loadRamp(Math.max(workersOf(tuned.pool), next ? workersOf(next) : 0));
    const budget = problems.length === 0 ? budgetOf(known.facts) : undefined;
    const shown = next ?? tuned.pool;
    const factor = factorOf(tuned, after);
    return {
      mpm,
      title: mpmFacts[mpm].title,
      mpms: mpmsBeside(tuned).map((each) => underMpm(tuned, known, each)),
      version: open.version ?? null,
      facts: shownFacts(known, elsewhere, facts, translate),
      budget: budget ? { bytes: budget.bytes, arithmetic: words(budget.arithmetic) } : null,
      now: side(tuned, known, tuned.pool, undefined, load, settingsNow(tuned)),
      proposed: next ? side(tuned, wish.known, next, after, load, settings!) : null,
      proposedMpm: wish.now.mpm,
      notes: notesOf(tuned, known, wish, proposal).map(words),
      problems: [...problems, ...troubles(proposal)].map(words),
      curves: {
        processes: curve('processes', drawnProcesses(shown, tuned), shown, factor, factsUnder(tuned, wish.known)),
        threads: curve(
          'threads',
          shown.mpm === 'prefork' ? 1 : drawnThreads(shown, tuned),
          shown,
          factor,
          factsUnder(tuned, wish.known),
        ),
      },
      most: largestPool(wish.now.mpm),
    };

    function words(message: Message): string {
      return wordsOf(message, translate);
    }
  },
);

function troubles(proposal: ReturnType<typeof propose> | undefined): readonly Message[] {
  if (proposal?.kind === 'refused') return proposal.problems;
  return proposal?.kind === 'questions' ? proposal.questions : [];
}

type Values = ReadonlyMap<string, number> | undefined;

function effective({ model }: TunedPool, name: string): number | undefined {
  const value = model.settings.get(name)?.effective;
  return typeof value === 'number' ? value : undefined;
}

function factorOf(tuned: TunedPool, after: Values): number {
  return after?.get('AsyncRequestWorkerFactor') ?? effective(tuned, 'AsyncRequestWorkerFactor') ?? usualFactor;
}

function side(
  tuned: TunedPool,
  known: Known,
  pool: Pool,
  after: Values,
  load: readonly number[],
  settings: readonly PlannedSetting[],
): PlannerSide {
  const threadLimit = after?.get('ThreadLimit') ?? effective(tuned, 'ThreadLimit') ?? 1;
  const { bytes = null, ...forecast } = forecastOf(pool, threadLimit, factorOf(tuned, after), factsUnder(tuned, known));
  return { ...forecast, bytes, settings, ramp: simulatePool(pool, load) };
}

function settingsNow(tuned: TunedPool): readonly PlannedSetting[] {
  return poolSettings.flatMap((name) => {
    const value = effective(tuned, name);
    return value === undefined ? [] : [{ name, value, because: [] }];
  });
}

function workersOf({ maxRequestWorkers, threads, serverLimit }: Pool): number {
  return Math.min(serverLimit, Math.trunc(maxRequestWorkers / threads)) * threads;
}

function drawnProcesses(shown: Pool, { pool, processes }: TunedPool): number {
  const most = Math.max(pool.mpm === shown.mpm ? processes : 0, workersOf(shown) / shown.threads);
  return Math.min(largestPool(shown.mpm).processes, Math.max(8, most * 2));
}

function drawnThreads(shown: Pool, { pool }: TunedPool): number {
  return Math.min(largestPool(shown.mpm).threads, Math.max(64, 2 * Math.max(pool.threads, shown.threads)));
}

/** What is to be known about the proposal or, without one, about the file. */
function notesOf(tuned: TunedPool, known: Known, wish: Wish, proposal: Proposal | undefined): readonly Message[] {
  if (!proposal) {
    const restart = restartBeyondBudget(shapeOf(tuned), factsUnder(tuned, known));
    return restart ? [restart] : [];
  }
  if (proposal.kind !== 'proposed') return [];
  return wish.now.mpm === tuned.pool.mpm ? proposal.notes : [...notesOfOther(tuned, known, wish), ...proposal.notes];
}

function* notesOfOther(
  { pool }: TunedPool,
  known: Known,
  { now: { mpm, threads }, known: { facts } }: Wish,
): Generator<Message> {
  const titles = { mpm: mpmFacts[mpm].title, now: mpmFacts[pool.mpm].title };
  yield say('{now} is what runs: these settings count once {mpm} is loaded instead, see Switch MPM', titles);
  const each = processBytes(facts, threads);
  if (each === undefined && pool.mpm === 'prefork' && known.facts.process !== undefined) {
    yield say(
      'What a process of {threads} threads takes is not known: tell what a thread adds (thread), or measure one',
      {
        threads,
      },
    );
  }
  if (each === undefined || threads === facts.processThreads) return;
  const values = { threads, each: inBytes(each), measured: facts.processThreads ?? threads };
  yield threads === 1
    ? say('A process without threads is counted with {each}; measure one to know', values)
    : say(
        'A process of {threads} threads is counted with {each}, at most what {measured} suggest; measure one to know',
        values,
      );
}

function shapeOf(tuned: TunedPool): PoolShape {
  const { mpm, threads, serverLimit } = tuned.pool;
  const threadLimit = effective(tuned, 'ThreadLimit') ?? threads;
  return { mpm, processes: tuned.processes, threads, serverLimit, threadLimit };
}

function underMpm(tuned: TunedPool, known: Known, mpm: TunedMpm): PlannedMpm {
  const { now } = wishFor(tuned, undefined, mpm, known);
  const { processes, threads } = now;
  const own = mpm === tuned.pool.mpm;
  const serverLimit = own ? tuned.pool.serverLimit : processes * slotsPerProcess(mpm);
  const pool = { mpm, threads, serverLimit, maxRequestWorkers: processes * threads };
  const threadLimit = (own ? effective(tuned, 'ThreadLimit') : undefined) ?? threads;
  const factor = own ? factorOf(tuned, undefined) : usualFactor;
  const facts = own ? factsUnder(tuned, known) : factsOfOther(tuned, known);
  const { bytes = null, ...forecast } = forecastOf(pool, threadLimit, factor, facts);
  return { mpm, title: mpmFacts[mpm].title, ...forecast, bytes };
}

function curve(...args: Parameters<typeof capacityCurve>): readonly DrawnPoint[] {
  return capacityCurve(...args).map(({ bytes = null, ...point }) => ({ ...point, bytes }));
}

const inFiles = say('the file');

function shownFacts(
  { facts, demand }: Known,
  elsewhere: KnownFacts['elsewhere'],
  given: GivenFacts,
  translate: (template: string) => string,
): readonly PlannerFact[] {
  const row = (name: string, what: Message, value: string): PlannerFact => ({
    name,
    what: wordsOf(what, translate),
    value: given[name] ?? value,
    from: value === '' || given[name] !== undefined ? '' : wordsOf(elsewhere.get(name)?.from ?? inFiles, translate),
  });
  const text = (value: number | undefined, unit: 'bytes' | 'count') => {
    if (value === undefined) return '';
    return unit === 'bytes' ? shortest(value) : String(value);
  };
  return [
    ...factKinds.map(({ name, written, what, unit }) => row(written, what, text(facts[name], unit))),
    ...demandKinds.map(({ name, written, what, scale }) => {
      const value = demand?.[name];
      return row(written, what, value === undefined ? '' : String(Number((value * scale).toFixed(6))));
    }),
  ];
}

/** `8G`, and for what is no round number the words for people, which the fields take as well. */
function shortest(bytes: number): string {
  const exact = writeBytes(bytes);
  return exact.length <= 7 ? exact : inBytes(bytes).replace(' ', '');
}
