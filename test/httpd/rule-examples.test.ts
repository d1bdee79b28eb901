import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { readAnnotations } from '../../server/src/rules/annotations.ts';
import { rules } from '../../server/src/rules/index.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { bothSidesOf, judgedAlone } from '../support/both-sides.ts';

const httpd = findHttpd();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');

const askable = ['event', 'worker', 'prefork'] as const;

describe.skipIf(!httpd).each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const cases = rule.examples.flatMap((example) =>
    askable
      .filter((mpm) => (example.mpms ?? rule.mpms).includes(mpm))
      .map((mpm) => ({ mpm, name: example.name, ...readAnnotations(example.config) })),
  );

  it.each(cases)('$mpm: $name: httpd says what we say it says', ({ mpm, text }) => {
    const { ours, theirs } = bothSidesOf(httpd!, mpm, text);
    expect(ours).toEqual(theirs);
  });

  it.each(cases)('$mpm: $name: and so after each fix', ({ mpm, text }) => {
    for (const { fixes = [] } of judgedAlone(mpm, text).findings) {
      for (const { edits } of fixes) {
        const { ours, theirs } = bothSidesOf(httpd!, mpm, applyEdits(text, edits));
        expect(ours).toEqual(theirs);
      }
    }
    expect(cases.length).toBeGreaterThan(0);
  });
});
