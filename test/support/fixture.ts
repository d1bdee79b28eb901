import hover from '../../server/src/features/hover.ts';
import type { World } from '../../server/src/features/world.ts';
import { judge } from '../../server/src/judge.ts';
import { defaultTarget } from '../../server/src/resolve/snapshot.ts';
import { type Annotation, readAnnotations } from '../../server/src/rules/annotations.ts';
import { rules } from '../../server/src/rules/index.ts';
import { openDocument } from '../../server/src/syntax/document.ts';
import { wordsOf } from '../../server/src/text/message.ts';
import type { Range } from '../../server/src/text/place.ts';

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
  const document = openDocument(`file:///etc/${path}`, text);
  const judgement = judge({ path: `/etc/${path}`, document, target: defaultTarget, found: new Map() }, rules);
  for (const { rule, error } of judgement.analyses.flatMap(({ failures }) => failures)) {
    throw new Error(`The rule ${rule.id} failed`, { cause: error });
  }
  const world: World = {
    open: () => ({ document, judgement }),
    opened: () => [],
    formatStyle: { alignValues: false, letterCase: 'keep' },
    snippets: false,
    rulePage: () => undefined,
    changeSeverity: () => undefined,
    snippetEdits: false,
    translate: (template) => template,
  };
  const textDocument = { uri: document.uri };
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
