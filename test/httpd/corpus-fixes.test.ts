import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { corpusFiles, judgedInEditor } from '../../scripts/corpus-files.ts';
import { findCorpus } from '../../scripts/find-corpus.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { allSafeEdits } from '../../server/src/features/safe-fixes.ts';
import type { Judgement } from '../../server/src/judge.ts';
import type { Fix, Rule } from '../../server/src/rules/rule.ts';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import type { Document } from '../../server/src/syntax/document.ts';
import { uriOf } from '../../server/src/text/file-uri.ts';
import { wordsOf } from '../../server/src/text/message.ts';
import { bothSidesOf } from '../support/both-sides.ts';
import type { Configuration } from '../support/random-configuration.ts';

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

function documentOf({ analyses }: Judgement, file: string): Document | undefined {
  const uri = uriOf(join(corpus!, file));
  return analyses.flatMap(({ resolution }) => [...resolution.files.values()]).find((each) => each.uri === uri);
}

const httpd = findHttpd();

const isAskable = (mpm: Mpm): mpm is NonNullable<Configuration['mpm']> =>
  mpm === 'event' || mpm === 'worker' || mpm === 'prefork';

const countOf = ({ findings }: Judgement, rule: Rule) => findings.filter((each) => each.rule === rule).length;

const effectiveIn = ({ analyses }: Judgement) =>
  analyses.map(({ model }) => model && [...model.settings.values()].map(({ name, effective }) => [name, effective]));

/** Texts after a fix of which both sides were asked. */
let compared = 0;

describe.skipIf(!corpus)('fixes of real files', () => {
  it.each(corpus ? corpusFiles(corpus) : [])('%s', async (file) => {
    const before = await judgedInEditor(corpus!, file);
    const uri = uriOf(join(corpus!, file));
    for (const finding of before.findings) {
      const { rule, fixes = [], at } = finding;
      if (at.uri !== uri) continue;
      for (const fix of fixes) {
        const mended = await judgedInEditor(corpus!, file, after(fix, before));
        const title = `${rule.id}, line ${at.start.line + 1}: ${wordsOf(fix.title)}`;
        expect(countOf(mended, rule), title).toBeLessThan(countOf(before, rule));
        if (fix.safe) expect(effectiveIn(mended), title).toEqual(effectiveIn(before));
        const [text] = after(fix, before).values();
        const [mpm] = finding.mpms.filter(isAskable);
        const document = before.analyses[0]!.resolution.files.values().next().value!;
        if (!httpd || !mpm || text === undefined || document.uri !== uri) continue;
        // What httpd says of the rest of the file may be outside of what is compared: then it is so before, too.
        const untouched = bothSidesOf(httpd, mpm, document.lines.text());
        if (JSON.stringify(untouched.ours) !== JSON.stringify(untouched.theirs)) continue;
        const { ours, theirs } = bothSidesOf(httpd, mpm, text);
        // Which users there are is the machine's.
        if (theirs.lines.some((line) => /bad (?:user|group) name/.test(line))) continue;
        expect(ours, title).toEqual(theirs);
        compared++;
      }
    }
  });

  it('are all made in one go where they are safe, and change nothing that runs', async () => {
    let files = 0;
    for (const file of corpusFiles(corpus!)) {
      const before = await judgedInEditor(corpus!, file);
      const document = documentOf(before, file);
      const edits = document ? allSafeEdits(before, document) : [];
      if (!document || edits.length === 0) continue;
      const text = applyEdits(document.lines.text(), edits);
      const mended = await judgedInEditor(corpus!, file, new Map([[document.uri, text]]));
      expect(allSafeEdits(mended, documentOf(mended, file)!), file).toEqual([]);
      expect(effectiveIn(mended), file).toEqual(effectiveIn(before));
      files++;
    }
    expect(files).toBeGreaterThan(50);
  }, 60_000);

  it.skipIf(!httpd)('were looked at by httpd too', () => expect(compared).toBeGreaterThan(100));
});
