import { inEnglish, type Translate } from './message.ts';

/** The languages beside English, as VS Code names them. */
export const languages = ['zh-cn'] as const;
export type Language = (typeof languages)[number];

/** Templates by their English text, as VS Code keeps its own. */
export type Bundle = Readonly<Record<string, string>>;

/**
 * The language of a locale in the form of editors (`zh-cn`, `zh-Hans`) or of POSIX (`zh_CN.UTF-8`); undefined for English
 * and for every language that there is no bundle of, the Chinese of Taiwan and Hong Kong with it.
 */
export function languageOf(locale: string | undefined): Language | undefined {
  return /^zh([-_](cn|sg|hans)([-_]\w+)?)?([.@].*)?$/i.test(locale ?? '') ? 'zh-cn' : undefined;
}

/** The language of the bundles; what they lack stays English. */
export function translationBy(...bundles: readonly (Bundle | undefined)[]): Translate {
  const entries = bundles.flatMap((bundle) => Object.entries(bundle ?? {}));
  const all = new Map(entries.filter(([, words]) => typeof words === 'string'));
  return all.size === 0 ? inEnglish : (template) => all.get(template) ?? template;
}
