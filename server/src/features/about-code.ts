import { messageWithCode } from '../catalogue/messages.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { ladders } from '../mpm/ladder.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { asMessage, type Message, say } from '../text/message.ts';
import type { Translated } from './about.ts';

/** `AH` and five digits, from what people write: `ah00515`, `515`; undefined where it is no code. */
export function codeIn(written: string): string | undefined {
  const digits = /^(?:AH)?(\d{1,5})$/i.exec(written.trim())?.[1];
  return digits && `AH${digits.padStart(5, '0')}`;
}

/** What a code of httpd's messages means and what to look at. */
export interface CodeStory {
  /** A line that follows the code: httpd's own words, or what it corrects. */
  readonly headline: Message;
  /** Paragraphs. */
  readonly more: readonly Message[];
  /** The rule that finds the cause before httpd says it. */
  readonly rule: Rule | undefined;
}

/** Undefined for a code, as `codeIn` gives it, that is not known. */
export function storyOf(code: string): CodeStory | undefined {
  const message = messageWithCode(code);
  if (!message) return correctionWith(code);
  const { text, means, repair, codes, rule } = message;
  const others = codes.filter((each) => each !== code).join(', ');
  return {
    headline: asMessage(text),
    more: [
      asMessage(means),
      asMessage(repair),
      ...(others ? [say('The same under another MPM or at another moment: {others}', { others })] : []),
    ],
    rule: ruleNamed(rule),
  };
}

/** A story in paragraphs of Markdown; none for a code that is not known. */
export function aboutCode(
  code: string,
  translated: Translated,
  rulePage: (ruleId: string) => string | undefined,
): readonly string[] {
  const story = storyOf(code);
  if (!story) return [];
  const { headline, more, rule } = story;
  const linked = (title: string, address: string | undefined) => (address ? `[${title}](${address})` : title);
  return [
    `**${code}**: ${translated(headline)}`,
    ...more.map(translated),
    ...(rule ? [linked(translated(asMessage(rule.title)), rulePage(rule.id))] : []),
  ];
}

/** The correction of an MPM's start that has the code. */
function correctionWith(code: string): CodeStory | undefined {
  for (const [mpm, ladder] of Object.entries(ladders)) {
    const rung = ladder.find(({ console, log }) => console === code || log === code);
    if (!rung) continue;
    const { name: step, corrects: name, because } = rung.step;
    const values = { name, mpm: mpmFacts[mpm as keyof typeof mpmFacts].title, because: because.join(', ') };
    const headline =
      because.length > 0
        ? say('{mpm} changes {name}. Look at {name} and at {because}', values)
        : say('{mpm} changes {name}. Look at {name}', values);
    const when =
      rung.console === code
        ? say('It says so when it reads the configuration first, and with `httpd -t`')
        : say('It says so in the error log, when it reads the configuration again');
    return { headline, more: [when], rule: ruleNamed(step) };
  }
  return undefined;
}

function ruleNamed(id: string | undefined): Rule | undefined {
  return rules.find((each) => each.id === id);
}
