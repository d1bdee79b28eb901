import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Document, openDocument } from '../../syntax/document.ts';
import { fromBytes } from '../../text/bytes.ts';
import { uriOf } from '../../text/file-uri.ts';

/** Reads a file of any bytes. Undefined, with the reason on standard error, where it cannot be read. */
export function read(path: string): Document | undefined {
  try {
    const file = resolve(path);
    if (!statSync(file).isFile()) throw new Error(`${path} is not a file`);
    return openDocument(uriOf(file), fromBytes(readFileSync(file)));
  } catch (error) {
    process.stderr.write(`apache-mpm: cannot read ${path}: ${reasonOf(error as NodeJS.ErrnoException)}\n`);
    return undefined;
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EACCES: 'this user may not read it',
    ELOOP: 'its links lead in a circle',
  };
  return reasons[code ?? ''] ?? message;
}
