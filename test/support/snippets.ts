import { readFileSync } from 'node:fs';
import { blockSnippets } from '../../server/src/features/block-snippets.ts';

/** A snippet as it stands in a file of snippets. */
export interface ContributedSnippet {
  readonly prefix: string;
  readonly description: string;
  readonly isFileTemplate?: true;
  readonly body: readonly string[];
}

/** The snippets in a file below the root of the project, by their names. */
export function snippetsIn(path: string): Readonly<Record<string, ContributedSnippet>> {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

/** The snippets that the extension contributes, by what is typed for them. */
export const snippets = Object.values(snippetsIn('snippets/apacheconf.json')).map(
  (snippet) => [snippet.prefix, snippet] as const,
);

/** The texts that a snippet makes when nothing is typed into it, one for each choice that it offers. */
export function texts({ body }: Pick<ContributedSnippet, 'body'>): readonly string[] {
  const expand = (text: string): readonly string[] => {
    const choice = /\$\{(\d+)\|([^|]*)\|\}/.exec(text);
    if (!choice) return [text.replace(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll('$0', '')];
    return choice[2]!
      .split(',')
      .flatMap((word) => expand(text.replace(choice[0], word).replaceAll(`$${choice[1]}`, word)));
  };
  return expand(body.join('\n'));
}

/** The MPMs of Unix under which httpd can be asked for the snippet: its own where it stands without `<IfModule>`. */
export function readUnder({ prefix }: Pick<ContributedSnippet, 'prefix'>): readonly ('event' | 'worker' | 'prefork')[] {
  const { mpm, free } = blockSnippets().find((each) => each.prefix === prefix)!;
  const mpms = ['event', 'worker', 'prefork'] as const;
  // winnt is linked into the httpd of Windows; its lines mean other things elsewhere.
  return free ? mpms.filter((each) => each === mpm) : mpms;
}

/** The MPM whose settings a snippet has; undefined for those that are of none. */
export function mpmOf({ prefix }: Pick<ContributedSnippet, 'prefix'>) {
  return blockSnippets().find((each) => each.prefix === prefix)!.mpm;
}
