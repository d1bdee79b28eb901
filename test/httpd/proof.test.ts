import { describe, expect, it, onTestFinished } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { findApacheBench } from '../../scripts/proof/apache-bench.ts';
import { startBackEnd } from '../../scripts/proof/back-end.ts';
import { compare } from '../../scripts/proof/compare.ts';
import { run } from '../../scripts/proof/trial.ts';
import { planFor, provenWorkloads, simulated } from '../../scripts/proof/workloads.ts';

const httpd = findHttpd();
const ab = findApacheBench();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');
if (!ab) console.warn('skipped: no ab found; install apache2-utils');

const mebi = 2 ** 20;

/** A machine that is busy with other things delays the pool and the looks at it: then it is tried again. */
describe.skipIf(!httpd || !ab)('under load', { retry: 3 }, () => {
  const [workload] = provenWorkloads;
  const { mpm, threads, demand, detuned } = workload!;
  const concurrency = demand.rate * demand.service;
  const { plan, lines } = planFor(workload!, { process: 4 * mebi });

  it('tuned settings log nothing, and the pool grows as the simulation says', async () => {
    const backEnd = await startBackEnd(demand.service * 1000);
    onTestFinished(() => backEnd.close());
    const trial = { mpm, lines, threads, concurrency, seconds: { before: 1, during: 5, after: 0 } };
    const { codes, load, seen, sizes } = await run(httpd!, ab!, backEnd, trial);
    expect(codes).toEqual([]);
    expect(load.failed).toBe(0);
    expect(load.requests).toBeGreaterThan(concurrency);
    expect(sizes.length).toBeGreaterThan(1);
    const { difference, seconds } = compare(seen, simulated(plan, trial));
    expect(seconds.length).toBe(6);
    expect(seconds.filter(({ real }) => real !== undefined).length).toBeGreaterThan(3);
    expect(difference.mean).toBeLessThanOrEqual(2);
  }, 60_000);

  it.each(detuned)(
    '$what logs $code',
    async ({ lines: changed, code }) => {
      const backEnd = await startBackEnd(demand.service * 1000);
      onTestFinished(() => backEnd.close());
      const seconds = { before: 0, during: 7, after: 0 };
      const trial = { mpm, lines: [...lines, ...changed], threads, concurrency, seconds };
      expect((await run(httpd!, ab!, backEnd, trial)).codes).toContain(code);
    },
    60_000,
  );
});
