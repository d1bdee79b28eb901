/** The arguments of a process in `/proc/PID/cmdline`, the program first; each ends with a NUL. */
export function readArguments(text: string): readonly string[] {
  return text.replace(/\0+$/, '').split('\0');
}

/** The arguments as a person would type them: those with blanks or quotes in quotes. */
export function commandLineOf(words: readonly string[]): string {
  return words
    .map((word) => (/^[^\s'"\\$`;&|<>()*?]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/** Options of httpd that take an argument (`AP_SERVER_BASEARGS` in http_main.h; `-R` in main.c of old versions). */
const withArgument = 'CcDdEefkR';

/** Where a program looks when no option says otherwise: `httpd -V` prints HTTPD_ROOT and SERVER_CONFIG_FILE. */
interface Build {
  readonly root?: string;
  readonly file: string;
}

/**
 * The main configuration file that a command line names: `-f`, below `-d` or what the build has in its place (main.c; apr_getopt
 * takes the last of each, and ends at the first word that is no option). `exists` is asked where one program has several builds.
 * Undefined where the build is not known.
 */
export function configurationFileOf(words: readonly string[], exists: (path: string) => boolean): string | undefined {
  const options = optionsIn(words.slice(1));
  const build = buildOf(words[0] ?? '', exists);
  const file = options.get('f') ?? build?.file;
  if (file === undefined || file.startsWith('/')) return file;
  const root = options.get('d') ?? build?.root;
  return root === undefined ? undefined : `${root.replace(/\/+$/, '')}/${file}`;
}

function optionsIn(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!/^-./s.test(word) || word === '--') break;
    const letter = [...word.slice(1)].findIndex((each) => withArgument.includes(each)) + 1;
    if (letter === 0) continue;
    const rest = word.slice(letter + 1);
    const value = rest === '' ? words[++at] : rest;
    if (value !== undefined) options.set(word[letter]!, value);
  }
  return options;
}

function buildOf(program: string, exists: (path: string) => boolean): Build | undefined {
  // Debian and its kin alone call it so without naming the file.
  if (/(^|\/)apache2$/.test(program)) return { root: '/etc/apache2', file: 'apache2.conf' };
  const prefix = /^(\/.+)\/s?bin\/[^/]+$/.exec(program)?.[1];
  if (prefix !== undefined && prefix !== '/usr') return { root: prefix, file: 'conf/httpd.conf' };
  // RHEL, Fedora, Amazon and Arch.
  if (exists('/etc/httpd/conf/httpd.conf')) return { root: '/etc/httpd', file: 'conf/httpd.conf' };
  // SUSE and Alpine, of different roots.
  return exists('/etc/apache2/httpd.conf') ? { file: '/etc/apache2/httpd.conf' } : undefined;
}
