import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { sync as replaceFile } from 'write-file-atomic';
import { toBytes } from '../../text/bytes.ts';
import { uriOf } from '../../text/file-uri.ts';
import { say } from '../../text/message.ts';
import { reasonOf } from '../disk.ts';
import { type Problem, shownPath } from './report.ts';
import type { Texts } from './texts.ts';

/**
 * Writes the texts into their files, all or none: only if each file still has what was read, or what was written into it
 * before. Permissions, owner and links are kept.
 */
export function writeTexts(texts: Texts, written?: Texts): Problem | undefined {
  const files = [...texts]
    .filter(([, { ofFile }]) => ofFile)
    .map(([file, { read, now }]) => [file, { read: written?.get(file)?.now ?? read, now }] as const);
  const done: [string, string][] = [];
  let current = '';
  try {
    for (const [file, { read }] of files) {
      current = file;
      accessSync(file, constants.W_OK);
      if (!readFileSync(file).equals(toBytes(read))) return cannotWrite(file, 'It has changed meanwhile');
    }
    for (const [file, { read, now }] of files) {
      current = file;
      done.push([file, read]);
      write(file, toBytes(now));
    }
    return undefined;
  } catch (error) {
    for (const [file, before] of done) restore(file, before);
    return cannotWrite(current, reasonOf(error));
  }
}

/** In one step, by a new file in the place of the old one; one with several names, or of another owner, is written into. */
function write(file: string, bytes: Uint8Array): void {
  const { nlink, uid } = statSync(file);
  const own = process.getuid?.() ?? uid;
  if (nlink > 1 || (own !== 0 && own !== uid)) writeFileSync(file, bytes);
  else replaceFile(file, Buffer.from(bytes));
}

function restore(file: string, text: string): void {
  try {
    if (!readFileSync(file).equals(toBytes(text))) write(file, toBytes(text));
  } catch {
    // What hindered the writing hinders this too; the reason is told.
  }
}

function cannotWrite(file: string, reason: string): Problem {
  const path = shownPath(process.cwd(), uriOf(file));
  return { path, message: say('cannot write {path}: {reason}', { path, reason }) };
}
