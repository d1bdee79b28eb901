import type { PlannerAnswer } from './planner-answer.ts';
import type { PlannerWords } from './words.ts';

/** What is wanted of the settings. */
export type PlannerGoal =
  | { readonly kind: 'facts' }
  | { readonly kind: 'half memory' }
  | { readonly kind: 'serve'; readonly workers: number }
  | { readonly kind: 'pool'; readonly processes: number; readonly threads: number };

/** Facts as they stand in the fields of the page, by their names. */
export type GivenFacts = Readonly<Record<string, string>>;

/** What the page remembers when the window is loaded again. */
export interface PlannerState {
  readonly uri: string;
  readonly line: number;
  readonly goal?: PlannerGoal;
  /** Another MPM than that of the file. */
  readonly mpm?: string;
  readonly facts: GivenFacts;
}

/** To the page: all that it shows. */
export interface ShowMessage {
  readonly kind: 'show';
  readonly file: string;
  readonly state: PlannerState;
  /** The round of the last `want` that is answered with it. */
  readonly round: number;
  /** Null where the file has no pool that can be tuned. */
  readonly planner: PlannerAnswer | null;
  readonly words: PlannerWords;
}

/** From the page. */
export type PageMessage =
  | { readonly kind: 'ready' }
  /** Another proposal, or none; the page counts them, so that it knows an answer that was overtaken. */
  | {
      readonly kind: 'want';
      readonly round: number;
      readonly goal?: PlannerGoal;
      readonly mpm?: string;
      readonly facts: GivenFacts;
    }
  /** Put the proposal into the file. */
  | { readonly kind: 'apply' }
  /** Put the facts into the file. */
  | { readonly kind: 'write facts' };

/** The message, if it is one that the page sends; everything else is passed over. */
export function readPageMessage(data: unknown): PageMessage | undefined {
  if (!isRecord(data)) return undefined;
  if (data.kind === 'ready' || data.kind === 'apply' || data.kind === 'write facts') return { kind: data.kind };
  if (data.kind !== 'want' || typeof data.round !== 'number') return undefined;
  const facts = readFacts(data.facts);
  const goal = readGoal(data.goal);
  if (!facts || (data.goal !== undefined && !goal)) return undefined;
  return { kind: 'want', round: data.round, facts, ...(goal && { goal }), ...mpmIn(data) };
}

/** The state that a panel had, if it is one. */
export function readState(data: unknown): PlannerState | undefined {
  if (!isRecord(data) || typeof data.uri !== 'string' || typeof data.line !== 'number') return undefined;
  const goal = readGoal(data.goal);
  return { uri: data.uri, line: data.line, facts: readFacts(data.facts) ?? {}, ...(goal && { goal }), ...mpmIn(data) };
}

function mpmIn({ mpm }: Record<string, unknown>): { readonly mpm?: string } {
  return typeof mpm === 'string' ? { mpm } : {};
}

function readGoal(data: unknown): PlannerGoal | undefined {
  if (!isRecord(data)) return undefined;
  const { kind, workers, processes, threads } = data;
  if (kind === 'facts' || kind === 'half memory') return { kind };
  if (kind === 'serve' && typeof workers === 'number') return { kind, workers };
  if (kind === 'pool' && typeof processes === 'number' && typeof threads === 'number')
    return { kind, processes, threads };
  return undefined;
}

function readFacts(data: unknown): GivenFacts | undefined {
  if (!isRecord(data)) return undefined;
  const facts = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(facts);
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
