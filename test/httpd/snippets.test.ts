import { describe, expect, it } from 'vitest';
import { ask, findHttpd, loadLine } from '../../scripts/ask-httpd.ts';
import { readUnder, snippets, texts } from '../support/snippets.ts';

const found = findHttpd();
if (!found) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');
const httpd = found!;

describe.skipIf(!found)('httpd takes without a word', () => {
  it.each(snippets)('the snippet %s', (_, snippet) => {
    const runs = readUnder(snippet);
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
