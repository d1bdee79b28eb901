import { placeOf } from '../syntax/document.ts';
import type { Place } from '../text/place.ts';
import type { Node } from './resolution.ts';

/** A part of the line of a node. */
export function placeIn(node: Node, start: number, end: number): Place {
  return { ...placeOf(node.document, node, start, end), ...node.brought };
}

/** All of the logical line. */
export function placeOfNode(node: Node): Place {
  return placeIn(node, 0, node.logical.text.length);
}
