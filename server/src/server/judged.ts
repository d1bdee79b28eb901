import type { Judgement } from '../judge.ts';
import type { Document } from '../syntax/document.ts';

/** A judgement and what it was made of: it holds until one of the documents is edited or another stands in its place. */
export interface Judged {
  readonly judgement: Judgement;
  readonly structure: number;
  readonly revisions: readonly (readonly [Document, number])[];
}

/** The documents that a judgement was made of, as they were. */
export function revisionsOf({ analyses }: Judgement): Judged['revisions'] {
  const documents = new Set(analyses.flatMap(({ resolution }) => [...resolution.files.values()]));
  return [...documents].map((document) => [document, document.revision]);
}

/** Whether the configuration reads the document. */
export function includes({ analyses }: Judgement, uri: string): boolean {
  return analyses.some(({ resolution }) => [...resolution.files.values()].some((document) => document.uri === uri));
}
