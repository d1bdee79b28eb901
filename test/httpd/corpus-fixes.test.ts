import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFiles, judgedInEditor } from '../../scripts/corpus-files.ts';
import { findCorpus } from '../../scripts/find-corpus.ts';
import type { Judgement } from '../../server/src/judge.ts';
import type { Fix, Rule } from '../../server/src/rules/rule.ts';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import { uriOf } from '../../server/src/text/file-uri.ts';
import { wordsOf } from '../../server/src/text/message.ts';

const corpus = findCorpus();
if (!corpus) console.warn('skipped: there is no corpus of real files; name its folder with APACHE_MPM_CORPUS');

/** The texts of the documents after a fix, by URI. */
function after({ edits }: Fix, { analyses }: Judgement): ReadonlyMap<string, string> {
  const documents = analyses.flatMap(({ resolution }) => [...resolution.files.values()]);
  return new Map(
    documents
      .filter(({ uri }) => edits.some(({ at }) => at.uri === uri))
      .map(({ uri, lines }) => {
        const own = edits.filter(({ at }) => at.uri === uri);
        return [uri, applyEdits(lines.text(), own)];
      }),
  );
}

const countOf = ({ findings }: Judgement, rule: Rule) => findings.filter((each) => each.rule === rule).length;

const effectiveIn = ({ analyses }: Judgement) =>
  analyses.map(({ model }) => model && [...model.settings.values()].map(({ name, effective }) => [name, effective]));

describe.skipIf(!corpus)('fixes of real files', () => {
  it.each(corpus ? corpusFiles(corpus) : [])('%s', async (file) => {
    const before = await judgedInEditor(corpus!, file);
    const uri = uriOf(join(corpus!, file));
    for (const { rule, fixes = [], at } of before.findings) {
      if (at.uri !== uri) continue;
      for (const fix of fixes) {
        const mended = await judgedInEditor(corpus!, file, after(fix, before));
        const title = `${rule.id}, line ${at.start.line + 1}: ${wordsOf(fix.title)}`;
        expect(countOf(mended, rule), title).toBeLessThan(countOf(before, rule));
        if (fix.safe) expect(effectiveIn(mended), title).toEqual(effectiveIn(before));
      }
    }
  });
});
