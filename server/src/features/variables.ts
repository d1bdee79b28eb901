import { testOf } from '../catalogue/containers.ts';
import { type Document, lineAt, linesOf, type PlacedLine, placeOf } from '../syntax/document.ts';
import { offsetIn } from '../syntax/logical-line.ts';
import { fold } from '../text/letter-case.ts';
import type { Place, Position } from '../text/place.ts';

/** A name of a variable where it is written. */
export interface VariableUse {
  readonly name: string;
  /** `${NAME}` finds a definition in any letter case; `<IfDefine NAME>` only in its own (core.c). */
  readonly kind: 'value' | 'definition' | 'condition';
  readonly at: Place;
}

/** The variable whose name stands at the position. */
export function variableAt(document: Document, position: Position): VariableUse | undefined {
  const line = lineAt(document, position.line);
  if (!line) return undefined;
  const offset = offsetIn(line.logical, line.first, position);
  return usesIn(document, line).find(({ from, to }) => from <= offset && offset <= to);
}

/** Every place in the document where the name of a variable stands. */
export function* variablesOf(document: Document): Generator<VariableUse> {
  for (const line of linesOf(document)) yield* usesIn(document, line);
}

/** Every place in the document where a name of this variable stands. */
export function* usesOf(document: Document, { name, kind }: VariableUse): Generator<VariableUse> {
  for (const use of variablesOf(document)) {
    const exact = kind === 'condition' || use.kind === 'condition';
    if (exact ? use.name === name : fold(use.name) === fold(name)) yield use;
  }
}

interface Use extends VariableUse {
  readonly from: number;
  readonly to: number;
}

function usesIn(document: Document, line: Pick<PlacedLine, 'logical' | 'first'>): readonly Use[] {
  const { text, parsed } = line.logical;
  if (parsed.kind === 'blank' || parsed.kind === 'comment') return [];
  const uses: Use[] = [];
  const add = (kind: VariableUse['kind'], name: string, from: number, to: number) => {
    uses.push({ kind, name, from, to, at: placeOf(document, line, from, to) });
  };
  if (text.includes('${')) {
    for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
      add('value', match[1]!, match.index + 2, match.index + 2 + match[1]!.length);
    }
  }
  const [word] = parsed.words;
  if (!word || word.text.includes('${')) return uses;
  const negation = word.text.startsWith('!') ? 1 : 0;
  if (parsed.key === 'define' || parsed.key === 'undefine') add('definition', word.text, word.start, word.end);
  else if (parsed.kind === 'open' && testOf(parsed.name.text) === 'define') {
    add('condition', word.text.slice(negation), word.start + negation, word.end);
  }
  return uses;
}
