import { type BlockSnippet, blockSnippets, bodyOf } from '../../server/src/features/block-snippets.ts';

/** The blocks that completion offers, by their names. */
export const snippets = blockSnippets().map((snippet) => [snippet.prefix, snippet] as const);

/** The texts that a snippet makes outside of any block when nothing is typed into it, one for each choice that it offers. */
export function texts(snippet: BlockSnippet): readonly string[] {
  const expand = (text: string): readonly string[] => {
    const choice = /\$\{(\d+)\|([^|]*)\|\}/.exec(text);
    if (!choice) return [text.replace(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll('$0', '')];
    return choice[2]!
      .split(',')
      .flatMap((word) => expand(text.replace(choice[0], word).replaceAll(`$${choice[1]}`, word)));
  };
  return expand(bodyOf(snippet, false));
}

/** The MPMs of Unix under which httpd can be asked for the snippet: its own where it stands without `<IfModule>`. */
export function readUnder({ mpm, free }: BlockSnippet): readonly ('event' | 'worker' | 'prefork')[] {
  const mpms = ['event', 'worker', 'prefork'] as const;
  // winnt is linked into the httpd of Windows; its lines mean other things elsewhere.
  return free ? mpms.filter((each) => each === mpm) : mpms;
}
