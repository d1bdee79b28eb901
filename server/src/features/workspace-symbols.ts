import { SymbolKind, type WorkspaceSymbol, WorkspaceSymbolRequest } from 'vscode-languageserver-protocol';
import { sectionKind } from '../catalogue/containers.ts';
import { directiveNamed } from '../catalogue/lookup.ts';
import { type Document, linesOf, type PlacedLine, placeOf } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { baseName, pathOf } from '../text/file-uri.ts';
import { fold } from '../text/letter-case.ts';
import { feature } from './feature.ts';

/** More than a person looks through. */
const most = 500;

/** What people look for by name in all files of the open configurations: settings, hosts, folders, variables. */
export default feature(
  WorkspaceSymbolRequest.type,
  { workspaceSymbolProvider: true },
  (world, { query }): WorkspaceSymbol[] => {
    const documents = new Map<string, Document>();
    for (const { judgement } of world.opened()) {
      for (const { resolution } of judgement.analyses) {
        for (const document of resolution.files.values()) documents.set(document.uri, document);
      }
    }
    const symbols: WorkspaceSymbol[] = [];
    for (const document of documents.values()) {
      for (const line of linesOf(document)) {
        const symbol = symbolOf(document, line);
        if (!symbol || !isLike(query, symbol.name)) continue;
        symbols.push(symbol);
        if (symbols.length >= most) return symbols;
      }
    }
    return symbols;
  },
);

/** Whether the characters of the query stand in the name in their order, letter case aside. */
function isLike(query: string, name: string): boolean {
  const text = fold(name);
  let at = 0;
  for (const character of fold(query)) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function symbolOf(document: Document, line: PlacedLine): WorkspaceSymbol | undefined {
  const { parsed, text } = line.logical;
  if (parsed.kind !== 'directive' && parsed.kind !== 'open') return undefined;
  const kind = kindOf(parsed);
  if (kind === undefined) return undefined;
  const { uri, start, end } = placeOf(document, line, 0, text.length);
  return {
    name: text.slice(0, 120),
    kind,
    containerName: baseName(pathOf(uri)),
    location: { uri, range: { start, end } },
  };
}

const named: Readonly<Record<string, SymbolKind>> = {
  define: SymbolKind.Constant,
  loadmodule: SymbolKind.Module,
  servername: SymbolKind.Property,
  serveralias: SymbolKind.Property,
  documentroot: SymbolKind.Property,
};

function kindOf({ kind, key, name }: Statement): SymbolKind | undefined {
  if (kind === 'directive') return directiveNamed(key) ? SymbolKind.Property : named[key];
  const section = sectionKind(name.text);
  if (section === 'virtual host') return SymbolKind.Class;
  if (section === 'directory') return SymbolKind.Object;
  return section === 'text' ? SymbolKind.Function : undefined;
}
