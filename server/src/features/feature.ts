import type { ProtocolRequestType, ServerCapabilities } from 'vscode-languageserver-protocol';
import type { World } from './world.ts';

/** One LSP question: the request, what the server promises of it, and a pure answer. */
export interface Feature {
  readonly method: string;
  readonly capabilities: Partial<ServerCapabilities>;
  readonly answer: (world: World, params: never) => unknown;
}

/** Declares a feature; the request's type decides what the answer gets and gives. */
export function feature<P, R, PR, E, RO>(
  request: ProtocolRequestType<P, R, PR, E, RO>,
  capabilities: Partial<ServerCapabilities>,
  answer: (world: World, params: P) => R,
): Feature {
  return { method: request.method, capabilities, answer };
}
