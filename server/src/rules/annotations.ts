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

/** The files of an example or a fixture, by path; what stands before the first `#- PATH` is `main`. */
export function readFiles(annotated: string, main: string): ReadonlyMap<string, Annotated> {
  const [first = '', ...others] = annotated.replace(/^\n/, '').split(/^#- (?=\S)/m);
  const files = new Map([[main, readAnnotations(first)]]);
  for (const other of others) {
    const end = other.indexOf('\n');
    files.set(other.slice(0, end).trimEnd(), readAnnotations(other.slice(end + 1)));
  }
  return files;
}

/** The text of files as an example writes them. */
export function writeFiles(files: ReadonlyMap<string, string>): string {
  return [...files].map(([path, text], index) => (index === 0 ? text : `#- ${path}\n${text}`)).join('');
}
