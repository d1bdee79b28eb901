import type { ProtocolRequestType, ServerCapabilities } from 'vscode-languageserver-protocol';
import type { Wanted } from '../resolve/snapshot.ts';
import type { World } from './world.ts';

/** What is said of a feature before anything is asked: its request, and what the server promises of it. */
export interface Announced {
  readonly method: string;
  readonly capabilities: Partial<ServerCapabilities>;
}

/** One LSP question, with a pure answer. */
export interface Feature extends Announced {
  /** What is to be looked up before it answers, beside all that the judgement has asked for. */
  readonly wants?: (world: World, params: never) => readonly Wanted[];
  readonly answer: (world: World, params: never) => unknown;
}

/** Declares a feature; the request's type decides what the answer gets and gives. */
export function feature<P, R, PR, E, RO>(
  request: ProtocolRequestType<P, R, PR, E, RO>,
  capabilities: Partial<ServerCapabilities>,
  answer: (world: World, params: P) => R,
  wants?: (world: World, params: P) => readonly Wanted[],
): Feature {
  return { method: request.method, capabilities, answer, ...(wants && { wants }) };
}
