import { Option } from 'commander';
import { languageOf, translationBy } from '../../text/language.ts';
import { inEnglish, type Translate } from '../../text/message.ts';
import { readBundle } from '../bundles.ts';

/** What a person may say of the language. */
export interface Localized {
  readonly locale?: string;
}

/** The option `--locale`, for the verbs that print sentences. */
export const localeOption = new Option(
  '--locale <locale>',
  'the language of what is printed, en or zh-cn (default: for text that of LC_ALL, LC_MESSAGES or LANG, else en)',
);

/**
 * The language that the option asks for, or, where people read the output, that of the environment as POSIX has it
 * (XBD 8.2: the first that is not empty of LC_ALL, LC_MESSAGES, LANG). What programs read stays English unless asked.
 */
export function translationFor({ locale }: Localized, forPeople = true): Translate {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const language = languageOf(locale ?? (forPeople ? LC_ALL || LC_MESSAGES || LANG : undefined));
  return language ? translationBy(readBundle('server', language), readBundle('pages', language)) : inEnglish;
}
