import manifest from '../../../../package.json' with { type: 'json' };
import { poolSettings } from '../../catalogue/pool-settings.ts';
import { fold } from '../../text/letter-case.ts';

const { filenames, filenamePatterns, extensions, firstLine } = manifest.contributes.languages[0]!;

/** The patterns under which editors take a file for a configuration of httpd's. */
const patterns = [...filenames, ...filenamePatterns, ...extensions.map((extension) => `*${extension}`)];

/** A regular expression, of JavaScript and of Python, for the paths with slashes that name a configuration. */
export const configurationPath = `^(?:.*/)?(?:${patterns.map(asExpression).join('|')})$`;

const named = new RegExp(configurationPath);
const begins = new RegExp(firstLine);

/** Whether a path with slashes is that of a configuration, by its name and its folders. */
export function isConfigurationPath(path: string): boolean {
  return named.test(path);
}

/** Files that may be configurations of httpd's or of any other program, or templates of either: what they say decides. */
const anyProgram = /\.conf(?:\.(?:in|template|dist|tpl))?$|\.(?:j2|erb|epp|tmpl)$/;

/** Whether a path is one of those of which only the text can tell whether it is a configuration. */
export function mayBeConfiguration(path: string): boolean {
  return anyProgram.test(path);
}

/** Lines that only a configuration with an MPM has; in a template the value may be anything. */
const aboutMpm =
  /^[ \t]*(?:<IfModule\s+["']?!?(?:mpm_\w+|prefork\.c|worker\.c|event\.c)\b|LoadModule\s+["']?mpm_\w+_module\b)/im;
const aboutPool = new RegExp(
  `^[ \\t]*(${['MaxClients', 'MaxRequestsPerChild', ...poolSettings].join('|')})[ \\t]+\\S`,
  'gim',
);

/**
 * Whether a text, or the beginning of one, looks like a configuration of httpd's: by its first line, by a block or a module
 * of an MPM, or by two settings of MPMs. One alone may stand anywhere.
 */
export function readsAsConfiguration(text: string): boolean {
  if (begins.test(text.slice(0, 1000).split(/[\r\n]/, 1)[0]!) || aboutMpm.test(text)) return true;
  return new Set([...text.matchAll(aboutPool)].map(([, name = '']) => fold(name))).size > 1;
}

/** A pattern of VS Code's with `*` and `**`; one without folders stands for the name alone. */
function asExpression(pattern: string): string {
  return pattern
    .replace(/^\*\*\//, '')
    .split('/')
    .map((part) => (part === '**' ? '**' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')))
    .join('/')
    .replaceAll('**/', '(?:.*/)?');
}
