import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startupOf } from '../server/src/startup.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { blockOf } from '../server/src/tuning/block.ts';
import { problemsOfDemand } from '../server/src/tuning/demand.ts';
import { factKinds, problemsOf, readFact } from '../server/src/tuning/facts.ts';
import { serverBytes } from '../server/src/tuning/memory.ts';
import { measuredOnWindows } from '../server/src/tuning/one-process.ts';
import type { Plan, Request } from '../server/src/tuning/plan.ts';
import { probabilityOfWaiting, workersFor } from '../server/src/tuning/queueing.ts';
import { tune } from '../server/src/tuning/tune.ts';
import { inBytes, readBytes, writeBytes } from '../server/src/tuning/units.ts';
import { judgedAlone } from './support/both-sides.ts';
import { excused, request } from './support/random-request.ts';

const mebi = 2 ** 20;
const gibi = 2 ** 30;

function planFor(asked: Request): Plan {
  const tuning = tune(asked);
  if (tuning.kind !== 'plan') throw new Error(JSON.stringify(tuning));
  return tuning.plan;
}

const numberOf = ({ settings }: Plan, name: string) => settings.find((setting) => setting.name === name)?.value;

describe('amounts of memory', () => {
  test.each([
    ['8G', 8 * gibi],
    ['8GiB', 8 * gibi],
    ['8gb', 8 * gibi],
    ['512m', 512 * mebi],
    ['512MB', 512 * mebi],
    ['1.5g', 1.5 * gibi],
    [' 64 K ', 64 * 1024],
    ['2T', 2 ** 41],
    ['1048576B', mebi],
  ])('%j is %d bytes', (text, value) => {
    expect(readBytes(text)).toEqual({ value });
  });

  test.each([
    ['8', '“8” has no unit: write 8G, 8M or 8K (powers of 1024), or 8B for bytes'],
    ['', '“” is no amount of memory: write it as 8G, 512M or 1.5GiB'],
    ['lots', '“lots” is no amount of memory: write it as 8G, 512M or 1.5GiB'],
    ['8X', '“8X” is no amount of memory: write it as 8G, 512M or 1.5GiB'],
    ['8iB', '“8iB” is no amount of memory: write it as 8G, 512M or 1.5GiB'],
    ['1e9G', '“1e9G” is no amount of memory: write it as 8G, 512M or 1.5GiB'],
    ['999999999999T', '999999999999T is more than can be counted'],
  ])('%j is none', (text, problem) => {
    const read = readBytes(text);
    expect('problem' in read && wordsOf(read.problem)).toBe(problem);
  });

  test('are written so that they are read as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 46 }), (value) => {
        expect(readBytes(writeBytes(value))).toEqual({ value });
      }),
    );
    expect([8 * gibi, 1.5 * gibi, 61.44 * mebi, 500].map(inBytes)).toEqual(['8 GiB', '1.5 GiB', '61.4 MiB', '500 B']);
  });
});

