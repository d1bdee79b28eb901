import type { BodyLine, Expansions } from './expansion.ts';
import type { Condition, Node } from './resolution.ts';

/** A macro (mod_macro.c, ap_macro_t). */
export interface Macro {
  /** As httpd's messages name it: `macro 'm' (defined on line 1 of "/path")`. */
  readonly title: string;
  readonly parameters: readonly string[];
  readonly body: readonly BodyLine[];
  readonly flags: OpenMacro['flags'];
  /** The condition around its definition if nobody knows whether that holds. */
  readonly condition: Condition | undefined;
  /** What was made of it already, by the values. */
  readonly expansions: Expansions;
}

/** A macro of which the text is being read. */
export interface OpenMacro {
  readonly name: string;
  readonly title: string;
  /** Undefined where the tag does not tell them. */
  readonly parameters: readonly string[] | undefined;
  readonly flags: { ignoresEmpty: boolean; ignoresNesting: boolean };
  readonly body: BodyLine[];
  /** How many macros are open, those in the text included. */
  depth: number;
  /** How many tags are open. */
  nesting: number;
  /** Lines of the text, as httpd counts them. */
  lines: number;
}

/** A section of text while it is read. */
export interface Swallowed {
  readonly node: Node;
  /** What the line that ends a script begins with. */
  readonly end: string;
  /** A script is none. */
  readonly macro?: OpenMacro;
}
