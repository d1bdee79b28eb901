/** What the server answers to `apacheMpm/planner`; a test holds it to what the server gives. Memory in bytes. */
export interface PlannerAnswer {
  readonly mpm: string;
  readonly title: string;
  readonly mpms: readonly PlannedMpm[];
  readonly version: number | null;
  readonly facts: readonly PlannerFact[];
  readonly budget: { readonly bytes: number; readonly arithmetic: string } | null;
  readonly now: PlannerSide;
  readonly proposed: PlannerSide | null;
  readonly proposedMpm: string;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  readonly curves: { readonly processes: readonly CurvePoint[]; readonly threads: readonly CurvePoint[] };
  readonly most: { readonly processes: number; readonly threads: number };
}

export interface PlannedMpm {
  readonly mpm: string;
  readonly title: string;
  readonly processes: number;
  readonly threads: number;
  readonly workers: number;
  readonly connections: number;
  readonly bytes: number | null;
}

export interface PlannerFact {
  readonly name: string;
  readonly what: string;
  readonly value: string;
  readonly from: string;
}

export interface PlannerSide {
  readonly processes: number;
  readonly threads: number;
  readonly workers: number;
  readonly connections: number;
  readonly bytes: number | null;
  readonly settings: readonly { readonly name: string; readonly value: number; readonly because: readonly string[] }[];
  readonly ramp: {
    readonly samples: readonly RampSample[];
    readonly messages: readonly { readonly second: number; readonly code: string }[];
  };
}

export interface RampSample {
  readonly second: number;
  readonly asked: number;
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
  readonly processes: number;
  readonly stopping: number;
}

export interface CurvePoint {
  readonly at: number;
  readonly processes: number;
  readonly threads: number;
  readonly workers: number;
  readonly connections: number;
  readonly bytes: number | null;
}
