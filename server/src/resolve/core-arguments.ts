import { keywords } from '../catalogue/keywords.ts';
import { commandsNamed } from '../catalogue/lookup.ts';
import { atoi } from '../catalogue/numbers.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { isNoFolderAsGiven } from './folders.ts';
import { hasCommand } from './loaded-modules.ts';
import { isThere, objectionToLevels, printsWarnings, setLevels } from './log-level.ts';
import { isUselessIn } from './placement.ts';
import { type Kept, type Reading, remark } from './reading.ts';
import type { Notice, Objection } from './resolution.ts';

/** Says what httpd remarks on a line and what it has against its words, which are as many as they should be. */
type Judge = (reading: Reading, kept: Kept, words: readonly string[]) => Objection | undefined;

/** Directives of the core, and one of mod_unixd, whose words httpd looks at while it walks the lines; by key. */
const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ['options', (_reading, _kept, words) => objectionToOptions(words)],
  ['loglevel', logLevel],
  ['allowoverride', allowOverride],
  ['allowoverridelist', allowOverrideList],
  ['limitinternalrecursion', limitInternalRecursion],
  ['errordocument', errorDocument],
  ['chrootdir', chrootDir],
]);

/** Whether httpd may remark on the words of the directive, or refuse them, by its key. */
export function hasCoreArguments(key: string): boolean {
  return judges.has(key) || keywords.has(key);
}

/** What httpd has against the words of such a directive; what it says without stopping is taken down. */
export function objectionToCoreArguments(reading: Reading, kept: Kept): Objection | undefined {
  const { key, words } = kept.read;
  const texts = words.map(({ text }) => text);
  return objectionToKeyword(key, texts) ?? judges.get(key)?.(reading, kept, texts);
}

/** Whether httpd refuses the words of such a directive whatever it has loaded, and wherever it stands. */
export function isRefusedAnywhere({ key, words }: Statement): boolean {
  if (!hasCoreArguments(key)) return false;
  const texts = words.map(({ text }) => text);
  if (keywords.has(key)) return objectionToKeyword(key, texts) !== undefined;
  if (key === 'options') return objectionToOptions(texts) !== undefined;
  if (key === 'allowoverride') return objectionToOverrides(texts) !== undefined;
  return key === 'loglevel' && objectionToLevels(texts, () => 'unknown') !== undefined;
}

/** Whether httpd remarks on the words of such a directive wherever it stands, or may do so by what it has loaded. */
export function mayBeRemarkedOn({ key, words }: Statement): boolean {
  if (key === 'allowoverridelist') return true;
  if (key === 'limitinternalrecursion') return words.some(({ text }) => isLow(text));
  return key === 'errordocument' && isFullAddressFor401(words.map(({ text }) => text));
}

function objectionToKeyword(key: string, [word = '']: readonly string[]): Objection | undefined {
  const known = keywords.get(key);
  return !known || known.words.includes(fold(word)) ? undefined : { offence: 'value', text: known.message };
}

const options: ReadonlySet<string> = new Set(
  'indexes includes includesnoexec followsymlinks symlinksifownermatch execcgi multiviews runscripts'.split(' '),
);

/** core.c, set_options. */
function objectionToOptions(words: readonly string[]): Objection | undefined {
  let isMerged = false;
  let isSet = false;
  let startsWithAll = false;
  for (const [word, text] of words.entries()) {
    const against = (text: string): Objection => ({ offence: 'value', text, word });
    const isSigned = /^[+-]/.test(text);
    const mixes = isSigned ? isSet && !isMerged && !startsWithAll : isMerged;
    if (mixes) return against('Either all Options must start with + or -, or no Option may.');
    isMerged ||= isSigned;
    const name = isSigned ? text.slice(1) : text;
    const key = fold(name);
    if (key === 'none' || key === 'all') {
      const title = key === 'none' ? 'None' : 'All';
      if (isSet) return against(`'Options ${title}' must be the first ${key === 'none' ? 'O' : 'o'}ption given.`);
      if (isMerged) return against(`You may not use 'Options +${title}' or 'Options -${title}'.`);
      startsWithAll = true;
    } else if (!options.has(key)) {
      return against(`Illegal option ${name}`);
    }
    isSet = true;
  }
  return undefined;
}

function logLevel(reading: Reading, kept: Kept, words: readonly string[]): Objection | undefined {
  setLevels(reading, kept);
  return objectionToLevels(words, (module) => isThere(reading.modules, module));
}

const overrides: ReadonlySet<string> = new Set('limit options fileinfo authconfig indexes none all'.split(' '));

