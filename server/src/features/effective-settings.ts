import { ProtocolRequestType, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';
import { baseName, pathOf } from '../text/file-uri.ts';
import { say, wordsOf } from '../text/message.ts';
import { type EffectiveLink, effectiveLinks } from './effective-links.ts';
import { effectiveText } from './effective-text.ts';
import { feature } from './feature.ts';
import { isPerDirectory, noSettingsIn } from './per-directory.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
}

/** A text for people, and what it names. */
interface EffectiveSettings {
  readonly text: string;
  readonly links: readonly EffectiveLink[];
}

const request = new ProtocolRequestType<Params, EffectiveSettings | null, never, void, void>(
  'apacheMpm/effectiveSettings',
);

export default feature(request, {}, (world, { textDocument }) => {
  const open = world.open(textDocument.uri);
  if (!open) return null;
  if (isPerDirectory(open)) {
    const message = noSettingsIn(baseName(pathOf(textDocument.uri)));
    return { text: `${wordsOf(message, world.translate)}\n`, links: [] };
  }
  const models = open.judgement.analyses.flatMap(({ model }) => model ?? []);
  if (models.length === 0) {
    const text = `${wordsOf(say('No MPM: httpd would not start with this file alone'), world.translate)}\n`;
    return { text, links: [] };
  }
  const text = models.map((model) => effectiveText(model, world.translate)).join('\n');
  return { text, links: effectiveLinks(text, models) };
});
