import { type DocumentSymbol, DocumentSymbolRequest, SymbolKind } from 'vscode-languageserver-protocol';
import { sectionKind } from '../catalogue/containers.ts';
import { endOf, linesOf, type PlacedLine, placeOf } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import type { SectionSpan } from '../syntax/sections.ts';
import { feature } from './feature.ts';
import { lastLineOf, spansOf } from './spans.ts';

/** The outline: sections with what is in them, directives with their values. */
export default feature(
  DocumentSymbolRequest.type,
  { documentSymbolProvider: { label: 'Apache MPM' } },
  (world, { textDocument }): DocumentSymbol[] => {
    const document = world.open(textDocument.uri)?.document;
    if (!document) return [];
    const top: DocumentSymbol[] = [];
    const around: { readonly children: DocumentSymbol[]; readonly last: number }[] = [];
    const sections = new Map<number, SectionSpan>(spansOf(document).map((span) => [span.open.first, span]));
    for (const line of linesOf(document)) {
      const statement = line.logical.parsed;
      const section = sections.get(line.first);
      if (statement.kind !== 'directive' && !section) continue;
      while ((around.at(-1)?.last ?? line.first) < line.first) around.pop();
      const { start, end } = placeOf(document, line, 0, line.logical.text.length);
      const last = section ? lastLineOf(document, section) : end.line;
      const whole = section?.close
        ? placeOf(document, section.close, 0, section.close.logical.text.length).end
        : section
          ? endOf(document)
          : end;
      const symbol: DocumentSymbol = {
        ...described(line, statement as Statement),
        range: { start, end: whole },
        selectionRange: { start, end },
        ...(section && { children: [] }),
      };
      (around.at(-1)?.children ?? top).push(symbol);
      if (symbol.children) around.push({ children: symbol.children, last });
    }
    return top;
  },
);

/** Longer ones make no outline. */
const longest = 80;

function described(
  { logical }: PlacedLine,
  { kind, key, name, rest }: Statement,
): Omit<DocumentSymbol, 'range' | 'selectionRange'> {
  const isSection = kind === 'open';
  const text = isSection ? logical.text : name.text;
  const detail = isSection ? '' : rest.text;
  return {
    name: text.slice(0, longest),
    ...(detail && { detail: detail.slice(0, longest) }),
    kind: isSection ? kindOfSection(name.text) : (kinds[key] ?? SymbolKind.Property),
  };
}

const kinds: Readonly<Record<string, SymbolKind>> = {
  define: SymbolKind.Constant,
  include: SymbolKind.File,
  includeoptional: SymbolKind.File,
  loadmodule: SymbolKind.Module,
  use: SymbolKind.Function,
};

function kindOfSection(name: string): SymbolKind {
  switch (sectionKind(name)) {
    case 'virtual host':
      return SymbolKind.Class;
    case 'directory':
      return SymbolKind.Object;
    case 'text':
      return SymbolKind.Function;
    default:
      return SymbolKind.Namespace;
  }
}
