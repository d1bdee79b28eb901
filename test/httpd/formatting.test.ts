import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, findHttpd, loadLine } from '../../scripts/ask-httpd.ts';
import { findCorpus } from '../../scripts/find-corpus.ts';
import formatting from '../../server/src/features/formatting.ts';
import type { Preferences } from '../../server/src/features/preferences.ts';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import { openDocument } from '../../server/src/syntax/document.ts';
import { fromBytes } from '../../server/src/text/bytes.ts';

const httpd = findHttpd();
const corpus = findCorpus() ?? '';
const list = join(corpus, 'MANIFEST.tsv');
const files = existsSync(list)
  ? readFileSync(list, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t')[0]!)
  : [];
if (files.length === 0)
  console.warn('skipped: there is no corpus of real files; name its folder with APACHE_MPM_CORPUS');

const styles: Readonly<Record<string, Preferences['format']>> = {
  indented: { alignValues: false, letterCase: 'keep' },
  'aligned, letter case of the manual': { alignValues: true, letterCase: 'manual' },
};

function formatted(text: string, format: Preferences['format']): string {
  const document = openDocument('file:///httpd.conf', text);
  const world = { open: () => ({ document }), preferences: { format } };
  const params = { textDocument: { uri: document.uri }, options: { insertSpaces: true, tabSize: 4 } };
  const edits = formatting.answer(world as never, params as never) as readonly { range: object; newText: string }[];
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ at: { uri: '', ...range } as never, text: newText })),
  );
}

/** Whatever modules it needs: without a name that httpd does not know there is a tree to dump. */
const modules = (
  'mpm_event authn_core authz_core authz_host authz_user access_compat alias dir env mime headers rewrite setenvif ' +
  'expires deflate filter negotiation autoindex status info ssl socache_shmcb proxy proxy_http proxy_fcgi cgid macro userdir'
).split(' ');

/** What httpd makes of a text: its tree by `-D DUMP_CONFIG` (mod_info), letter case of names aside; else what it says. */
function treeOf(text: string): string {
  const main = [...modules.map((name) => loadLine(httpd!, name)), text].join('\n');
  const { stdout, stderr, status } = ask(httpd!, main, '-t', '-D', 'DUMP_CONFIG');
  const tree = stdout
    .replace(/^ *(# In file: ).*$/gm, '$1')
    .replace(/^( *<?\/?)(\w+)/gm, (_, before, name) => before + name.toLowerCase());
  const said = stderr
    .replace(/^\[[^\]]*\] /gm, '')
    .replace(/apache-mpm-\w+/g, 'FOLDER')
    .replace(/\[pid \d+(:tid \d+)?\]/g, '');
  return status === 0 ? tree : said.toLowerCase();
}

describe.skipIf(!httpd || files.length === 0)('formatting of real files', () => {
  const read = (file: string) => fromBytes(readFileSync(join(corpus, file)));
  // All of them take minutes; they are asked for by name.
  const step = process.env.APACHE_MPM_WHOLE_CORPUS ? 1 : 6;
  const chosen = files.filter((_, i) => i % step === 0);
  const dumped = new Set<string>();

  test.each(Object.entries(styles))(
    '%s: httpd makes the same of each, and a second time changes nothing',
    { timeout: 600_000 },
    (_, style) => {
      for (const file of chosen) {
        const text = read(file);
        const once = formatted(text, style);
        const tree = treeOf(text);
        expect(treeOf(once), file).toBe(tree);
        if (tree.startsWith('#')) dumped.add(file);
      }
      for (const file of files) {
        const once = formatted(read(file), style);
        expect(formatted(once, style), file).toBe(once);
      }
    },
  );

  test('there were trees to compare', () => {
    expect(dumped.size).toBeGreaterThan(20);
  });
});
