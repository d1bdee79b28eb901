import type { SharedFinding } from '../server/src/judge.ts';
import type { Annotation } from '../server/src/rules/annotations.ts';
import { exampleFolder } from '../server/src/rules/example-files.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import type { Document } from '../server/src/syntax/document.ts';
import { uriOf } from '../server/src/text/file-uri.ts';
import { wordsOf } from '../server/src/text/message.ts';
import type { Edit } from '../server/src/text/place.ts';

/** The texts of the files after the edits, which name them as the snapshot does. */
export function edited(texts: ReadonlyMap<string, string>, edits: readonly Edit[]): ReadonlyMap<string, string> {
  return new Map(
    [...texts].map(([name, text]) => {
      const own = edits.filter(({ at }) => at.uri === uriOf(`${exampleFolder}/${name}`));
      return [name, applyEdits(text, own)];
    }),
  );
}

/** A finding as the annotation that tells it: of several lines at the last, from its first character that is no blank. */
export function annotationOf({ at, severity, message, fixes = [] }: Said, document: Document): Annotation {
  const { start, end } = at;
  return {
    line: end.line,
    start: start.line === end.line ? start.character : document.lines.line(end.line).search(/\S/),
    end: end.character,
    text: `${fixes.length > 0 ? '💡 ' : ''}${severity}: ${wordsOf(message)}`,
  };
}

type Said = Pick<SharedFinding, 'at' | 'severity' | 'message' | 'fixes'>;
