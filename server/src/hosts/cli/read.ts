import { resolve } from 'node:path';
import { type Document, openDocument } from '../../syntax/document.ts';
import { uriOf } from '../../text/file-uri.ts';
import { inEnglish, say, type Translate, wordsOf } from '../../text/message.ts';
import { type Look, lookAt } from '../disk.ts';
import { cannotRead } from './report.ts';

/** A file of any bytes, or the reason why it cannot be read. */
export function documentAt(path: string, look: Look = lookAt): Document | string {
  // An empty path, as of a shell's unset variable, is not the folder in which the person stands.
  const file = path && resolve(path);
  const { kind, text, error } = look(file, true);
  if (text !== undefined) return openDocument(uriOf(file), text);
  if (error !== undefined) return error;
  if (kind === 'folder') return say('It is not a file, but a folder').template;
  if (kind !== 'missing') {
    return say('It is not a file, but a device or a pipe; standard input is named -').template;
  }
  const isPattern = /[*?[]/.test(path);
  return isPattern
    ? say('No file has this name, and patterns are for the shell; name the folder instead').template
    : 'No such file or directory';
}

/** The same for verbs that judge one file: undefined, with the reason on standard error, where it cannot be read. */
export function read(path: string, translate: Translate = inEnglish): Document | undefined {
  const document = documentAt(path);
  if (typeof document !== 'string') return document;
  process.stderr.write(`apache-mpm: ${wordsOf(cannotRead(path, document).message, translate)}\n`);
  return undefined;
}
