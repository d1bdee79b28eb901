import {
  SemanticTokenModifiers,
  type SemanticTokens,
  type SemanticTokensLegend,
  SemanticTokensRequest,
  SemanticTokenTypes,
} from 'vscode-languageserver-protocol';
import { directiveNamed } from '../catalogue/lookup.ts';
import type { Setting } from '../mpm/model.ts';
import { placeOf } from '../syntax/document.ts';
import { compare, type Place } from '../text/place.ts';
import { feature } from './feature.ts';
import { inactiveLines } from './inactive-lines.ts';
import type { OpenDocument } from './world.ts';

/** `inactive`: no httpd reads it; `overridden`: another line counts; `default`: what httpd would do without the line. */
export const legend: SemanticTokensLegend = {
  tokenTypes: [SemanticTokenTypes.property, SemanticTokenTypes.comment],
  tokenModifiers: [SemanticTokenModifiers.deprecated, 'inactive', 'overridden', 'default'],
};

/** What cannot be seen in the text: lines that are not read, do not count, are deprecated or say what holds anyway. */
export default feature(
  SemanticTokensRequest.type,
  { semanticTokensProvider: { legend, full: true } },
  (world, { textDocument }): SemanticTokens => {
    const open = world.open(textDocument.uri);
    return { data: open ? encoded([...inactive(open), ...settings(open)]) : [] };
  },
);

interface Token {
  readonly at: Place;
  readonly type: SemanticTokenTypes;
  readonly modifiers: readonly string[];
}

function* inactive(open: OpenDocument): Generator<Token> {
  const { document } = open;
  let next = 0;
  for (const skipped of inactiveLines(open)) {
    for (let first = Math.max(skipped.first, next); first <= skipped.last; first++) {
      const logical = document.logical[first];
      const parsed = logical?.parsed;
      if (!parsed || parsed.kind === 'blank' || parsed.kind === 'comment') continue;
      for (const { start, end } of [parsed.name, ...parsed.words]) {
        const at = placeOf(document, { logical, first }, start, end);
        yield { at, type: SemanticTokenTypes.comment, modifiers: ['inactive'] };
      }
    }
    next = Math.max(next, skipped.last + 1);
  }
}

function settings({ document, judgement }: OpenDocument): readonly Token[] {
  const byLine = new Map<number, Token>();
  const tell = (setting: Setting, line: NonNullable<Setting['by']>, isOverridden: boolean) => {
    if (line.document !== document) return;
    const { start, end } = line.written.name;
    const isFormer = directiveNamed(line.written.key)?.former !== undefined;
    const modifiers = [
      ...(isFormer ? [SemanticTokenModifiers.deprecated] : []),
      ...(isOverridden ? ['overridden'] : isDefault(setting) ? ['default'] : []),
    ];
    if (modifiers.length === 0) return;
    byLine.set(line.first, { at: placeOf(document, line, start, end), type: SemanticTokenTypes.property, modifiers });
  };
  for (const { model } of judgement.analyses) {
    for (const setting of model?.settings.values() ?? []) {
      for (const line of setting.overridden) tell(setting, line, true);
      if (setting.by) tell(setting, setting.by, false);
    }
  }
  return [...byLine.values()];
}

function isDefault({ fact, asked, defaultValue }: Setting): boolean {
  return fact.reading !== 'text' && asked !== undefined && asked === defaultValue;
}

/** As LSP wants them: relative to the one before; a token ends with its line. */
function encoded(tokens: readonly Token[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { at, type, modifiers } of [...tokens].sort((a, b) => compare(a.at.start, b.at.start))) {
    const { start, end } = at;
    if (start.line !== end.line) continue;
    const bits = modifiers.reduce((all, each) => all | (1 << legend.tokenModifiers.indexOf(each)), 0);
    const newLine = start.line - line;
    const offset = newLine > 0 ? start.character : start.character - character;
    data.push(newLine, offset, end.character - start.character, legend.tokenTypes.indexOf(type), bits);
    ({ line, character } = start);
  }
  return data;
}
