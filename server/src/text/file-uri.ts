/** The path of a `file:` URI; other URIs come back as they are, so that people still see where they point. */
export function pathOf(uri: string): string {
  const match = /^file:\/\/([^/]*)(\/[^?#]*)/.exec(uri);
  if (!match) return uri;
  const path = decode(match[2]!);
  if (/^\/[A-Za-z]:/.test(path)) return path.slice(1);
  return match[1] ? `//${match[1]}${path}` : path;
}

/** The `file:` URI of an absolute path, Windows drive letters included. */
export function uriOf(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  const absolute = slashes.startsWith('/') ? slashes : `/${slashes}`;
  return `file://${absolute.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':')}`;
}

/** The last part of a path or URI. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The path of any hierarchical URI, decoded, with its leading slash; a Windows drive keeps the slash before it. */
export function uriPath(uri: string): string {
  const match = /^[a-z][\w+.-]*:(?:\/\/[^/?#]*)?([^?#]*)/i.exec(uri);
  return match ? decode(match[1]!) || '/' : uri;
}

/** The URI with another path in the same place. */
export function uriWithPath(uri: string, path: string): string {
  const head = /^[a-z][\w+.-]*:(?:\/\/[^/?#]*)?/i.exec(uri)?.[0] ?? 'file://';
  return head + path.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
}
