import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-protocol';
import { commandsNamed, mpmNamed } from '../catalogue/lookup.ts';
import { say } from '../text/message.ts';
import type { Translated } from './about.ts';
import { type BlockSnippet, blockSnippets, bodyOf } from './block-snippets.ts';
import { isAllowedIn, type PlaceToType } from './completion-place.ts';

/** Whole blocks that fit the place; in a block of an MPM its settings alone, without a tag around. */
export function blockItems(place: PlaceToType, translated: Translated): CompletionItem[] {
  return blockSnippets()
    .filter((snippet) => fits(place, snippet))
    .map((snippet) => ({
      label: snippet.prefix,
      kind: CompletionItemKind.Snippet,
      labelDetails: { description: translated(snippet.name) },
      // Behind the directives and sections.
      sortText: `3${snippet.prefix}`,
      insertText: bodyOf(snippet, place.blocksOf.size > 0),
      insertTextFormat: InsertTextFormat.Snippet,
      data: { block: snippet.prefix },
    }));
}

function fits(place: PlaceToType, { mpm, free, standsAs, prefix }: BlockSnippet): boolean {
  if (!commandsNamed(standsAs).some((command) => isAllowedIn(place, command))) return false;
  const { blocksOf, loaded = new Set<string>() } = place;
  if (prefix === 'loadmpm') return blocksOf.size === 0 && ![...loaded].some(mpmNamed);
  if (mpm === undefined || blocksOf.size === 0) return true;
  return blocksOf.has(mpm) && !free;
}

/** What a block is for, and its lines, in Markdown; undefined for a name that none has. */
export function aboutBlock(prefix: string, translated: Translated): string | undefined {
  const snippet = blockSnippets().find((each) => each.prefix === prefix);
  if (!snippet) return undefined;
  const text = bodyOf(snippet, false)
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replaceAll(/\$\d/g, '');
  return `${translated(say('{sentence}.', { sentence: snippet.description }))}\n\n\`\`\`apacheconf\n${text}\n\`\`\``;
}
