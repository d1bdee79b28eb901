/**
 * All kinds of safe fixes, with what each does and when. A fix is safe only if it changes nothing that httpd runs and
 * nothing that its author meant, whatever else the file is part of: it depends on no default, on no guessed MPM, and not on
 * the file being all that httpd reads.
 */
export const safeFixKinds = {
  rename: 'Rename a directive from its former name to its present one',
  'repeated line':
    'Remove a line that a later one of the same file sets again to the same value, unless a comment stands directly above it',
  'repeated LoadModule':
    'Remove a second `LoadModule` line of the same module and file, unless a comment stands directly above it',
  'directive without effect': 'Remove `NameVirtualHost`',
  'byte order mark': 'Remove a byte order mark in front of a comment or a blank line',
  'least number':
    'Change the 0 of `StartServers`, `MinSpareThreads` or `MinSpareServers` to 1, where it is known which MPM reads the line',
  'no limit': 'Change the -1 of `MaxConnectionsPerChild` to 0, where it is known that prefork reads the line',
  'same number':
    'Write a number in digits where what was evidently meant is what httpd reads: `400;`, `2.0`, `MaxMemFree 2048k`',
  'unused ignore': 'Remove an ignore comment that ignores nothing, or a rule from it, if it gives no reason',
  'comment above': 'Move a comment behind a directive to a line of its own above it',
} as const;

export type SafeFixKind = keyof typeof safeFixKinds;
