/** A sentence in English with named values in braces; it is translated where it is shown. */
export interface Message {
  readonly template: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A message from a template and its values. */
export function say(template: string, values: Message['values'] = {}): Message {
  return { template, values };
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