describe('facts that cannot be true', () => {
  test.each([
    [{ memory: 0 }, 'memory is zero, so nothing can run'],
    [{ memory: -5 * gibi }, 'memory -5 GiB is negative'],
    [{ memory: 8 }, 'memory 8 B is less than can be true: at least 16 MiB'],
    [{ memory: 2 ** 50 }, 'memory 1024 TiB is more than can be true: at most 64 TiB'],
    [{ memory: Number.NaN }, 'memory is no number'],
    [{ process: 1 }, 'process 1 B is less than can be true: at least 128 KiB'],
    [{ processThreads: 2.5 }, 'process-threads 2.5 is no whole number'],
    [{ memory: gibi, reserve: gibi }, 'The reserve of 1 GiB leaves nothing of the memory of 1 GiB'],
    [
      { process: 10 * mebi, processThreads: 25, thread: mebi },
      '25 threads of 1 MiB are more than the whole process of 10 MiB',
    ],
  ])('%j', (facts, problem) => {
    expect(problemsOf(facts).map((each) => wordsOf(each))).toEqual([problem]);
    const refused = tune({ workload: 'static', facts, demand: { rate: 1, service: 1 } });
    expect(refused.kind).toBe('refused');
  });

  test('every fact has its bounds', () => {
    for (const { name, unit } of factKinds) {
      expect(readFact(name, unit === 'bytes' ? '-1M' : '-1')).toHaveProperty('problem');
      expect(readFact(name, unit === 'bytes' ? '1000000T' : '1000000000000')).toHaveProperty('problem');
    }
  });

  test.each([
    [{ rate: 0, service: 1 }, '0 requests per second: it must be 0.001 to 10000000'],
    [{ rate: 1, service: -1 }, '-1000 ms for a request: it must be 0.01 to 86400000'],
    [{ rate: 1, service: 1, peak: 0.5 }, 'A peak factor of 0.5: it must be 1 to 1000'],
    [{ rate: 1, service: 0.1, cpu: 0.2 }, 'A request cannot use 200 ms of a processor in the 100 ms that it takes'],
    [{ rate: Number.NaN, service: 1 }, 'NaN requests per second: it must be 0.001 to 10000000'],
  ])('demand %j', (demand, problem) => {
    expect(problemsOfDemand(demand).map((each) => wordsOf(each))).toEqual([problem]);
  });
});

describe('queueing', () => {
  // Erlang C tables: 5 servers at 3 erlangs, 10 at 7, 55 at 50, 1 at 0.5.
  test.each([
    [5, 3, 0.23615],
    [10, 7, 0.22173],
    [2, 1, 1 / 3],
    [1, 0.5, 0.5],
    [3, 3, 1],
    [3, 0, 0],
  ])('%d workers at %d erlangs', (workers, load, probability) => {
    expect(probabilityOfWaiting(workers, load)).toBeCloseTo(probability, 4);
  });

  test('is stable at any size, and one worker fewer would miss the target', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 30_000, noNaN: true }), (load) => {
        const workers = workersFor(load, 1);
        expect(load / workers).toBeLessThanOrEqual(0.75);
        const waits = probabilityOfWaiting(workers, load);
        expect(waits).toBeGreaterThanOrEqual(0);
        expect(waits).toBeLessThanOrEqual(0.01);
        const fewer = workers - 1;
        const misses = load / fewer > 0.75 || probabilityOfWaiting(fewer, load) > 0.01;
        expect(misses || waits / (workers - load) > 0.05 || fewer === 0).toBe(true);
      }),
    );
  });

  test('the greatest demand that can be told is answered at once', () => {
    const began = performance.now();
    const demand = { rate: 1e7, service: 86_400, peak: 1000, spread: 100 };
    const { unmet } = planFor({ workload: 'static', facts: { memory: gibi, process: 60 * mebi }, demand });
    expect(unmet.map(({ limit }) => limit)).toEqual(['memory', 'ServerLimit']);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('a spread that is great wants more workers', () => {
    expect(workersFor(3, 0)).toBeLessThanOrEqual(workersFor(3, 1));
    expect(workersFor(3, 20)).toBeGreaterThan(workersFor(3, 1));
  });
});

