/** What an annotation says of the text above it; columns are zero-based, `end` is behind the last. */
export interface Annotation {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A configuration without its annotations, and what they say. */
export interface Annotated {
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

/** The message of a finding's annotation, `💡 severity: message`. */
export function findingIn(annotation: string): string {
  return annotation.replace(/^(💡 )?\w+: /u, '');
}

/**
 * Reads `#   ^^^ text` lines: carets mark the characters above them, and a `#` that touches the carets belongs to them.
 * Several may follow one line. They are comments to httpd, so that the annotated text runs as it is.
 */
export function readAnnotations(annotated: string): Annotated {
  const lines: string[] = [];
  const annotations: Annotation[] = [];
  for (const line of annotated.replace(/^\n/, '').split('\n')) {
    const match = /^(# *)(\^+) (.*)$/.exec(line);
    if (!match) {
      lines.push(line);
      continue;
    }
    const [, lead = '', carets = '', text = ''] = match;
    const start = lead === '#' ? 0 : lead.length;
    annotations.push({ line: lines.length - 1, start, end: lead.length + carets.length, text });
  }
  return { text: lines.join('\n'), annotations };
}
