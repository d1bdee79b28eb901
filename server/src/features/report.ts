import { ProtocolRequestType, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';
import type { SharedFinding } from '../judge.ts';
import type { MpmModel, Setting } from '../mpm/model.ts';
import { baseName, pathOf } from '../text/file-uri.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { capacityLine, originOf, storyOf } from './explain.ts';
import { feature } from './feature.ts';
import { isPerDirectory, noSettingsIn } from './per-directory.ts';
import { severityWords } from './severity-words.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
}

const request = new ProtocolRequestType<Params, { text: string } | null, never, void, void>('apacheMpm/report');

/** Markdown for a review: what httpd runs, why, and what is found, with the arithmetic. */
export default feature(request, {}, (world, { textDocument }) => {
  const open = world.open(textDocument.uri);
  if (!open) return null;
  const translated = (message: Message) => wordsOf(message, world.translate);
  const { analyses, findings } = open.judgement;
  const title = translated(say('MPM settings of {file}', { file: baseName(pathOf(textDocument.uri)) }));
  const models = analyses.flatMap(({ model }) => (model ? [modelText(model, translated)] : []));
  const none = isPerDirectory(open) ? [translated(noSettingsIn(baseName(pathOf(textDocument.uri))))] : [];
  const list = findings.map((finding) => findingText(finding, translated));
  const found = list.length > 0 ? list.join('\n') : translated(say('Nothing is found.'));
  return { text: [`# ${title}`, ...models, ...none, `## ${translated(say('Findings'))}`, found, ''].join('\n\n') };
});

type Translated = (message: Message) => string;

function modelText(model: MpmModel, translated: Translated): string {
  const written = [...model.settings.values()].filter(({ by, adjustments }) => by || adjustments.length > 0);
  const columns = [say('Directive'), say('Written'), say('httpd runs'), say('Why')].map(translated);
  const rows = written.map((setting) => row(setting, translated));
  const table = [`| ${columns.join(' | ')} |`, '| --- | ---: | ---: | --- |', ...rows].join('\n');
  return `## ${translated(capacityLine(model))}\n\n${table}`;
}

function row(setting: Setting, translated: Translated): string {
  const { name, by, effective } = setting;
  const word = by?.read.words[0]?.text ?? '';
  const origin = originOf(setting) ?? translated(say('default'));
  const story = storyOf(setting).slice(1).map(translated);
  const why = [origin, ...story].map(escaped).join(translated(say('; ')));
  return `| ${[name, escaped(word), effective ?? '?', why].join(' | ')} |`;
}

function findingText({ at, rule, severity, message, arithmetic = [] }: SharedFinding, translated: Translated): string {
  const head = say('{severity}, {place}: {message} (`{rule}`)', {
    severity: severityWords[severity],
    place: `${baseName(pathOf(at.uri))}:${at.start.line + 1}`,
    message,
    rule: rule.id,
  });
  return [`- ${translated(head)}`, ...arithmetic.map((step) => `  - ${translated(step)}`)].join('\n');
}

/** A cell of a table ends at a bar. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
