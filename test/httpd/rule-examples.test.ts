import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { edited } from '../../scripts/rule-example.ts';
import { judge } from '../../server/src/judge.ts';
import { readFiles } from '../../server/src/rules/annotations.ts';
import { mainFileOf, mpmsOf, snapshotOf } from '../../server/src/rules/example-files.ts';
import { rules } from '../../server/src/rules/index.ts';
import { pages } from '../../server/src/rules/pages.ts';
import { bothSides } from '../support/both-sides.ts';
import type { Configuration } from '../support/random-configuration.ts';

const httpd = findHttpd();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');

const isAskable = (mpm: string | undefined): mpm is Configuration['mpm'] =>
  mpm === undefined || ['event', 'worker', 'prefork'].includes(mpm);

/** Rules about MPMs that run on this system; per-directory files are read by a server that is started (htaccess.test.ts). */
const askable = rules.filter(({ mpms, perDirectory }) => !perDirectory && mpms.some(isAskable));

describe.skipIf(!httpd).each(askable.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const cases = pages[rule.id]!.examples.flatMap((example) => {
    const texts = new Map([...readFiles(example.config, mainFileOf(example))].map(([path, { text }]) => [path, text]));
    const mpms = mpmsOf(rule, example).filter(isAskable);
    return mpms.map((mpm) => ({ mpm, name: example.name, texts }));
  });

  it.each(cases)('$mpm: $name: httpd says what we say it says', ({ mpm, texts }) => {
    const { ours, theirs } = bothSides(httpd!, { mpm, files: Object.fromEntries(texts) });
    expect(ours).toEqual(theirs);
  });

  it.each(cases)('$mpm: $name: and so after each fix', ({ mpm, texts }) => {
    const findings = judge(snapshotOf(texts, mpm), rules).findings.filter((finding) => finding.rule === rule);
    for (const { edits } of findings.flatMap(({ fixes = [] }) => fixes)) {
      const { ours, theirs } = bothSides(httpd!, { mpm, files: Object.fromEntries(edited(texts, edits)) });
      expect(ours).toEqual(theirs);
    }
    expect(cases.length).toBeGreaterThan(0);
  });
});
