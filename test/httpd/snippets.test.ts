import { describe, expect, it } from 'vitest';
import snippetsArtefact from '../../scripts/artefacts/snippets.ts';
import { ask, findHttpd, loadLine } from '../../scripts/ask-httpd.ts';

const found = findHttpd();
if (!found) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');
const httpd = found!;

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}
const snippets = Object.entries(JSON.parse(snippetsArtefact()[0]!.content) as Readonly<Record<string, Snippet>>);

/** The texts that a snippet makes when nothing is typed into it, one for each choice that it offers. */
function texts({ body }: Snippet): readonly string[] {
  const expand = (text: string): readonly string[] => {
    const choice = /\$\{(\d+)\|([^|]*)\|\}/.exec(text);
    if (!choice) return [text.replace(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll('$0', '')];
    return choice[2]!
      .split(',')
      .flatMap((word) => expand(text.replace(choice[0], word).replaceAll(`$${choice[1]}`, word)));
  };
  return expand(body.join('\n'));
}

const mpms = ['event', 'worker', 'prefork'];

describe.skipIf(!found)('httpd takes without a word', () => {
  it.each(snippets)('the snippet %s', (_, snippet) => {
    const [, own, lines] = /^mpm_(\w+?)(_lines|_room)?$/.exec(snippet.prefix) ?? [];
    // winnt is linked into the httpd of Windows; its lines mean other things elsewhere.
    const runs = own === 'winnt' && lines ? [] : own && lines ? [own] : mpms;
    for (const text of texts(snippet)) {
      expect(text).not.toMatch(/\$[{\d]/);
      if (snippet.prefix === 'loadmpm') {
        const here = text.replace(/ \S+\/mod_/, ` ${httpd.modules}/mod_`);
        expect(ask(httpd, `${here}\n`, '-t').stderr.trim()).toBe('Syntax OK');
        continue;
      }
      for (const mpm of runs) {
        expect(ask(httpd, `${loadLine(httpd, `mpm_${mpm}`)}\n${text}\n`, '-t').stderr.trim(), mpm).toBe('Syntax OK');
      }
    }
  });
});
