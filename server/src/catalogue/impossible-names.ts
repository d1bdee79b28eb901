import { asTyped } from '../text/pasted.ts';
import { likelyName } from './likely-name.ts';
import { commandsNamed } from './lookup.ts';

/**
 * Whether no module, whoever wrote it, has a directive of this name, or a section if it begins with `<`, and it is evident
 * what it is instead: a name with characters that nobody types, a directive of httpd with a sign behind its name, the begin
 * of a comment of another language, a section that is called as modules are. httpd refuses such a line whatever it has
 * loaded. What may come out of a template, and files that are no configurations at all, have other names.
 */
export function isImpossibleName(name: string): boolean {
  const isSection = name.startsWith('<');
  // A byte order mark in front is another matter.
  const word = name.slice(isSection ? 1 : 0).replace(/^\ufeff/, '');
  if (/[$%@{}[\]~]/.test(word)) return false;
  if (isSection) return word === '' || word.startsWith('!--') || isNameOfModule(word) || asTyped(word) !== word;
  return /^(?:\/[/*]|;|--)/.test(word) || asTyped(word) !== word || isFollowedBySign(word);
}

/** Whether a name has the form of those that `<IfModule>` asks for, or nearly so. */
export function isNameOfModule(name: string): boolean {
  return /^!?(?:[\w-]+_module|[\w-]+\.(?:c|so)|(?:mod|mpm)_\w+)$/i.test(name);
}

/** `MaxRequestWorkers=200` and `MaxRequestWorkers:`, but not a sign behind just any name. */
function isFollowedBySign(word: string): boolean {
  const name = /^(\w+)[=:;,]/.exec(word)?.[1];
  return name !== undefined && (commandsNamed(name).length > 0 || likelyName(name) !== undefined);
}
