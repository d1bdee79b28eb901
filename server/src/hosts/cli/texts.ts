import { resolve } from 'node:path';
import { type Look, lookAt, realPath } from '../disk.ts';

/** A text that stands, for this run, in the place of what a file has. */
export interface Text {
  /** What was read. */
  readonly read: string;
  readonly now: string;
  /** Whether it was read from a file, and not from standard input. */
  readonly ofFile: boolean;
}

/** By `fileOf` their paths. */
export type Texts = Map<string, Text>;

/** The absolute path with all links resolved, so that a file has one; where nothing stands, as it is written. */
export function fileOf(path: string): string {
  return realPath(path) ?? resolve(path);
}

/** What stands at a path, where the texts stand in their places. */
export function lookPast(texts: Texts): Look {
  return (path, content) => {
    const text = texts.size > 0 ? texts.get(fileOf(path)) : undefined;
    return text ? { kind: 'file', text: text.now } : lookAt(path, content);
  };
}
