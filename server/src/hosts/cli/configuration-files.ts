import manifest from '../../../../package.json' with { type: 'json' };

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

/** Whether a text looks like a configuration of httpd's, by its first line. */
export function beginsAsConfiguration(text: string): boolean {
  return begins.test(text.slice(0, 1000).split(/[\r\n]/, 1)[0]!);
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