describe('whatever is asked', () => {
  const runs = { numRuns: 400 };

  test('the settings are run as they are written, without a message and without a finding', () => {
    let plans = 0;
    fc.assert(
      fc.property(request, (asked) => {
        const tuning = tune(asked);
        if (tuning.kind !== 'plan') return;
        plans++;
        const { plan } = tuning;
        const analysis = judgedAlone(plan.mpm, blockOf(plan, asked));
        const { snapshot, resolution, model, findings, failures } = analysis;
        const found = findings.filter(({ rule }) => !excused(asked).includes(rule.id));
        expect(found.map(({ rule, message }) => `${rule.id}: ${wordsOf(message)}`)).toEqual([]);
        expect(failures).toEqual([]);
        expect(startupOf(snapshot, resolution, model).lines).toEqual(['Syntax OK']);
        expect(model!.adjustments).toEqual([]);
        for (const { name, value, because } of plan.settings) {
          expect(String(model!.settings.get(name)?.effective), name).toBe(String(value));
          expect(because.length, name).toBeGreaterThan(0);
          for (const reason of because) expect(wordsOf(reason)).not.toMatch(/\{|NaN|undefined|Infinity/);
        }
        expect(model!.capacity).toMatchObject({ workers: plan.workers, processes: plan.processes });
      }),
      runs,
    );
    expect(plans).toBeGreaterThan(runs.numRuns / 4);
  });

  test('the memory is within the budget', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const tuning = tune(asked);
        if (tuning.kind !== 'plan' || !tuning.plan.memory) return;
        const { memory, mpm, processes, threads } = tuning.plan;
        const serverLimit = numberOf(tuning.plan, 'ServerLimit') ?? 1;
        const facts = mpm === 'winnt' ? measuredOnWindows(asked.facts) : asked.facts;
        expect(memory.bytes).toBe(serverBytes({ mpm, processes, threads, serverLimit, threadLimit: threads }, facts));
        expect(memory.bytes).toBeLessThanOrEqual(memory.budget.bytes);
        expect(memory.budget.bytes).toBeLessThanOrEqual(asked.facts.memory!);
      }),
      runs,
    );
  });

  test('a demand is met, or it is said what binds and what would lift it', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const tuning = tune(asked);
        if (tuning.kind !== 'plan' || !tuning.plan.wanted) return;
        const { workers, wanted, unmet, bounds, mpm } = tuning.plan;
        const short = bounds.filter((bound) => bound.workers < wanted.workers);
        // Threads that are asked for are all that WinNT has.
        const isShort = mpm === 'winnt' && asked.threads !== undefined && asked.threads < wanted.workers;
        expect(workers < wanted.workers).toBe(short.length > 0 || isShort);
        expect(unmet.some(({ limit }) => limit === 'asked')).toBe(isShort);
        expect(unmet).toEqual(expect.arrayContaining([...short]));
        for (const { arithmetic, lift } of unmet) {
          expect(`${wordsOf(arithmetic)} ${wordsOf(lift)}`).not.toMatch(/\{|NaN|undefined|Infinity/);
        }
      }),
      runs,
    );
  });

  test('more memory or more demand never makes fewer workers', () => {
    fc.assert(
      fc.property(request, fc.double({ min: 1, max: 8, noNaN: true }), (asked, times) => {
        const before = tune(asked);
        if (before.kind !== 'plan') return;
        const { memory } = asked.facts;
        // The reserve is given, as an assumed one grows with the memory.
        if (memory !== undefined && memory * times < 2 ** 46) {
          const facts = { ...asked.facts, reserve: before.plan.memory?.budget.reserve ?? 0 };
          const more = { ...asked, facts: { ...facts, memory: Math.floor(memory * times) } };
          expect(planFor(more).workers).toBeGreaterThanOrEqual(planFor({ ...asked, facts }).workers);
        }
        if (asked.demand) {
          const more = { ...asked, demand: { ...asked.demand, rate: asked.demand.rate * times } };
          expect(planFor(more).workers).toBeGreaterThanOrEqual(before.plan.workers);
        }
      }),
      runs,
    );
  });
});

test('what the guide says of the C formula is what it gives', () => {
  for (const [guide, claim] of [
    ['docs/tuning.md', '1 busy worker on average wants 5'],
    ['docs/zh-cn/tuning.md', '平均 1 个忙碌的 worker 需要 5 个'],
  ] as const) {
    expect(readFileSync(new URL(`../${guide}`, import.meta.url), 'utf8')).toContain(claim);
  }
  expect(workersFor(1, 1)).toBe(5);
  expect(300 * 0.12).toBe(36);
});

