import { type DocumentLink, DocumentLinkRequest } from 'vscode-languageserver-protocol';
import { moduleNamed, mpmNamed } from '../catalogue/lookup.ts';
import { manual } from '../catalogue/manual-page.ts';
import { type Document, linesOf, type PlacedLine, placeOf } from '../syntax/document.ts';
import { fold } from '../text/letter-case.ts';
import { feature } from './feature.ts';
import { type VariableUse, variablesOf } from './variables.ts';
import type { OpenDocument } from './world.ts';

/** Links an `Include` to the file that it brings, a module to its page in the manual, a variable to its `Define`. */
export default feature(
  DocumentLinkRequest.type,
  { documentLinkProvider: {} },
  (world, { textDocument }): DocumentLink[] => {
    const open = world.open(textDocument.uri);
    if (!open) return [];
    const links: DocumentLink[] = variableLinks(open);
    const brought = broughtBy(open);
    for (const line of linesOf(open.document)) {
      const link = includeLink(open.document, line, brought) ?? moduleLink(open.document, line);
      if (link) links.push(link);
    }
    return links;
  },
);

/** By first line of an `Include`, the URIs that it brings. */
function broughtBy({ document, judgement }: OpenDocument): ReadonlyMap<number, ReadonlySet<string>> {
  const brought = new Map<number, Set<string>>();
  for (const { by, document: included } of judgement.analyses.flatMap(({ resolution }) => resolution.followed)) {
    if (by.document !== document) continue;
    const uris = brought.get(by.first) ?? new Set();
    brought.set(by.first, uris.add(included.uri));
  }
  return brought;
}

/** Only where there is one file: a pattern that brings several is for the definition to list. */
function includeLink(
  document: Document,
  line: PlacedLine,
  brought: ReadonlyMap<number, ReadonlySet<string>>,
): DocumentLink | undefined {
  const uris = brought.get(line.first);
  const statement = line.logical.parsed;
  if (uris?.size !== 1 || statement.kind !== 'directive') return undefined;
  const [word] = statement.words;
  return word && { range: rangeOf(document, line, word), target: [...uris][0]! };
}

function moduleLink(document: Document, line: PlacedLine): DocumentLink | undefined {
  const statement = line.logical.parsed;
  if (statement.kind !== 'directive' || statement.key !== 'loadmodule') return undefined;
  const [word] = statement.words;
  const page = word && pageOf(word.text);
  return page && word ? { range: rangeOf(document, line, word), target: manual + page } : undefined;
}

/** The manual calls the pages of the MPMs by their names and all others by their source files. */
function pageOf(identifier: string): string | undefined {
  const mpm = mpmNamed(identifier);
  if (mpm) return mpm.sharedObject ? `mod/${mpm.name}.html` : `mod/${mpm.sourceFile.replace(/\.c$/, '')}.html`;
  const source = moduleNamed(identifier)?.sourceFile;
  return source?.startsWith('mod_') ? `mod/${source.replace(/\.c$/, '')}.html` : undefined;
}

function variableLinks({ document, judgement }: OpenDocument): DocumentLink[] {
  const definitions = new Map<string, string>();
  for (const { document: defining, read, written, ...line } of judgement.analyses.flatMap(
    ({ resolution }) => resolution.definitions,
  )) {
    const name = read.words[0]?.text;
    const word = written.words[0];
    if (name === undefined || !word) continue;
    const { uri, start } = placeOf(defining, line, word.start, word.end);
    definitions.set(fold(name), `${uri}#L${start.line + 1},${start.character + 1}`);
  }
  return [...variablesOf(document)].flatMap(({ kind, name, at: { start, end } }: VariableUse) => {
    const target = kind === 'definition' ? undefined : definitions.get(fold(name));
    return target ? [{ range: { start, end }, target }] : [];
  });
}

function rangeOf(document: Document, line: PlacedLine, word: { readonly start: number; readonly end: number }) {
  const { start, end } = placeOf(document, line, word.start, word.end);
  return { start, end };
}
