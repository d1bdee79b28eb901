import { type CompletionItem, CompletionResolveRequest, MarkupKind } from 'vscode-languageserver-protocol';
import { directiveNamed } from '../catalogue/lookup.ts';
import { wordsOf } from '../text/message.ts';
import { aboutCommand, aboutDirective, type Translated } from './about.ts';
import { feature } from './feature.ts';

/** What a proposed directive or section means; asked for the one that a person looks at. */
export default feature(CompletionResolveRequest.type, {}, (world, item): CompletionItem => {
  const command: unknown = (item.data as { command?: unknown } | undefined)?.command;
  if (typeof command !== 'string') return item;
  const translated: Translated = (message) => wordsOf(message, world.translate);
  const named = directiveNamed(command);
  const paragraphs = named
    ? aboutDirective(named.fact, named.former?.name, translated)
    : aboutCommand(command, translated);
  return { ...item, documentation: { kind: MarkupKind.Markdown, value: paragraphs.join('\n\n') } };
});