function allowOverride(reading: Reading, kept: Kept, words: readonly string[]): Objection | undefined {
  const text = `AH00114: Useless use of AllowOverride in line ${kept.number} of ${kept.path}.`;
  if (isUseless(kept)) warn(reading, kept, 'useless directive', text);
  return objectionToOverrides(words);
}

/** core.c, set_override and set_allow_opts. */
function objectionToOverrides(words: readonly string[]): Objection | undefined {
  for (const [word, text] of words.entries()) {
    const [, name = '', values] = /^([^=]*)(?:=(.*))?$/s.exec(text)!;
    const said = wrongOverride(name, values);
    if (said !== undefined) return { offence: 'value', text: said, word };
  }
  return undefined;
}

function wrongOverride(name: string, values: string | undefined): string | undefined {
  const key = fold(name);
  if (key === 'nonfatal') {
    return values === undefined ? '=Override, =Unknown or =All expected after Nonfatal' : undefined;
  }
  if (!overrides.has(key)) return `Illegal override option ${name}`;
  if (key !== 'options' || values === undefined) return undefined;
  const wrong = values
    .split(',')
    .find((each) => each !== '' && !/^(none|all)$/i.test(each) && !options.has(fold(each)));
  return wrong === undefined ? undefined : `Illegal option ${wrong}`;
}

/** core.c, set_override_list: says what it leaves out, and takes the rest. */
function allowOverrideList(reading: Reading, kept: Kept, words: readonly string[]): Objection | undefined {
  const at = `${kept.path}:${kept.number}`;
  if (isUseless(kept)) warn(reading, kept, 'useless directive', `AH00115: Useless use of AllowOverrideList at ${at}`);
  const isNone = (text: string) => fold(text) === 'none';
  if (words.length === 1 && isNone(words[0]!)) return undefined;
  for (const [word, text] of words.entries()) {
    if (isNone(text)) {
      return { offence: 'value', text: "'None' not allowed with other directives in AllowOverrideList", word };
    }
    const known = hasCommand(reading.modules, text);
    if (known === 'no') {
      const said = `AH00116: Discarding unrecognized directive \`${text}' in AllowOverrideList at ${at}`;
      warn(reading, kept, 'useless directive', said);
    } else if (known === 'yes' && commandsNamed(text).every(({ placement }) => placement.where === 'outside')) {
      const said = `AH02304: Discarding directive \`${text}' not allowed in AllowOverrideList at ${at}`;
      warn(reading, kept, 'useless directive', said);
    }
  }
  return undefined;
}

function isUseless({ read, section }: Kept): boolean {
  return section !== undefined && isUselessIn(read.key, section);
}

function isLow(text: string): boolean {
  return atoi(text).value < 4;
}

/** core.c, set_recursion_limit. */
function limitInternalRecursion(reading: Reading, kept: Kept, words: readonly string[]): Objection | undefined {
  for (const [word, text] of words.entries()) {
    const limit = atoi(text).value;
    if (limit <= 0) return { offence: 'value', text: 'The recursion limit must be greater than zero.', word };
    if (!isLow(text)) continue;
    const said =
      word === 0
        ? 'AH00119: Limiting internal redirects to very low numbers may cause normal requests to fail.'
        : 'AH00120: Limiting the subrequest depth to a very low level may cause normal requests to fail.';
    warn(reading, kept, 'low limit', said);
  }
  return undefined;
}

/** core.c, set_error_document, of what it says without stopping. httpd prints notices at every LogLevel. */
function errorDocument(reading: Reading, kept: Kept, words: readonly string[]): undefined {
  if (!isFullAddressFor401(words)) return;
  const at = `${kept.path}:${kept.number}`;
  const said = `AH00113: ${at} cannot use a full URL in a 401 ErrorDocument directive --- ignoring!`;
  remark(reading, 'walk', 'useless directive', kept, `[core:notice] ${said}`, { certain: kept.certain });
}

function isFullAddressFor401([status = '', target = '']: readonly string[]): boolean {
  return atoi(status).value === 401 && /^[a-z][a-z\d+.-]*:\/\//i.test(target);
}

/** mod_unixd.c, unixd_set_chroot_dir. */
function chrootDir(reading: Reading, _kept: Kept, [folder = '']: readonly string[]): Objection | undefined {
  if (!isNoFolderAsGiven(reading, folder)) return undefined;
  return { offence: 'folder', text: 'ChrootDir must be a valid directory' };
}

/** Takes down a warning of the core, if the server around the line logs that much. */
export function warn(reading: Reading, kept: Kept, about: Notice['about'], text: string): void {
  if (!printsWarnings(reading, kept.section)) return;
  remark(reading, 'walk', about, kept, `[core:warn] ${text}`, { certain: kept.certain });
}
