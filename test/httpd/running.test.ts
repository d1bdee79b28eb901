import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findHttpd, loadLine } from '../../scripts/ask-httpd.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { judgedAlone } from '../support/both-sides.ts';
import { answers, connected } from '../support/clients.ts';
import { eventually, pause, startHttpd } from '../support/running-httpd.ts';

const httpd = process.platform === 'linux' ? findHttpd() : undefined;
if (!httpd) console.warn('skipped: no httpd on Linux found; install apache2, or name one with APACHE_MPM_HTTPD');

function effective(mpm: Mpm, lines: readonly string[], name: string) {
  return judgedAlone(mpm, `${lines.join('\n')}\n`).model?.settings.get(name)?.effective;
}

/** What httpd does without a word can only be seen while it runs. */
describe.skipIf(!httpd)('a running httpd', () => {
  it.each([
    [
      'event',
      ['StartServers 40', 'ThreadsPerChild 5', 'MaxRequestWorkers 20', 'MinSpareThreads 1', 'MaxSpareThreads 90'],
      4,
    ],
    [
      'worker',
      ['StartServers 40', 'ThreadsPerChild 5', 'MaxRequestWorkers 15', 'MinSpareThreads 1', 'MaxSpareThreads 90'],
      3,
    ],
    ['prefork', ['StartServers 40', 'MaxRequestWorkers 6', 'MinSpareServers 1', 'MaxSpareServers 60'], 6],
  ] as const)(
    '%s starts no more processes than there can be',
    async (mpm, lines, expected) => {
      expect(effective(mpm, lines, 'StartServers')).toBe(expected);
      const running = await startHttpd(httpd!, mpm, lines);
      onTestFinished(() => running.stop());
      expect(await eventually(running.children, (count) => count === expected)).toBe(expected);
      await pause(1_500);
      expect(running.children()).toBe(expected);
      expect(running.errorLog()).not.toContain('StartServers');
    },
    60_000,
  );

  // 4 processes of 5 threads are idle: what is above the maximum is ended, one process in a second.
  it.each([
    ['event', ['MinSpareThreads 9', 'MaxSpareThreads 9'], 15, 3],
    ['event', ['MinSpareThreads 15', 'MaxSpareThreads 15'], 21, 4],
    ['worker', ['MinSpareThreads 9', 'MaxSpareThreads 1'], 15, 3],
  ] as const)(
    '%s takes MaxSpareThreads for what we say: %j',
    async (mpm, spare, maximum, expected) => {
      const lines = ['StartServers 4', 'ThreadsPerChild 5', 'MaxRequestWorkers 40', ...spare];
      expect(effective(mpm, lines, 'MaxSpareThreads')).toBe(maximum);
      const running = await startHttpd(httpd!, mpm, lines);
      onTestFinished(() => running.stop());
      expect(await eventually(running.children, (count) => count === expected)).toBe(expected);
      // Long enough for the next ones to be ended.
      await pause(3_500);
      expect(running.children()).toBe(expected);
      expect(running.errorLog()).not.toContain('MaxSpareThreads');
    },
    60_000,
  );

  it('prefork takes MaxSpareServers for what we say', async () => {
    const lines = ['StartServers 7', 'MinSpareServers 4', 'MaxSpareServers 2'];
    expect(effective('prefork', lines, 'MaxSpareServers')).toBe(5);
    const running = await startHttpd(httpd!, 'prefork', lines);
    onTestFinished(() => running.stop());
    expect(await eventually(running.children, (count) => count === 5)).toBe(5);
    await pause(3_500);
    expect(running.children()).toBe(5);
  }, 60_000);

  // event.c, connections_above_limit: a process of 4 idle workers takes 4 + 4 × factor connections and lets others wait.
  it.each([
    ['1.5', 8],
    ['3.9', 16],
    ['268435458', 12],
  ])(
    'event takes AsyncRequestWorkerFactor %s for its whole number',
    async (factor, connections) => {
      const one = ['StartServers 1', 'ServerLimit 1', 'ThreadsPerChild 4', 'MaxRequestWorkers 4', 'MinSpareThreads 1'];
      const lines = [...one, `AsyncRequestWorkerFactor ${factor}`];
      expect(judgedAlone('event', `${lines.join('\n')}\n`).model?.capacity.connections).toBe(connections);
      const allowed = [loadLine(httpd!, 'authz_core'), '<Location "/">', 'Require all granted', '</Location>'];
      const running = await startHttpd(httpd!, 'event', [...lines, ...allowed, 'KeepAliveTimeout 60']);
      const clients: Socket[] = [];
      onTestFinished(async () => {
        for (const client of clients) client.destroy();
        await running.stop();
      });
      let answered = 0;
      for (let i = 0; i < connections + 2; i++) {
        const client = await connected(running.port);
        clients.push(client);
        // Those that httpd takes are answered, however busy the machine is.
        if (await answers(client, i < connections ? 20_000 : 2_000)) answered++;
        // The worker must be idle again: while one is busy httpd takes fewer, and then waits for more to go.
        await pause(200);
        await eventually(running.isIdle, Boolean);
      }
      expect(answered).toBe(connections);
    },
    90_000,
  );

  it('keeps connections for a virtual host alone where the server has KeepAlive Off', async () => {
    const [one, two] = ['one', 'two'].map((name) => `<VirtualHost *:*>\nServerName ${name}\n`);
    const lines = ['KeepAlive Off', `${one}</VirtualHost>`, `${two}KeepAlive On\n</VirtualHost>`];
    const running = await startHttpd(httpd!, 'event', [loadLine(httpd!, 'authz_core'), ...lines]);
    onTestFinished(() => running.stop());
    const closes = async (host: string) => /^connection: close/im.test(await answerTo(running.port, host));
    expect([await closes('one'), await closes('two')]).toEqual([true, false]);
  }, 60_000);
});

/** The first that httpd sends to a request. */
async function answerTo(port: number, host: string): Promise<string> {
  const client = await connected(port);
  try {
    return await new Promise((resolve) => {
      client.once('data', (data) => resolve(data.toString()));
      client.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    });
  } finally {
    client.destroy();
  }
}
