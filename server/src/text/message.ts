/** What stands for a name of a template: names and numbers stay, a message is put into the same language. */
export type Value = string | number | Message;

/** A sentence in English with named values in braces; it is translated where it is shown. */
export interface Message {
  readonly template: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** Gives the template of another language, by the whole English one; a template that it does not know stays as it is. */
export type Translate = (template: string) => string;

/** The names in the braces of a template. */
type Names<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `{${infer Inner}` ? Inner : Name) | Names<Rest>
  : never;

type ValuesOf<Template extends string> = Readonly<Record<Names<Template>, Value>>;

/** A message from a template, which is one literal so that it can be found and translated, and a value for each name in it. */
export function say<const Template extends string>(
  template: string extends Template ? never : Template,
  ...[values]: Names<Template> extends never ? [] : [values: ValuesOf<Template>]
): Message {
  return { template, values: values ?? {} };
}

/** A text of the catalogue or of a rule, which is data, as a message; nothing in it stands for a value. */
export function asMessage(text: string): Message {
  return { template: text, values: {} };
}

/** The message in words, long values shortened. */
export function wordsOf(message: Message, translate: Translate = inEnglish): string {
  return translate(message.template).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = message.values[name] ?? whole;
    return typeof value === 'object' ? wordsOf(value, translate) : shortened(String(value));
  });
}

/** The language in which the messages are written. */
export const inEnglish: Translate = (template) => template;

// A value may be a line of megabytes, for which no list of problems is made.
const longest = 1000;

function shortened(value: string): string {
  return value.length <= longest ? value : `${value.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}
