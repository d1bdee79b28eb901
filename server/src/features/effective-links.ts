import type { Range } from 'vscode-languageserver-protocol';
import type { MpmModel } from '../mpm/model.ts';
import type { Node } from '../resolve/resolution.ts';
import { nameOfOrigin } from './explain.ts';

/** A line of a file, zero-based, that a text of effective settings names, and where it does. */
export interface EffectiveLink {
  readonly range: Range;
  readonly uri: string;
  readonly line: number;
}

/** The lines that the effective settings of these MPMs name, in the order of their text. */
export function effectiveLinks(text: string, models: readonly MpmModel[]): readonly EffectiveLink[] {
  const links: EffectiveLink[] = [];
  let from = 0;
  let line = 0;
  let lineBegin = 0;
  for (const node of models.flatMap((model) => [...linesNamed(model)])) {
    const name = nameOfOrigin(node);
    const at = text.indexOf(name, from);
    if (at < 0) continue;
    from = at + name.length;
    for (let end = text.indexOf('\n', lineBegin); end >= 0 && end < at; end = text.indexOf('\n', lineBegin)) {
      line++;
      lineBegin = end + 1;
    }
    const range = { start: { line, character: at - lineBegin }, end: { line, character: from - lineBegin } };
    links.push({ range, uri: node.document.uri, line: node.first });
  }
  return links;
}

/** As `effectiveText` names them: where a story is told, the line that counts is named in it once more. */
function* linesNamed({ chosenBy, settings }: MpmModel): Generator<Node> {
  if (chosenBy) yield chosenBy;
  for (const { by, adjustments, overridden } of settings.values()) {
    if (by) yield by;
    if (by && adjustments.length + overridden.length > 0) yield by;
    yield* overridden;
  }
}
