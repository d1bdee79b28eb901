import type { Entry, Found } from '../resolve/snapshot.ts';

/** What stands at a URI. */
export interface FoundFile {
  readonly kind: Found['kind'];
  /** The URI with all links resolved: one file has one. */
  readonly uri: string;
  /** Of a file whose content was asked for. */
  readonly text?: string;
  /** Of a folder whose content was asked for. */
  readonly entries?: readonly Entry[];
  /** Why the content is not there, in the words of the system. */
  readonly error?: string;
}

/** The only door of the server to the world. */
export interface Files {
  /** What stands at a URI, with the text or the names in it if `content` is asked for. Never rejects. */
  readonly look: (uri: string, content: boolean) => Promise<FoundFile>;
}
