import hover from '../../server/src/features/hover.ts';
import { type Annotation, readAnnotations } from '../../server/src/rules/annotations.ts';
import { wordsOf } from '../../server/src/text/message.ts';
import type { Range } from '../../server/src/text/place.ts';
import { worldOf } from './world.ts';

/** What hover shows and of what. */
export interface Shown {
  readonly text: string;
  readonly range: Range;
}

/** A fixture, and what we have to say of it. */
export interface Fixture {
  readonly text: string;
  /** What it wants to be said, findings and the rest. */
  readonly wanted: readonly Annotation[];
  /** What is found, as annotations of it would be: of several lines the last, from its first character that is no blank. */
  readonly found: readonly Annotation[];
  readonly hoverAt: (line: number, character: number) => Shown | undefined;
}

/** Reads an annotated configuration, and looks at it as an editor does that has opened it alone. */
export function fixture(path: string, annotated: string): Fixture {
  const { text, annotations } = readAnnotations(annotated);
  const world = worldOf({ [`/etc/${path}`]: text });
  const textDocument = { uri: `file:///etc/${path}` };
  const { document, judgement } = world.open(textDocument.uri)!;
  for (const { rule, error } of judgement.analyses.flatMap(({ failures }) => failures)) {
    throw new Error(`The rule ${rule.id} failed`, { cause: error });
  }
  return {
    text,
    wanted: annotations,
    found: judgement.findings.map(({ at: { start, end }, severity, message, fixes = [] }) => {
      const inOneLine = start.line === end.line;
      return {
        line: end.line,
        start: inOneLine ? start.character : document.lines.line(end.line).search(/\S/),
        end: end.character,
        text: `${fixes.length > 0 ? '💡 ' : ''}${severity}: ${wordsOf(message)}`,
      };
    }),
    hoverAt: (line, character) => {
      const shown = hover.answer(world, { textDocument, position: { line, character } } as never) as {
        contents: { value: string };
        range: Range;
      } | null;
      return shown ? { text: shown.contents.value, range: shown.range } : undefined;
    },
  };
}
