/** A text of strangers for an entry of a list, in which VS Code would draw `$(name)` as an icon: it stands as it is written. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, (icon) => `\\${icon}`);
}
