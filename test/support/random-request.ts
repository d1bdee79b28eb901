import fc from 'fast-check';
import type { Request } from '../../server/src/tuning/plan.ts';
import { tunedMpms, workloads } from '../../server/src/tuning/workload.ts';

const mebi = 2 ** 20;
const bytes = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((mebibytes) => mebibytes * mebi);
const seconds = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const all = { requiredKeys: [] as [] };

const facts = fc.record(
  {
    memory: bytes(512, 256 * 1024),
    reserve: bytes(0, 128),
    process: bytes(4, 200),
    shared: bytes(0, 64),
    processThreads: fc.integer({ min: 1, max: 64 }),
    thread: fc.integer({ min: 1, max: 60 }).map((kibibytes) => kibibytes * 1024),
    cores: fc.integer({ min: 1, max: 64 }),
    descriptors: fc.integer({ min: 128, max: 65_536 }),
    pids: fc.integer({ min: 300, max: 100_000 }),
    backend: fc.integer({ min: 1, max: 2000 }),
  },
  all,
);

const demand = fc.record(
  {
    rate: seconds(0.01, 20_000),
    service: seconds(0.001, 2),
    spread: seconds(0, 10),
    peak: seconds(1, 10),
    requestsPerConnection: fc.integer({ min: 1, max: 100 }),
    gap: seconds(0, 20),
    cpu: seconds(0, 0.001),
  },
  { requiredKeys: ['rate', 'service'] },
);

/** Requests that make sense: anything may be unknown, and nothing contradicts itself. */
export const request: fc.Arbitrary<Request> = fc.record(
  {
    workload: fc.constantFrom(...workloads.map(({ name }) => name)),
    facts,
    demand,
    mpm: fc.constantFrom(...tunedMpms),
    threads: fc.integer({ min: 1, max: 200 }),
    // More than 15 where it holds a worker is advised against.
    keepAlive: fc.integer({ min: 1, max: 15 }),
  },
  { requiredKeys: ['workload', 'facts'] },
) as fc.Arbitrary<Request>;

/** Rules that are right about what was asked for, whatever is proposed. */
export function excused({ facts, mpm, threads }: Request): readonly string[] {
  return [
    // Whoever does not tell how many files a process may open is told how many it needs.
    ...(facts.descriptors === undefined ? ['connections-above-open-files'] : []),
    // Threads that are asked for are all that WinNT has.
    ...(mpm === 'winnt' && threads !== undefined ? ['memory-unused-budget'] : []),
  ];
}
