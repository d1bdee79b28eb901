import type { Found } from '../resolve/snapshot.ts';
import { addTo } from '../text/add-to.ts';

/** What stands at the paths that a configuration wanted to know of, and which URIs decide that. */
export class FoundPaths {
  readonly found = new Map<string, Found>();
  readonly #uris = new Map<string, readonly string[]>();
  readonly #paths = new Map<string, string[]>();

  /** `uris` are those that were looked at, with that of the file behind all links. */
  set(path: string, found: Found, uris: Iterable<string>): void {
    if (this.#uris.has(path)) this.delete(path);
    const decisive = [...new Set([...uris].map(withoutSlash))];
    this.found.set(path, found);
    this.#uris.set(path, decisive);
    for (const uri of decisive) addTo(this.#paths, uri, path);
  }

  delete(path: string): void {
    this.found.delete(path);
    for (const uri of this.#uris.get(path) ?? []) {
      const rest = this.#paths.get(uri)!.filter((each) => each !== path);
      if (rest.length > 0) this.#paths.set(uri, rest);
      else this.#paths.delete(uri);
    }
    this.#uris.delete(path);
  }

  /** The paths of which something else may stand there when the file or folder at the URI has changed. */
  at(uri: string): readonly string[] {
    return this.#paths.get(withoutSlash(uri)) ?? [];
  }

  /** The URIs that decide what stands at the path. */
  urisOf(path: string): readonly string[] {
    return this.#uris.get(path) ?? [];
  }
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
