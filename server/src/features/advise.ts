import { ProtocolRequestType, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';
import { mpmFacts } from '../catalogue/mpms.ts';
import { poolMpms } from '../mpm/convert.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { type Advice, adviseMpm, comparisons, type Needs, needsOf } from '../tuning/advice.ts';
import { feature } from './feature.ts';
import { isPerDirectory } from './per-directory.ts';

interface Params {
  readonly textDocument: TextDocumentIdentifier;
  /** What a person said; without it, what the loaded modules tell. */
  readonly needs?: Needs;
}

/** An MPM with the reasons for it. */
export interface Advised {
  readonly mpm: string;
  /** The MPM that is loaded now, if one is. */
  readonly now: string | null;
  /** Markdown: the choice, its reasons and how the MPMs differ. */
  readonly text: string;
  /** Whether the files load modules beside the MPM, so that they tell something. */
  readonly fromModules: boolean;
}

const request = new ProtocolRequestType<Params, Advised | null, never, void, void>('apacheMpm/advise');

/** Which MPM serves what is needed, and why. */
export default feature(request, {}, (world, { textDocument, needs }): Advised | null => {
  const open = world.open(textDocument.uri);
  if (!open || isPerDirectory(open)) return null;
  const { analyses } = open.judgement;
  const loaded = new Set(analyses.flatMap(({ resolution }) => resolution.loaded.map(({ identifier }) => identifier)));
  const chosen = analyses.find(({ resolution }) => resolution.mpms.length === 1)?.resolution.mpms[0];
  const advice = adviseMpm(needs ?? needsOf(loaded));
  const translated = (message: Message) => wordsOf(message, world.translate);
  return {
    mpm: advice.mpm,
    now: chosen?.by ? chosen.mpm : null,
    text: textOf(advice, translated),
    fromModules: [...loaded].some((identifier) => !identifier.startsWith('mpm_')),
  };
});

function textOf({ mpm, because, instead }: Advice, translated: (message: Message) => string): string {
  const list = (messages: readonly Message[]) => messages.map((message) => `- ${translated(message)}`).join('\n');
  const heads = ['', ...poolMpms.map((each) => mpmFacts[each].title)];
  const rows = comparisons.map(({ what, under }) => [what, ...poolMpms.map((each) => under[each])].map(translated));
  const table = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return [
    `# ${translated(say('Run {mpm}', { mpm: mpmFacts[mpm].title }))}`,
    list(because),
    ...(instead.length > 0 ? [`## ${translated(say('To know'))}`, list(instead)] : []),
    `## ${translated(say('How they differ'))}`,
    table,
    '',
  ].join('\n\n');
}
