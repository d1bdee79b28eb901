import { type Position, ProtocolRequestType, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';
import { mpmFacts } from '../catalogue/mpms.ts';
import { poolSettings } from '../catalogue/pool-settings.ts';
import { type Message, wordsOf } from '../text/message.ts';
import { demandKinds } from '../tuning/demand.ts';
import { factKinds } from '../tuning/facts.ts';
import { type CurvePoint, capacityCurve, type Forecast, forecastOf, loadRamp } from '../tuning/forecast.ts';
import { type Goal, largestPool, propose } from '../tuning/goal.ts';
import { budgetOf } from '../tuning/memory.ts';
import { type Pool, poolOf, type Simulation, simulatePool } from '../tuning/simulation.ts';
import { inBytes, writeBytes } from '../tuning/units.ts';
import type { Known } from '../tuning/written-facts.ts';
import { feature } from './feature.ts';
import { factsUnder, type GivenFacts, knownFacts, type TunedPool, tunedPoolAt } from './tuned-pool.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
  readonly position?: Position;
  /** What is looked at beside what the file has; nothing for the file alone. */
  readonly goal?: Goal;
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
  /** Whether a file tells it. */
  readonly written: boolean;
}

type DrawnPoint = Omit<CurvePoint, 'bytes'> & { readonly bytes: number | null };

/** All that the planner shows, as plain data. */
export interface Planner {
  readonly mpm: string;
  readonly title: string;
  readonly version: number | null;
  readonly facts: readonly PlannerFact[];
  /** What httpd may use, in bytes; null where the memory is not known. */
  readonly budget: { readonly bytes: number; readonly arithmetic: string } | null;
  readonly now: PlannerSide;
  readonly proposed: PlannerSide | null;
  readonly notes: readonly string[];
  /** Why there is no proposal: what is wrong, or what has to be told. */
  readonly problems: readonly string[];
  readonly curves: { readonly processes: readonly DrawnPoint[]; readonly threads: readonly DrawnPoint[] };
  readonly most: { readonly processes: number; readonly threads: number };
}

const request = new ProtocolRequestType<Params, Planner | null, never, void, void>('apacheMpm/planner');

/** The pool of a file beside a proposed one: sizes, curves and both under the same load. */
export default feature(request, {}, (world, { textDocument, position, goal, facts = {} }): Planner | null => {
  const open = world.open(textDocument.uri);
  const tuned = open && tunedPoolAt(open, position && { start: position, end: position });
  if (!open || !tuned) return null;
  const { translate } = world;
  const { known, problems } = knownFacts(open, tuned, facts);
  const { mpm, threads } = tuned.pool;
  const proposal =
    goal && problems.length === 0 ? propose(goal, { mpm, threads, processes: tuned.processes }, known) : undefined;
  const plan = proposal?.kind === 'proposed' ? proposal.plan : undefined;
  const settings = plan?.settings.map(({ name, value, because }) => ({ name, value, because: because.map(words) }));
  const after = plan && new Map(plan.settings.map(({ name, value }) => [name, value]));
  const next = after && poolOf(mpm, (name) => after.get(name) ?? effective(tuned, name));
  const load = loadRamp(Math.max(workersOf(tuned.pool), next ? workersOf(next) : 0));
  const budget = problems.length === 0 ? budgetOf(known.facts) : undefined;
  const shown = next ?? tuned.pool;
  const factor = factorOf(tuned, after);
  return {
    mpm,
    title: mpmFacts[mpm].title,
    version: open.version ?? null,
    facts: shownFacts(known, facts, translate),
    budget: budget ? { bytes: budget.bytes, arithmetic: words(budget.arithmetic) } : null,
    now: side(tuned, known, tuned.pool, undefined, load, settingsNow(tuned)),
    proposed: next ? side(tuned, known, next, after, load, settings!) : null,
    notes: proposal?.kind === 'proposed' ? proposal.notes.map(words) : [],
    problems: [...problems, ...troubles(proposal)].map(words),
    curves: {
      processes: curve('processes', drawnProcesses(tuned, next), shown, factor, factsUnder(tuned, known)),
      threads: curve(
        'threads',
        mpm === 'prefork' ? 1 : drawnThreads(tuned, next),
        shown,
        factor,
        factsUnder(tuned, known),
      ),
    },
    most: largestPool(mpm),
  };

  function words(message: Message): string {
    return wordsOf(message, translate);
  }
});

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
  return after?.get('AsyncRequestWorkerFactor') ?? effective(tuned, 'AsyncRequestWorkerFactor') ?? 2;
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

function drawnProcesses(tuned: TunedPool, next: Pool | undefined): number {
  const most = Math.max(tuned.processes, next ? workersOf(next) / next.threads : 0);
  return Math.min(largestPool(tuned.pool.mpm).processes, Math.max(8, most * 2));
}

function drawnThreads({ pool }: TunedPool, next: Pool | undefined): number {
  return Math.max(64, 2 * Math.max(pool.threads, next?.threads ?? 0));
}

function curve(...args: Parameters<typeof capacityCurve>): readonly DrawnPoint[] {
  return capacityCurve(...args).map(({ bytes = null, ...point }) => ({ ...point, bytes }));
}

function shownFacts(
  { facts, demand }: Known,
  given: GivenFacts,
  translate: (template: string) => string,
): readonly PlannerFact[] {
  const row = (name: string, what: Message, value: string): PlannerFact => ({
    name,
    what: wordsOf(what, translate),
    value: given[name] ?? value,
    written: value !== '' && given[name] === undefined,
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
