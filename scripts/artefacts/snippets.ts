import { type BlockSnippet, blockSnippets, bodyOf } from '../../server/src/features/block-snippets.ts';
import { languages } from '../../server/src/text/language.ts';
import { inEnglish, type Translate, wordsOf } from '../../server/src/text/message.ts';
import type { Artefact } from '../artefact.ts';
import { translationTo } from '../translations.ts';

/**
 * The blocks that completion has, as files of snippets: one in each language for VS Code, which picks it by package.nls.json,
 * and a manifest for editors that load snippets from a folder, by the name that they know the language under.
 */
export default function snippets(): readonly Artefact[] {
  const manifest = {
    name: 'apache-mpm-snippets',
    contributes: { snippets: [{ language: ['apache', 'apacheconf'], path: './apacheconf.json' }] },
  };
  return [
    { path: 'snippets/package.json', content: asJson(manifest) },
    fileIn('snippets/apacheconf.json', inEnglish),
    ...languages.map((language) => fileIn(`snippets/apacheconf.${language}.json`, translationTo(language))),
  ];
}

function fileIn(path: string, translate: Translate): Artefact {
  const named = blockSnippets().map((snippet): [string, object] => [
    wordsOf(snippet.name, translate),
    {
      prefix: snippet.prefix,
      description: wordsOf(snippet.description, translate),
      ...(fillsAFile(snippet) && { isFileTemplate: true }),
      body: bodyOf(snippet, false).split('\n'),
    },
  ]);
  if (new Set(named.map(([name]) => name)).size < named.length) throw new Error(`two snippets of one name in ${path}`);
  return { path, content: asJson(Object.fromEntries(named)) };
}

/** Debian's mods-available/mpm_event.conf and its like are one block and no more. */
function fillsAFile({ mpm, free }: BlockSnippet): boolean {
  return mpm !== undefined && !free;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
