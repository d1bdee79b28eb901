import { relative } from 'node:path';
import type { SharedFinding } from '../../judge.ts';
import { type Severity, severities } from '../../rules/rule.ts';
import type { Document } from '../../syntax/document.ts';
import { pathOf } from '../../text/file-uri.ts';
import { asMessage, type Message, say, type Translate, wordsOf } from '../../text/message.ts';
import type { Place } from '../../text/place.ts';

/** A finding with the line on which it begins. */
export interface ReportedFinding extends SharedFinding {
  /** The physical line without its end. */
  readonly line: string;
}

/** Why the report is not all that there is to say. */
export interface Problem {
  /** The file or folder as the person named it, or from where the person stands. */
  readonly path: string;
  readonly message: Message;
}

/** Something that could not be read, with the reason in the words of the system, or in ours, which are translated. */
export function cannotRead(path: string, reason: string): Problem {
  return { path, message: say('cannot read {path}: {reason}', { path, reason: asMessage(reason) }) };
}

/** What `check` has to say; the formats print it and know nothing else. */
export interface Report {
  /** The absolute path of the folder in which the person stands. */
  readonly folder: string;
  /** The URIs of the files that were judged, each once. */
  readonly files: readonly string[];
  /** By configuration, and in each in the order of their places. */
  readonly findings: readonly ReportedFinding[];
  /** Findings that were mended: they are gone from the files. */
  readonly fixed: readonly FixedFinding[];
  readonly problems: readonly Problem[];
  /** Findings below it are shown, but change no verdict. */
  readonly threshold: Severity;
  /** Into the language of the report. */
  readonly translate: Translate;
}

/** A finding with the title of the fix that was applied. */
export interface FixedFinding extends ReportedFinding {
  readonly title: Message;
}

/** Whether the finding is at or above the severity from which on findings count. */
export function counts({ severity }: Pick<SharedFinding, 'severity'>, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}

/** The physical line on which a place begins, without its end. */
export function lineOf({ uri, start }: Place, documents: ReadonlyMap<string, Document>): string {
  return documents
    .get(uri)!
    .lines.line(start.line)
    .replace(/[\r\n]+$/, '');
}

/** The path of a file from where the person stands, as this system writes paths. */
export function shownPath(folder: string, uri: string): string {
  const path = pathOf(uri);
  return relative(folder, path) || path;
}

/** The text with its control characters in visible form, so that a file can do nothing to a terminal or a log. */
export function visible(text: string): string {
  return text.replace(
    /[\x00-\x1f\x7f-\x9f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** The other places that a finding has to do with, each as `FILE:LINE: message` with the path from where the person stands. */
export function notesOf({ related = [] }: ReportedFinding, { folder, translate }: Report): readonly string[] {
  return related.map(({ at, message }) =>
    visible(`${shownPath(folder, at.uri)}:${at.start.line + 1}: ${wordsOf(message, translate)}`),
  );
}
