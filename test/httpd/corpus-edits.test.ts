import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFiles, editorOn, judgedInEditor } from '../../scripts/corpus-files.ts';
import { findCorpus } from '../../scripts/find-corpus.ts';
import { changeDocument, type Document } from '../../server/src/syntax/document.ts';
import { fromBytes } from '../../server/src/text/bytes.ts';
import { uriOf } from '../../server/src/text/file-uri.ts';
import type { Range } from '../../server/src/text/place.ts';
import { told } from '../support/told.ts';

const corpus = findCorpus();
if (!corpus) console.warn('skipped: there is no corpus of real files; name its folder with APACHE_MPM_CORPUS');

interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** Half of what people do, at lines that the seed decides. */
function edits(document: Document, seed: number): readonly Edit[] {
  const line = (number: number) => Math.imul(seed + number, 2654435761) % document.lines.count;
  const [a, b, c] = [1, 2, 3].map((number) => Math.abs(line(number))) as [number, number, number];
  const at = (line: number, character: number) => ({ line, character });
  const end = (line: number) => at(line, document.lines.lengthOf(line));
  const inserted = (place: { line: number; character: number }, text: string) => ({
    range: { start: place, end: place },
    text,
  });
  const all = [
    inserted(end(a), 'x'),
    { range: { start: at(a, document.lines.lengthOf(a)), end: at(a, document.lines.lengthOf(a) + 1) }, text: '' },
    inserted(at(b, 0), '# '),
    inserted(end(c), '\n'),
    inserted(at(a, 0), 'MaxRequestWorkers 410\n'),
    { range: { start: at(b, 0), end: at(b + 1, 0) }, text: '' },
  ];
  return all.filter((_, at) => (at + seed) % 2 === 0);
}

/** Judgements that outlived an edit. */
let stood = 0;

describe.skipIf(!corpus)('edits of real files', () => {
  it.each(corpus ? corpusFiles(corpus) : [])('%s', async (file) => {
    const editor = editorOn(corpus!, file);
    const uri = uriOf(join(corpus!, file));
    await editor.open(uri, fromBytes(readFileSync(join(corpus!, file))));
    const document = editor.documentOf(uri)!;
    let before = (await editor.configurationOf(uri))!.judgement;
    for (const { range, text } of edits(document, file.length * 31 + document.lines.count)) {
      changeDocument(document, range, text);
      const { judgement } = (await editor.configurationOf(uri))!;
      if (judgement === before) stood++;
      before = judgement;
      const afresh = await judgedInEditor(corpus!, file, new Map([[uri, document.lines.text()]]));
      expect(told(judgement)).toEqual(told(afresh));
    }
  });

  it('often leave the judgement as it is', () => expect(stood).toBeGreaterThan(300));
});
