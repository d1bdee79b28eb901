import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Pool, type PoolSample, poolOf, poolOfModel, simulatePool } from '../server/src/tuning/simulation.ts';
import { tune } from '../server/src/tuning/tune.ts';
import { judgedAlone } from './support/both-sides.ts';
import { request } from './support/random-request.ts';

const steady = (seconds: number, asked: number) => new Array<number>(seconds).fill(asked);
const processes = (samples: readonly PoolSample[]) => samples.map((sample) => sample.processes);

const threaded: Pool = {
  mpm: 'event',
  startServers: 2,
  minSpare: 25,
  maxSpare: 75,
  serverLimit: 8,
  threads: 25,
  maxRequestWorkers: 100,
};
const prefork: Pool = {
  mpm: 'prefork',
  startServers: 5,
  minSpare: 5,
  maxSpare: 10,
  serverLimit: 256,
  threads: 1,
  maxRequestWorkers: 100,
};

describe('an idle server', () => {
  test.each([
    ['stays as it was started between the two spares', threaded, [2, 2, 2, 2, 2]],
    ['ends one process a second above the maximum', { ...prefork, startServers: 13 }, [13, 12, 11, 10, 10]],
    ['starts processes until the minimum is there', { ...prefork, startServers: 1 }, [1, 2, 4, 8, 8]],
    ['starts no more than there may be', { ...threaded, startServers: 9 }, [4, 3, 3, 3, 3]],
  ])('%s', (_, pool, wanted) => {
    const { samples, messages } = simulatePool(pool, steady(5, 0));
    expect(processes(samples)).toEqual(wanted);
    expect(messages).toEqual([]);
  });
});

describe('a load', () => {
  test('makes prefork start 1, 2, 4, 8, 16 and then 32 processes in a second, the last ones aloud', () => {
    const { samples, messages } = simulatePool({ ...prefork, maxRequestWorkers: 256 }, steady(9, 200));
    expect(processes(samples)).toEqual([5, 6, 8, 12, 20, 36, 68, 100, 132]);
    expect(messages.map(({ second, code }) => `${second} ${code}`)).toEqual([
      '3 AH00162',
      '4 AH00162',
      '5 AH00162',
      '6 AH00162',
      '7 AH00162',
      '8 AH00162',
    ]);
  });

  test.each([
    ['event', ['AH10159', 'AH00484']],
    ['worker', ['AH00287', 'AH00286']],
  ] as const)('near and at MaxRequestWorkers makes %s say so, once each', (mpm, codes) => {
    const load = [...steady(6, 60), ...steady(5, 90), ...steady(5, 150)];
    const { samples, messages } = simulatePool({ ...threaded, mpm }, load);
    expect(messages.map(({ code }) => code)).toEqual(codes);
    expect(samples.at(-1)).toMatchObject({ busy: 100, idle: 0, waiting: 50, processes: 4 });
  });

  test('at MaxRequestWorkers makes prefork say so once', () => {
    const { messages } = simulatePool({ ...prefork, startServers: 100 }, steady(10, 120));
    expect(messages).toEqual([{ second: 0, code: 'AH00161' }]);
  });

  test('that MaxRequestWorkers would bear but ServerLimit cuts is told each second', () => {
    const pool = { ...threaded, serverLimit: 2 };
    const { messages } = simulatePool(pool, steady(4, 50));
    expect(messages).toEqual([0, 1, 2, 3].map((second) => ({ second, code: 'AH03490' })));
    expect(simulatePool({ ...pool, mpm: 'worker' }, steady(1, 50)).messages).toEqual([{ second: 0, code: 'AH00288' }]);
  });

  test('that comes back while processes still finish finds no slots where event has no room for them', () => {
    const load = [...steady(6, 100), ...steady(3, 0), ...steady(4, 100)];
    const tight = simulatePool({ ...threaded, serverLimit: 4 }, load, 10);
    expect(tight.messages.map(({ code }) => code)).toContain('AH03490');
    const roomy = simulatePool({ ...threaded, serverLimit: 8 }, load, 10);
    expect(roomy.messages.map(({ code }) => code)).not.toContain('AH03490');
  });
});

test('of a model takes what httpd runs, and of a cut MaxRequestWorkers what it goes on comparing with', () => {
  const model = judgedAlone('event', 'ThreadsPerChild 25\nServerLimit 2\nMaxRequestWorkers 110\n').model!;
  expect(poolOfModel(model)).toEqual({
    mpm: 'event',
    startServers: 2,
    minSpare: 75,
    maxSpare: 250,
    serverLimit: 2,
    threads: 25,
    maxRequestWorkers: 100,
  });
  expect(poolOfModel(judgedAlone('netware', '').model!)).toBeUndefined();
  expect(poolOfModel(judgedAlone('event', 'ListenCoresBucketsRatio 1\n').model!)).toBeUndefined();
});

test('tuned settings bear their demand without a word of saturation', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const tuning = tune(asked);
      if (tuning.kind !== 'plan' || !tuning.plan.wanted || tuning.plan.unmet.length > 0) return;
      const { mpm, settings, wanted, processes } = tuning.plan;
      const pool = poolOf(mpm, (name) => settings.find((setting) => setting.name === name)?.value)!;
      const asks = Math.round(wanted.load);
      // No more than 32 processes are started in a second.
      const last = Math.ceil(processes / 32) + 20;
      const { samples, messages } = simulatePool(pool, [...steady(3, 0), ...steady(last, asks), ...steady(10, 0)]);
      expect(messages.filter(({ code }) => !['AH00486', 'AH00289', 'AH00162'].includes(code))).toEqual([]);
      expect(samples[2 + last]!.waiting).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('never has more processes than there may be, nor loses a request', () => {
  const pool = fc.record({
    mpm: fc.constantFrom('event', 'worker', 'prefork'),
    startServers: fc.integer({ min: 1, max: 20 }),
    minSpare: fc.integer({ min: 1, max: 100 }),
    maxSpare: fc.integer({ min: 1, max: 200 }),
    serverLimit: fc.integer({ min: 1, max: 40 }),
    threads: fc.integer({ min: 1, max: 30 }),
    maxRequestWorkers: fc.integer({ min: 30, max: 600 }),
  });
  fc.assert(
    fc.property(
      pool,
      fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 }),
      fc.nat(5),
      (each, load, finishing) => {
        const { samples } = simulatePool(each, load, finishing);
        expect(samples.length).toBe(load.length);
        for (const { asked, busy, idle, waiting, processes, stopping } of samples) {
          expect(busy + waiting).toBe(asked);
          expect(busy + idle).toBe(processes * each.threads);
          expect(processes * each.threads).toBeLessThanOrEqual(each.maxRequestWorkers);
          expect(processes).toBeGreaterThanOrEqual(0);
          if (each.mpm === 'event') expect(processes + stopping).toBeLessThanOrEqual(Math.max(each.serverLimit, 1));
        }
      },
    ),
  );
});

test('WinNT has its threads from the start, and says once that there is none left', () => {
  const pool = poolOfModel(judgedAlone('winnt', 'ThreadsPerChild 100\n').model!)!;
  const { samples, messages } = simulatePool(pool, [0, 100, 101, 150, 40]);
  expect(samples.map(({ busy, idle, waiting, processes }) => [busy, idle, waiting, processes])).toEqual([
    [0, 100, 0, 1],
    [100, 0, 0, 1],
    [100, 0, 1, 1],
    [100, 0, 50, 1],
    [40, 60, 0, 1],
  ]);
  expect(messages).toEqual([{ second: 2, code: 'AH00326' }]);
});
