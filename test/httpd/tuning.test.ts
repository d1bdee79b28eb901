import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { measure } from '../../server/src/hosts/measure.ts';
import { blockOf } from '../../server/src/tuning/block.ts';
import { restartArithmetic } from '../../server/src/tuning/memory.ts';
import type { Plan, Request } from '../../server/src/tuning/plan.ts';
import { tune } from '../../server/src/tuning/tune.ts';
import type { TunedMpm } from '../../server/src/tuning/workload.ts';
import { bothSidesOf } from '../support/both-sides.ts';
import { isRead } from '../support/clients.ts';
import { request } from '../support/random-request.ts';
import { eventually, pause, startHttpd } from '../support/running-httpd.ts';

const httpd = findHttpd();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');

const planned = (asked: Request): Plan[] => {
  const tuning = tune(asked);
  return tuning.kind === 'plan' ? [tuning.plan] : [];
};

const mebi = 2 ** 20;

/** A connection that holds a worker: the server waits for the end of the request. */
function halfARequest(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n', () => resolve(socket)));
    socket.on('error', reject);
  });
}

describe.skipIf(!httpd)('tuned settings in the real httpd', () => {
  it('are taken without a word, whatever was asked', () => {
    const asked = fc.sample(request, { numRuns: 60, seed: 6 });
    const plans = asked
      .flatMap((each) => planned(each).flatMap((plan) => (plan.mpm === 'winnt' ? [] : [{ plan, each, mpm: plan.mpm }])))
      .slice(0, 24);
    expect(plans.length).toBe(24);
    expect(new Set(plans.map(({ mpm }) => mpm)).size).toBe(3);
    for (const { plan, each, mpm } of plans) {
      const { ours, theirs } = bothSidesOf(httpd!, mpm, blockOf(plan, each));
      expect(theirs).toEqual({ lines: ['Syntax OK'], exit: 0 });
      expect(ours).toEqual(theirs);
    }
  }, 60_000);

  it.each(['event', 'worker', 'prefork'] as const)(
    '%s starts with them, as many processes as they say, and is quiet',
    async (mpm) => {
      const facts = { memory: 1024 * mebi, reserve: 512 * mebi, process: 20 * mebi };
      const [plan] = planned({ workload: 'custom', mpm, facts, demand: { rate: 50, service: 0.5 } });
      const running = await startHttpd(httpd!, mpm, [blockOf(plan!, { facts })]);
      onTestFinished(() => running.stop());
      const wanted = plan!.settings.find(({ name }) => name === 'StartServers')!.value;
      expect(await eventually(running.children, (count) => count === wanted)).toBe(wanted);
      await pause(2_500);
      expect(running.children()).toBe(wanted);
      expect(running.errorLog()).not.toMatch(/:(warn|error|crit|alert|emerg)\]/);
    },
    60_000,
  );

  /** The most child processes that are seen at once when five requests under way outlive a graceful restart. */
  async function mostAfterRestart(mpm: TunedMpm, lines: readonly string[], before: number, least: number) {
    const running = await startHttpd(httpd!, mpm, ['StartServers 5', ...lines]);
    const held: Socket[] = [];
    try {
      expect(await eventually(running.children, (count) => count === before)).toBe(before);
      held.push(...(await Promise.all(Array.from({ length: 5 }, () => halfARequest(running.port)))));
      await Promise.all(held.map(isRead));
      await running.restartGracefully();
      let most = 0;
      const look = () => {
        most = Math.max(most, running.children());
        return most;
      };
      await eventually(look, (count) => count >= least, 12_000);
      await eventually(look, () => false, 4_000);
      return most;
    } finally {
      for (const socket of held) socket.destroy();
      await running.stop();
    }
  }

  // What the memory forecast says of a graceful restart. Under worker a new process needs a slot in which a thread has ended:
  // five requests in two processes of four threads leave some idle in one of them at least. Those may end a moment before
  // their process is known to end, and then the slot is not free (worker.c: listener_thread sets `dying` behind
  // ap_queue_term, worker_thread goes by it). So it may start more, and never more than that; it is tried until it does.
  it.each([
    { mpm: 'event', lines: ['ThreadsPerChild 4', 'ServerLimit 4', 'MaxRequestWorkers 8'], slots: 4, least: 4, most: 4 },
    { mpm: 'event', lines: ['ThreadsPerChild 4', 'ServerLimit 3', 'MaxRequestWorkers 8'], slots: 3, least: 3, most: 3 },
    {
      mpm: 'worker',
      lines: ['ThreadsPerChild 4', 'ServerLimit 2', 'MaxRequestWorkers 8'],
      slots: 2,
      least: 3,
      most: 4,
    },
    { mpm: 'prefork', lines: ['ServerLimit 5', 'MaxRequestWorkers 5'], slots: 5, least: 5, most: 5 },
  ] as const)(
    'after a graceful restart $mpm has up to $most processes: $lines',
    async ({ mpm, lines, slots, least, most }) => {
      const processes = mpm === 'prefork' ? 5 : 2;
      const seen: number[] = [];
      do seen.push(await mostAfterRestart(mpm, lines, processes, least));
      while (Math.max(...seen) < least && seen.length < 8);
      expect(Math.max(...seen)).toBeGreaterThanOrEqual(least);
      expect(Math.max(...seen)).toBeLessThanOrEqual(most);
      const shape = { mpm, processes, threads: 4, serverLimit: slots, threadLimit: 64 };
      const told = restartArithmetic(shape, { process: mebi });
      expect(told?.values.more).toBe(most === processes ? undefined : `${most - processes} MiB`);
    },
    300_000,
  );

  it.each([
    ['event', 25],
    ['worker', 25],
    ['prefork', undefined],
  ] as const)(
    'a started %s is measured, with its threads, and told to be young',
    async (mpm, threads) => {
      // As many as are wanted to be idle, so that it starts no more.
      const idle = mpm === 'prefork' ? 'MinSpareServers 3' : 'MinSpareThreads 75';
      const running = await startHttpd(httpd!, mpm, ['StartServers 3', idle]);
      onTestFinished(() => running.stop());
      const isUp = (found: ReturnType<typeof measure>) =>
        found?.facts.processThreads === threads && found?.remarks[0]?.values.count === 3;
      const { facts, remarks } = (await eventually(() => measure(running.pid), isUp))!;
      expect(facts.processThreads).toBe(threads);
      expect(facts.process).toBeUndefined();
      expect(remarks[0]!.values.largest).toMatch(/^[\d.]+ [KM]iB$/);
      expect(remarks[0]!.template).toContain('of its own');
      expect(facts.memory).toBeGreaterThan(128 * mebi);
      expect(facts.cores).toBeGreaterThan(0);
      expect(facts.descriptors).toBeGreaterThan(64);
      expect(remarks[0]!.values.count).toBe(3);
      expect(running.children()).toBe(3);
      expect(remarks.at(-1)!.values.minutes).toBe(0);
    },
    60_000,
  );
});
