/** A sentence in English with named values in braces; it is translated where it is shown. */
export interface Message {
  readonly template: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The names in the braces of a template. */
type Names<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `{${infer Inner}` ? Inner : Name) | Names<Rest>
  : never;

type ValuesOf<Template extends string> = Readonly<Record<Names<Template>, string | number>>;

/** A message from a template, which is one literal so that it can be found and translated, and a value for each name in it. */
export function say<const Template extends string>(
  template: string extends Template ? never : Template,
  ...[values]: Names<Template> extends never ? [] : [values: ValuesOf<Template>]
): Message {
  return { template, values: values ?? {} };
}

/** The message in words, long values shortened; `translate` gives the template of another language. */
export function wordsOf(message: Message, translate: (template: string) => string = (template) => template): string {
  return translate(message.template).replace(/\{(\w+)\}/g, (whole, name: string) =>
    shortened(String(message.values[name] ?? whole)),
  );
}

// A value may be a line of megabytes, for which no list of problems is made.
const longest = 1000;

function shortened(value: string): string {
  return value.length <= longest ? value : `${value.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}
