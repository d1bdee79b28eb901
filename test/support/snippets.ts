import snippetsArtefact from '../../scripts/artefacts/snippets.ts';

export interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

/** The snippets of the extension, by their English names. */
export const snippets = Object.entries(JSON.parse(snippetsArtefact()[0]!.content) as Readonly<Record<string, Snippet>>);

/** The texts that a snippet makes when nothing is typed into it, one for each choice that it offers. */
export function texts({ body }: Snippet): readonly string[] {
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
export function readUnder({ prefix }: Snippet): readonly ('event' | 'worker' | 'prefork')[] {
  const [, own, lines] = /^mpm_([a-z]+)(_lines)?/.exec(prefix) ?? [];
  const mpms = ['event', 'worker', 'prefork'] as const;
  // winnt is linked into the httpd of Windows; its lines mean other things elsewhere.
  return lines ? mpms.filter((mpm) => mpm === own) : mpms;
}
