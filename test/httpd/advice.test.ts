import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { cpus } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findHttpd, loadLine } from '../../scripts/ask-httpd.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { judgedAlone } from '../support/both-sides.ts';
import { answers, connected, isRead } from '../support/clients.ts';
import { eventually, pause, type RunningHttpd, startHttpd } from '../support/running-httpd.ts';

const httpd = process.platform === 'linux' ? findHttpd() : undefined;
if (!httpd) console.warn('skipped: no httpd on Linux found; install apache2, or name one with APACHE_MPM_HTTPD');

/** The rules that advise against the lines. */
function advice(mpm: Mpm, lines: readonly string[]): readonly string[] {
  const { findings } = judgedAlone(mpm, `${lines.join('\n')}\n`);
  return findings
    .map(({ rule }) => rule)
    .filter(({ situation }) => situation === 'legal and harmful')
    .map(({ id }) => id);
}

async function running(mpm: Mpm, lines: readonly string[], openFiles?: number): Promise<RunningHttpd> {
  const granted = [loadLine(httpd!, 'authz_core'), '<Location "/">', 'Require all granted', '</Location>'];
  const started = await startHttpd(httpd!, mpm, [...lines, ...granted], openFiles);
  onTestFinished(() => started.stop());
  return started;
}

async function client({ port }: RunningHttpd): Promise<Socket> {
  const socket = await connected(port);
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Waits until it holds, however busy the machine is; whether it did. */
const comes = (holds: () => boolean) => eventually(holds, Boolean);

/** What httpd does of which the rules warn that the server will be the worse for it. */
describe.skipIf(!httpd)('a running httpd shows why', () => {
  const few = ['MinSpareThreads 1', 'MaxSpareThreads 12'];
  const threads = ['ThreadsPerChild 4', 'MinSpareThreads 1', 'MaxSpareThreads 60'];

  it.each([
    ['ServerLimit 1', ['no-room-for-finishing-processes'], false],
    ['ServerLimit 2', [], true],
  ] as const)(
    'no-room-for-finishing-processes: with %s, after a graceful restart',
    async (limit, rules, served) => {
      const lines = [limit, 'StartServers 1', ...threads, 'MaxRequestWorkers 4'];
      expect(advice('event', lines)).toEqual(rules);
      const server = await running('event', lines);
      const unfinished = await client(server);
      unfinished.write('GET / HTTP/1.1\r\nHost:');
      await isRead(unfinished);
      await server.restartGracefully();
      if (!served) expect(await comes(() => server.errorLog().includes('AH03490'))).toBe(true);
      expect(await answers(await client(server), served ? 40_000 : 2_000)).toBe(served);
      expect(server.errorLog().includes('AH03490')).toBe(!served);
    },
    90_000,
  );

  it.each([
    ['event', ['ThreadsPerChild 4', 'MaxRequestWorkers 8', 'MinSpareThreads 9'], 'AH10159', 2],
    ['worker', ['ThreadsPerChild 4', 'MaxRequestWorkers 8', 'MinSpareThreads 9'], 'AH00287', 2],
    ['prefork', ['MaxRequestWorkers 3', 'MinSpareServers 4'], 'AH00161', 3],
  ] as const)(
    'min-spare-takes-all-workers: %s runs all and complains before any client comes',
    async (mpm, lines, code, all) => {
      expect(advice(mpm, ['StartServers 1', ...lines])).toEqual(['min-spare-takes-all-workers']);
      const server = await running(mpm, ['StartServers 1', ...lines]);
      expect(await comes(() => server.errorLog().includes(code))).toBe(true);
      expect(await eventually(server.children, (count) => count === all)).toBe(all);
    },
    60_000,
  );

  it('min-spare-takes-all-workers: with a minimum of all, event complains of the first busy one', async () => {
    const lines = ['StartServers 2', 'ThreadsPerChild 4', 'MaxRequestWorkers 8', 'MinSpareThreads 8', 'ServerLimit 4'];
    expect(advice('event', lines)).toEqual(['min-spare-takes-all-workers']);
    const server = await running('event', lines);
    await pause(2_500);
    expect(server.errorLog()).not.toContain('AH10159');
    (await client(server)).write('GET / HTTP/1.1\r\nHost:');
    expect(await comes(() => server.errorLog().includes('AH10159'))).toBe(true);
  }, 60_000);

  it('max-connections-per-child-too-small: prefork forks no faster than it looks', async () => {
    const one = ['ServerLimit 1', 'StartServers 1', 'MaxRequestWorkers 1', 'MinSpareServers 1', 'KeepAlive Off'];
    const lines = [...one, 'MaxConnectionsPerChild 1'];
    expect(advice('prefork', lines)).toEqual(['max-connections-per-child-too-small']);
    const server = await running('prefork', lines);
    const began = Date.now();
    for (let i = 0; i < 4; i++) expect(await answers(await client(server), 20_000)).toBe(true);
    expect(Date.now() - began).toBeGreaterThan(2_000);
  }, 90_000);

  it.each([
    ['event', ['StartServers 5', 'ThreadsPerChild 5', 'MaxRequestWorkers 40', ...few], 5, 2],
    ['worker', ['StartServers 5', 'ThreadsPerChild 5', 'MaxRequestWorkers 40', ...few], 5, 2],
    ['prefork', ['StartServers 6', 'MinSpareServers 1', 'MaxSpareServers 3'], 6, 3],
  ] as const)(
    'start-servers-above-max-spare: %s starts processes and ends them',
    async (mpm, lines, started, left) => {
      expect(advice(mpm, lines)).toEqual(['start-servers-above-max-spare']);
      const server = await running(mpm, lines);
      // It ends one in a second, from the first on.
      const first = server.children();
      expect(first).toBeGreaterThan(left);
      expect(first).toBeLessThanOrEqual(started);
      expect(await eventually(server.children, (count) => count === left)).toBe(left);
      await pause(2_000);
      expect(server.children()).toBe(left);
    },
    60_000,
  );

  it('scoreboard-mostly-unused: all of it is resident from the start', async () => {
    const lines = ['ServerLimit 200', 'ThreadLimit 500'];
    expect(advice('event', lines)).toEqual(['scoreboard-mostly-unused']);
    const bytes = judgedAlone('event', `${lines.join('\n')}\n`).model?.capacity.scoreboardBytes ?? 0;
    const { pid } = await running('event', lines);
    const maps = readFileSync(`/proc/${pid}/smaps`, 'utf8');
    const resident = [...maps.matchAll(/\/dev\/zero \(deleted\)\nSize:.*\n(?:\w+PageSize:.*\n)*Rss: +(\d+) kB/g)];
    const biggest = Math.max(...resident.map(([, kilobytes]) => 1024 * Number(kilobytes)));
    expect(biggest).toBeGreaterThanOrEqual(bytes);
    expect(biggest).toBeLessThan(bytes + 2 * 4096);
  }, 60_000);

  it.each([
    ['prefork', ['MaxRequestWorkers 2', 'MinSpareServers 1'], true],
    ['worker', ['ThreadsPerChild 2', 'MaxRequestWorkers 2', 'MinSpareThreads 1'], true],
    ['event', ['ThreadsPerChild 2', 'MaxRequestWorkers 2', 'MinSpareThreads 1', 'ServerLimit 2'], false],
  ] as const)(
    'keep-alive-timeout-holds-workers: two idle connections and two workers, under %s',
    async (mpm, lines, held) => {
      const id = 'keep-alive-timeout-holds-workers';
      expect(advice(mpm, [...lines, 'KeepAliveTimeout 60'])).toEqual(held ? [id] : []);
      const server = await running(mpm, ['StartServers 1', ...lines, 'KeepAliveTimeout 60']);
      for (let i = 0; i < 2; i++) {
        const idle = await client(server);
        expect(await answers(idle, 20_000)).toBe(true);
        await pause(300);
        await eventually(server.isIdle, Boolean);
      }
      expect(await answers(await client(server), held ? 2_000 : 20_000)).toBe(!held);
    },
    90_000,
  );

  it.skipIf(cpus().length < 2).each([
    ['worker', ['ThreadsPerChild 4', 'MaxRequestWorkers 4', 'MinSpareThreads 1']],
    ['prefork', ['MaxRequestWorkers 1']],
  ] as const)(
    'listener-buckets-above-server-limit: %s crashes',
    async (mpm, more) => {
      const lines = ['ListenCoresBucketsRatio 1', 'ServerLimit 1', ...more];
      expect(advice(mpm, lines)).toContain('listener-buckets-above-server-limit');
      const known = judgedAlone(mpm, `# apache-mpm: cores=${cpus().length}\n${lines.join('\n')}\n`).findings;
      expect(known.map(({ rule, severity }) => `${severity} ${rule.id}`)).toContain(
        'error listener-buckets-above-server-limit',
      );
      let said = '';
      try {
        const server = await running(mpm, lines);
        await comes(() => server.errorLog().includes('AH00060'));
        said = server.errorLog();
      } catch (error) {
        said = String(error);
      }
      expect(said).toContain('AH00060');
    },
    60_000,
  );

  it.skipIf(cpus().length < 2)(
    'listener-buckets-above-server-limit: event lets connections hang',
    async () => {
      const lines = ['ListenCoresBucketsRatio 1', 'ServerLimit 1', ...threads, 'MaxRequestWorkers 4', 'KeepAlive Off'];
      expect(advice('event', lines)).toContain('listener-buckets-above-server-limit');
      const server = await running('event', lines);
      const all = await Promise.all(Array.from({ length: 24 }, async () => answers(await client(server), 8_000)));
      expect(new Set(all)).toEqual(new Set([true, false]));
    },
    60_000,
  );

  it('http-two-under-prefork: mod_http2 tells so in the error log', async () => {
    const lines = [loadLine(httpd!, 'http2'), 'Protocols h2c http/1.1'];
    const { findings } = judgedAlone('prefork', `${lines.join('\n')}\n`);
    expect(findings.map(({ rule, httpd }) => [rule.id, httpd])).toEqual([['http-two-under-prefork', 'AH10034']]);
    const server = await running('prefork', lines);
    expect(server.errorLog()).toContain('AH10034');
  }, 60_000);

  it('connections-above-open-files: httpd ends the process that has no more files', async () => {
    const lines = ['ServerLimit 4', 'StartServers 1', ...threads, 'MaxRequestWorkers 8', 'KeepAliveTimeout 60'];
    expect(advice('event', [...lines, 'AsyncRequestWorkerFactor 300'])).toEqual(['connections-above-open-files']);
    const server = await running('event', [...lines, 'AsyncRequestWorkerFactor 30'], 60);
    for (let i = 0; i < 70 && !server.errorLog().includes('AH02179'); i++) {
      await answers(await client(server), 500);
    }
    expect(server.errorLog()).toMatch(/Too many open files: AH02179/);
  }, 60_000);

  const ss = spawnSync('ss', ['-V']).status === 0;
  if (!ss) console.warn('skipped: there is no ss to tell the length of a queue; install iproute2');
  it.skipIf(!ss)(
    'listen-backlog-above-kernel-limit: the queue is as long as the kernel allows',
    async () => {
      const lines = ['ListenBacklog 60000'];
      expect(advice('event', lines)).toEqual(['listen-backlog-above-kernel-limit']);
      const { port } = await running('event', lines);
      const told = execFileSync('ss', ['-Hltn', 'sport', '=', `:${port}`], { encoding: 'utf8' });
      const most = Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
      expect(Number(told.trim().split(/\s+/)[2])).toBe(Math.min(60_000, most));
    },
    60_000,
  );
});
