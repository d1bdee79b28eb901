import { messageWithCode } from '../catalogue/messages.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { ladders } from '../mpm/ladder.ts';
import { rules } from '../rules/index.ts';
import { asMessage, type Message, say } from '../text/message.ts';
import type { Translated } from './about.ts';

/** `AH` and five digits, from what people write: `ah00515`, `515`; undefined where it is no code. */
export function codeIn(written: string): string | undefined {
  const digits = /^(?:AH)?(\d{1,5})$/i.exec(written.trim())?.[1];
  return digits && `AH${digits.padStart(5, '0')}`;
}

/** What a code of httpd's messages means and what to look at, in paragraphs of Markdown; none for one that is not known. */
export function aboutCode(
  code: string,
  translated: Translated,
  rulePage: (ruleId: string) => string | undefined,
): readonly string[] {
  const message = messageWithCode(code);
  const ruleLines = (id: string | undefined) => {
    const rule = rules.find((each) => each.id === id);
    if (!rule) return [];
    const address = rulePage(rule.id);
    const title = translated(asMessage(rule.title));
    return [address ? `[${title}](${address})` : title];
  };
  if (message) {
    const { text, means, repair, codes, rule } = message;
    const others = codes.filter((each) => each !== code).join(', ');
    return [
      `**${code}**: ${text}`,
      translated(asMessage(means)),
      translated(asMessage(repair)),
      ...(others ? [translated(say('The same under another MPM or at another moment: {others}', { others }))] : []),
      ...ruleLines(rule),
    ];
  }
  const correction = correctionWith(code);
  if (!correction) return [];
  return [...correction.messages.map(translated), ...ruleLines(correction.step)];
}

/** The correction of an MPM's start that has the code. */
function correctionWith(code: string): { readonly messages: readonly Message[]; readonly step: string } | undefined {
  for (const [mpm, ladder] of Object.entries(ladders)) {
    const rung = ladder.find(({ console, log }) => console === code || log === code);
    if (!rung) continue;
    const { name: step, corrects: name, because } = rung.step;
    const values = { code, name, mpm: mpmFacts[mpm as keyof typeof mpmFacts].title, because: because.join(', ') };
    const head =
      because.length > 0
        ? say('**{code}**: {mpm} changes {name}. Look at {name} and at {because}', values)
        : say('**{code}**: {mpm} changes {name}. Look at {name}', values);
    const when =
      rung.console === code
        ? say('It says so when it reads the configuration first, and with `httpd -t`')
        : say('It says so in the error log, when it reads the configuration again');
    return { messages: [head, when], step };
  }
  return undefined;
}
