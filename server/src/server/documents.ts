import { type Document, openDocument } from '../syntax/document.ts';
import type { LinesRead } from '../syntax/logical-line.ts';
import type { FoundFile } from './files.ts';

/** The documents that the editor has open, and those of files that were read, as long as somebody has them. */
export class Documents {
  readonly #open = new Map<string, Document>();
  /** Open documents by the URI without links. */
  readonly #atRealUri = new Map<string, Document>();
  readonly #realUris = new Map<string, string>();
  readonly #read = new Map<string, WeakRef<Document>>();

  open(uri: string, text: string): Document {
    const document = this.#with(uri, text);
    this.#open.set(uri, document);
    return document;
  }

  /** Gives the URI without links. */
  close(uri: string): string {
    const real = this.#realUris.get(uri) ?? uri;
    if (this.#atRealUri.get(real) === this.#open.get(uri)) this.#atRealUri.delete(real);
    this.#open.delete(uri);
    this.#realUris.delete(uri);
    return real;
  }

  /** Takes down which file an open document is of. */
  settle(uri: string, real: string): void {
    this.#realUris.set(uri, real);
    this.#atRealUri.set(real, this.#open.get(uri)!);
  }

  at(uri: string): Document | undefined {
    return this.#open.get(uri);
  }

  isOpen(document: Document): boolean {
    return this.#open.get(document.uri) === document;
  }

  uris(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** The URI without links. */
  realUriOf({ uri }: Document): string {
    return this.#realUris.get(uri) ?? uri;
  }

  /** What was found, as the editor has it if it is open there. */
  in({ uri: real, text }: FoundFile, lines?: LinesRead): Document | undefined {
    return this.#atRealUri.get(real) ?? (text === undefined ? undefined : this.#with(real, text, lines));
  }

  /** The document with such a text: the one that is known, if its text is the same. */
  #with(uri: string, text: string, lines?: LinesRead): Document {
    const known = this.#read.get(uri)?.deref();
    if (known?.lines.text() === text) return known;
    const document = openDocument(uri, text, lines);
    this.#read.set(uri, new WeakRef(document));
    return document;
  }
}
