import { logLevelKeyword, logLevelNamed, warnLevel } from '../catalogue/log-levels.ts';
import { hasModule, type LoadedModules } from './loaded-modules.ts';
import type { Kept, LogLevels, Reading } from './reading.ts';
import type { Objection, Section, Verdict } from './resolution.ts';

/**
 * What httpd has against the words of `LogLevel` (core.c, set_loglevel): a word that is no level, or a module that is not
 * loaded. `isThere` says whether a module is.
 */
export function objectionToLevels(
  words: readonly string[],
  isThere: (module: string) => Verdict,
): Objection | undefined {
  for (const [word, text] of words.entries()) {
    if (text === '') break;
    const said = wrongLevel(text, isThere);
    if (said !== undefined) return { offence: 'value', text: said, word };
  }
  return undefined;
}

function wrongLevel(text: string, isThere: (module: string) => Verdict): string | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return logLevelNamed(text) === undefined ? logLevelKeyword : undefined;
  const module = text.slice(0, colon);
  const level = text.slice(colon + 1);
  if (level === '') return `Module specifier '${module}' must be followed by a log level keyword`;
  if (logLevelNamed(level) === undefined) return `${text}: ${logLevelKeyword}`;
  return isThere(module) === 'no' ? `Cannot find module ${module}` : undefined;
}

/** Whether a module of this name is there when the lines are walked, with or without `_module` (core.c, find_module). */
export function isThere(modules: LoadedModules, name: string): Verdict {
  const verdicts = [hasModule(modules, name), hasModule(modules, `${name}_module`)];
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}

/** Takes down what a line that httpd obeys sets; one in a section of requests decides over those alone. */
export function setLevels(reading: Reading, { read, section, certain }: Kept): void {
  if (section?.inDirectory || !certain) return;
  const levels = levelsOf(reading, section);
  for (const { text } of read.words) {
    const colon = text.lastIndexOf(':');
    const level = logLevelNamed(text.slice(colon + 1));
    if (colon < 0) Object.assign(levels, { all: level, core: undefined });
    else if (/^core(_module|\.c)?$/.test(text.slice(0, colon))) levels.core = level;
  }
}

/** Whether the core of the server around a line prints its warnings there. A virtual host does not before it sets a level. */
export function printsWarnings(reading: Reading, section: Section | undefined): boolean {
  const { all, core } = levelsOf(reading, section);
  const level = core ?? all ?? (section?.inVirtualHost ? -1 : warnLevel);
  return level >= warnLevel;
}

function levelsOf({ logLevels }: Reading, section: Section | undefined): LogLevels {
  let host = section;
  while (host?.parent?.inVirtualHost) host = host.parent;
  const server = host?.inVirtualHost ? host : undefined;
  const known = logLevels.get(server);
  if (known) return known;
  const made: LogLevels = { all: undefined, core: undefined };
  logLevels.set(server, made);
  return made;
}
