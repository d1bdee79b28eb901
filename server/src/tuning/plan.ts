import type { Message } from '../text/message.ts';
import type { Demand, Wanted } from './demand.ts';
import type { Facts } from './facts.ts';
import type { Budget } from './memory.ts';
import type { TunedMpm, WorkloadName } from './workload.ts';

/** What is to be tuned. */
export interface Request {
  readonly workload: WorkloadName;
  readonly facts: Facts;
  readonly demand?: Demand;
  /** Another MPM than the workload wants. */
  readonly mpm?: TunedMpm;
  /** ThreadsPerChild; else that of the measured process, else httpd's default. */
  readonly threads?: number;
  /** KeepAliveTimeout in seconds; 0 for KeepAlive Off. */
  readonly keepAlive?: number;
}

/** What may keep a server from having more workers, or what more workers would not help against. */
export type Limit =
  | 'memory'
  | 'ServerLimit'
  | 'ThreadLimit'
  | 'processes'
  | 'descriptors'
  | 'pids'
  | 'backend'
  | 'processors'
  | 'asked';

/** One limit under the facts. */
export interface Bound {
  readonly limit: Limit;
  /** The most workers that it allows. */
  readonly workers: number;
  readonly arithmetic: Message;
  /** What would lift it. */
  readonly lift: Message;
}

/** A setting with the reasons for its number. */
export interface TunedSetting {
  readonly name: string;
  readonly value: number;
  readonly because: readonly Message[];
}

/** Settings that httpd runs exactly as they are written. */
export interface Plan {
  readonly mpm: TunedMpm;
  readonly settings: readonly TunedSetting[];
  readonly workers: number;
  readonly processes: number;
  readonly threads: number;
  /** The most connections that are held at once, all workers idle. */
  readonly connections: number;
  readonly wanted: Wanted | undefined;
  /** What decides the number of workers. */
  readonly binds: Limit | 'demand' | 'least';
  readonly bounds: readonly Bound[];
  /** The limits that keep the demand from being met; none where it is, or where none is known. */
  readonly unmet: readonly Bound[];
  readonly memory: PlannedMemory | undefined;
  /** What was taken for true because nobody said it. */
  readonly assumptions: readonly Message[];
  /** What would be worth to know. */
  readonly questions: readonly Message[];
  readonly notes: readonly Message[];
}

/** Memory under a plan. */
export interface PlannedMemory {
  readonly budget: Budget;
  /** All processes at their size under load, and the scoreboard. */
  readonly bytes: number;
  readonly arithmetic: Message;
  /** What a graceful restart takes more for a while, where that goes beyond the budget. */
  readonly restart: Message | undefined;
}

/** What came of a request. */
export type Tuning =
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** Facts that cannot be true. */
  | { readonly kind: 'refused'; readonly problems: readonly Message[] }
  /** Too little is known to say any number. */
  | { readonly kind: 'questions'; readonly questions: readonly Message[] }
  /** Not one process fits. */
  | { readonly kind: 'impossible'; readonly bound: Bound };
