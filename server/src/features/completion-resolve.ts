import { type CompletionItem, CompletionResolveRequest, MarkupKind } from 'vscode-languageserver-protocol';
import { directiveNamed } from '../catalogue/lookup.ts';
import { wordsOf } from '../text/message.ts';
import { aboutCommand, aboutDirective, type Translated } from './about.ts';
import { aboutBlock } from './completion-blocks.ts';
import { feature } from './feature.ts';

/** What a proposed directive, section or block means; asked for the one that a person looks at. */
export default feature(CompletionResolveRequest.type, {}, (world, item): CompletionItem => {
  const { command, block } = (item.data ?? {}) as { command?: unknown; block?: unknown };
  const translated: Translated = (message) => wordsOf(message, world.translate);
  const value =
    typeof command === 'string'
      ? about(command, translated)
      : typeof block === 'string'
        ? aboutBlock(block, translated)
        : undefined;
  return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
});

function about(command: string, translated: Translated): string {
  const named = directiveNamed(command);
  const paragraphs = named
    ? aboutDirective(named.fact, named.former?.name, translated)
    : aboutCommand(command, translated);
  return paragraphs.join('\n\n');
}