describe('worked examples', () => {
  test('prefork: the memory less the reserve, divided by a process', () => {
    const plan = planFor({
      workload: 'mod_php',
      facts: { memory: 8 * gibi, reserve: 1 * gibi, process: 50 * mebi },
    });
    // 7 GiB / 50 MiB = 143.36; the scoreboard is too small to matter.
    expect([plan.mpm, plan.workers, plan.binds]).toEqual(['prefork', 143, 'memory']);
    expect(numberOf(plan, 'MaxConnectionsPerChild')).toBe(10_000);
  });

  test('what processes share is counted once', () => {
    const facts = { memory: 8 * gibi, reserve: gibi, process: 20 * mebi };
    const alone = planFor({ workload: 'mod_php', facts });
    const shared = planFor({ workload: 'mod_php', facts: { ...facts, shared: gibi } });
    // 7 GiB and 6 GiB, by 20 MiB.
    expect([alone.workers, shared.workers]).toEqual([358, 307]);
    expect(shared.memory!.bytes - 307 * 20 * mebi).toBeGreaterThan(gibi);
    expect(wordsOf(shared.bounds[0]!.arithmetic)).toBe(
      '1 GiB that the processes share, and 6 GiB ÷ 20 MiB for a process = 307 processes, a worker each',
    );
  });

  test('event: processes fit the memory, and each has threads', () => {
    const plan = planFor({ workload: 'static', facts: { memory: 8 * gibi, reserve: gibi, process: 60 * mebi } });
    expect([plan.processes, plan.workers, numberOf(plan, 'ServerLimit')]).toEqual([119, 2975, 238]);
  });

  test('a demand that wants less than the memory allows decides', () => {
    const facts = { memory: 8 * gibi, process: 60 * mebi };
    const plan = planFor({ workload: 'php-fpm', facts, demand: { rate: 1000, service: 0.3 } });
    expect([plan.wanted!.workers, plan.workers, plan.binds, plan.unmet]).toEqual([400, 400, 'demand', []]);
  });

  test('keep-alive costs prefork workers and event none', () => {
    const demand = { rate: 100, service: 0.3, requestsPerConnection: 10, gap: 0.1 };
    const facts = { memory: 8 * gibi, process: 20 * mebi };
    expect(planFor({ workload: 'mod_php', facts, demand }).wanted!.load).toBeCloseTo(59);
    expect(planFor({ workload: 'php-fpm', facts, demand }).wanted!.load).toBeCloseTo(30);
  });

  test('what binds is named, with what would lift it', () => {
    const demand = { rate: 1000, service: 0.5, cpu: 0.01 };
    const facts = { memory: gibi, reserve: 256 * mebi, process: 60 * mebi, pids: 200, backend: 50, cores: 2 };
    const { unmet, workers, binds } = planFor({ workload: 'php-fpm', facts, demand });
    expect(binds).toBe('pids');
    expect(workers).toBe(150);
    expect(unmet.map(({ limit, lift }) => `${limit}: ${wordsOf(lift)}`)).toEqual([
      'pids: TasksMax=772 in the unit of systemd, or pids.max of the container',
      'memory: 667 workers are 27 processes: they want a machine of 1.85 GiB, or processes of 26.7 MiB',
      'processors: 14 processors, or requests of 0.0015 s; no number of workers helps',
      'backend: Let the back end take 667 at once (pm.max_children and its like); more workers of httpd would only wait there',
    ]);
  });

  test('PHP inside httpd wants prefork; who wants threads is told what that takes', () => {
    const facts = { memory: 8 * gibi, process: 60 * mebi };
    expect(planFor({ workload: 'mod_php', facts }).mpm).toBe('prefork');
    const { notes } = planFor({ workload: 'mod_php', mpm: 'event', facts });
    expect(notes.map((note) => wordsOf(note))).toContain(
      'With threads, PHP inside httpd must have been built thread-safe; with any other httpd does not start',
    );
  });

  test('few open files make fewer connections for each process', () => {
    const demand = { rate: 500, service: 0.02, requestsPerConnection: 50, gap: 1 };
    const facts = { memory: 8 * gibi, process: 60 * mebi };
    const free = planFor({ workload: 'static', facts, demand });
    const few = planFor({ workload: 'static', facts: { ...facts, descriptors: 128 }, demand });
    expect(numberOf(few, 'AsyncRequestWorkerFactor')).toBeLessThan(numberOf(free, 'AsyncRequestWorkerFactor')!);
    expect(few.workers).toBeGreaterThan(free.workers);
  });

  describe('WinNT: one process, whose threads are all there is', () => {
    const facts = { memory: 4 * gibi, reserve: 2 * gibi, process: 100 * mebi, processThreads: 64, thread: mebi };

    test('memory decides how many threads it holds', () => {
      const plan = planFor({ workload: 'static', mpm: 'winnt', facts });
      // 100 MiB for 64 threads, 1 MiB and 336 bytes of scoreboard for each more: (2048 - 100) and 64 of them.
      expect([plan.processes, plan.threads, plan.workers, plan.binds]).toEqual([1, 2011, 2011, 'memory']);
      expect(plan.settings.map(({ name, value }) => `${name} ${value}`)).toEqual([
        'ThreadLimit 2011',
        'ThreadsPerChild 2011',
        'MaxConnectionsPerChild 0',
      ]);
      expect(plan.notes.map((note) => wordsOf(note)).join()).toContain('After a graceful restart');
    });

    test('a demand decides where it wants less, and keep-alive holds threads', () => {
      const demand = { rate: 100, service: 0.5, requestsPerConnection: 5, gap: 1 };
      const plan = planFor({ workload: 'proxy', mpm: 'winnt', facts, demand, keepAlive: 2 });
      // 50 requests, and 20 connections/s that wait 4 × 1 + 2 s.
      expect([plan.wanted!.load, plan.binds, plan.unmet]).toEqual([170, 'demand', []]);
      expect(plan.workers).toBe(plan.wanted!.workers);
    });

    test('fewer than the default are not proposed, but for who asks for them', () => {
      const demand = { rate: 1, service: 0.5 };
      expect(planFor({ workload: 'proxy', mpm: 'winnt', facts, demand })).toMatchObject({
        workers: 64,
        binds: 'least',
      });
      const asked = planFor({ workload: 'proxy', mpm: 'winnt', facts, demand: { rate: 40, service: 1 }, threads: 20 });
      expect(asked).toMatchObject({ workers: 20, binds: 'asked', unmet: [{ limit: 'asked' }] });
    });

    test('what a thread adds is asked for, and until then taken as its share of the default number', () => {
      const { thread: _, processThreads: __, ...unknown } = facts;
      const plan = planFor({ workload: 'static', mpm: 'winnt', facts: unknown });
      expect(plan.workers).toBe(1310);
      expect(plan.questions.map((each) => wordsOf(each)).at(-1)).toBe(
        'How much memory does one more thread add to the process (thread)?',
      );
      expect(plan.assumptions.map((each) => wordsOf(each))).toContain(
        'A process of 64 threads takes 100 MiB under load',
      );
    });

    test('a budget that does not hold it, and more than it is compiled for', () => {
      const small = { memory: 128 * mebi, reserve: 64 * mebi, process: 100 * mebi };
      const none = tune({ workload: 'static', mpm: 'winnt', facts: small });
      expect(none.kind === 'impossible' && wordsOf(none.bound.arithmetic)).toBe(
        '64 MiB do not hold the one process, which takes 100 MiB',
      );
      const { unmet } = planFor({ workload: 'static', mpm: 'winnt', facts: {}, demand: { rate: 20_000, service: 1 } });
      expect(unmet.map(({ limit, workers }) => [limit, workers])).toEqual([['ThreadLimit', 15_000]]);
    });
  });

  test('a budget that fits no process', () => {
    const tuning = tune({ workload: 'static', facts: { memory: 64 * mebi, process: 60 * mebi } });
    expect(tuning.kind === 'impossible' && wordsOf(tuning.bound.arithmetic)).toBe(
      '32 MiB ÷ 60 MiB for a process of 25 threads = 0 processes = 0 workers',
    );
  });

  test('nothing known is asked for, not guessed', () => {
    const tuning = tune({ workload: 'static', facts: { cores: 8 } });
    expect(tuning.kind === 'questions' && tuning.questions.map((each) => wordsOf(each))).toEqual([
      'How much memory has the machine or the container (memory)?',
      'How much memory does one child process take under load (process)? Pss in /proc/PID/smaps_rollup tells it',
      'How many requests come in a second at the peak, and how long does one take (rps, service-ms)?',
    ]);
  });
});
