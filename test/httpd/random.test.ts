import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { bothObey, bothSides } from '../support/both-sides.ts';
import { configuration, coreConfiguration } from '../support/random-configuration.ts';

const httpd = findHttpd();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');

describe.skipIf(!httpd)('random configurations', () => {
  it('are judged as httpd judges them', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(configuration, (random) => {
        const { ours, theirs } = bothSides(httpd!, random);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 400 },
    );
  });

  it('of the core alone are judged as httpd judges them', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(coreConfiguration, (random) => {
        const { ours, theirs } = bothSides(httpd!, random);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  });

  it('leave the directives that httpd has after reading them, from the same lines in the same order', {
    timeout: 600_000,
  }, () => {
    let obeyed = 0;
    fc.assert(
      fc.property(configuration, (random) => {
        const both = bothObey(httpd!, random);
        if (!both) return;
        obeyed += both.theirs.length;
        expect(both.ours).toEqual(both.theirs);
      }),
      { numRuns: 400 },
    );
    expect(obeyed).toBeGreaterThan(20);
  });
});
