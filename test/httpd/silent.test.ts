import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findHttpd, loadLine } from '../../scripts/ask-httpd.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import type { Severity } from '../../server/src/rules/rule.ts';
import { bothSidesOf, judgedAlone } from '../support/both-sides.ts';
import { connected, isRead } from '../support/clients.ts';
import { eventually, pause, type RunningHttpd, startHttpd } from '../support/running-httpd.ts';

const httpd = process.platform === 'linux' ? findHttpd() : undefined;
if (!httpd) console.warn('skipped: no httpd on Linux found; install apache2, or name one with APACHE_MPM_HTTPD');

const threaded = ['event', 'worker'] as const;
const all = [...threaded, 'prefork'] as const;
const request = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
const inHost = (line: string) => ['<VirtualHost *>', 'ServerName localhost', line, '</VirtualHost>'];

/** Starts a server with lines of which `httpd -t` says nothing and we say what the rule says, as severely where told. */
async function started(
  mpm: (typeof all)[number],
  lines: readonly string[],
  rule: string,
  severity?: Severity,
): Promise<RunningHttpd> {
  const text = `${lines.join('\n')}\n`;
  const said = judgedAlone(mpm as Mpm, text).findings.find((finding) => finding.rule.id === rule);
  expect(said?.rule.id).toBe(rule);
  if (severity) expect(said?.severity).toBe(severity);
  const { ours, theirs } = bothSidesOf(httpd!, mpm, text);
  expect(theirs).toEqual({ lines: ['Syntax OK'], exit: 0 });
  expect(ours).toEqual(theirs);
  const allowed = [loadLine(httpd!, 'authz_core'), '<Location "/">', 'Require all granted', '</Location>'];
  const running = await startHttpd(httpd!, mpm, ['KeepAliveTimeout 60', ...allowed, ...lines]);
  onTestFinished(() => running.stop());
  return running;
}

/** How long to wait, in milliseconds. */
interface Patience {
  /** For the response, or for the close without one; nobody waits longer than it takes. */
  readonly wait?: number;
  /** Behind the response, for the close. */
  readonly watch?: number;
  /** Between the parts, unless something comes back. */
  readonly gap?: number;
}

/** What comes back for parts that are sent one after the other, each when the one before has been read. */
function talk({ port }: RunningHttpd, parts: readonly string[], patience: Patience = {}): Promise<Talk> {
  const { wait = 20_000, watch = 1_500, gap = 500 } = patience;
  return new Promise((resolve) => {
    let status = '';
    let back = () => {};
    const answered = new Promise<void>((resolve) => {
      back = resolve;
    });
    const client = connect(port, '127.0.0.1', async () => {
      for (const part of parts) {
        if (client.destroyed || status) return;
        client.write(part);
        await isRead(client).catch(() => undefined);
        await Promise.race([answered, pause(gap)]);
      }
    });
    const end = (closed: boolean) => {
      clearTimeout(timer);
      client.destroy();
      back();
      resolve({ status, closed });
    };
    let timer = setTimeout(() => end(false), wait);
    client.on('data', (data) => {
      if (status) return;
      status = String(data).slice(9, 12);
      clearTimeout(timer);
      timer = setTimeout(() => end(false), watch);
      back();
    });
    client.on('close', () => end(true)).on('error', () => end(true));
  });
}

interface Talk {
  /** Of the response; empty when there is none. */
  readonly status: string;
  readonly closed: boolean;
}

describe.skipIf(!httpd)('what httpd does without a word', () => {
  it.each(threaded)(
    '%s with a negative MaxConnectionsPerChild answers nobody',
    async (mpm) => {
      const running = await started(mpm, ['MaxConnectionsPerChild -1'], 'max-connections-per-child-negative', 'error');
      expect(await talk(running, [request], { wait: 3_000 })).toEqual({ status: '', closed: false });
    },
    60_000,
  );

  it('prefork takes a negative MaxConnectionsPerChild for 0', async () => {
    const running = await started(
      'prefork',
      ['MaxConnectionsPerChild -1'],
      'max-connections-per-child-negative',
      'warning',
    );
    expect(await talk(running, [request])).toEqual({ status: '404', closed: false });
  }, 60_000);

  it.each([
    [['MaxKeepAliveRequests -1'], 'max-keep-alive-requests-negative', true],
    [inHost('MaxKeepAliveRequests -1'), 'max-keep-alive-requests-negative', false],
    [inHost('MaxKeepAliveRequests -2'), 'max-keep-alive-requests-negative', true],
    [['KeepAliveTimeout 0'], 'keep-alive-timeout-zero', true],
    [inHost('KeepAliveTimeout 0'), 'keep-alive-timeout-zero', false],
    [['KeepAliveTimeout ms'], 'not-a-number', true],
    [['KeepAliveTimeout 500milliseconds'], 'milliseconds-read-as-minutes', false],
    [['KeepAlive On now'], 'extra-words-ignored', false],
    [['KeepAlive Off now'], 'extra-words-ignored', true],
  ])(
    '%j, which %s tells: the connection is closed after the first response: %s',
    async (lines, rule, closed) => {
      const running = await started('event', lines, rule);
      // Where it stays open, KeepAliveTimeout is far away.
      expect(await talk(running, [request], { watch: closed ? 20_000 : 1_500 })).toEqual({ status: '404', closed });
    },
    60_000,
  );

  it.each([
    ...all.map((mpm) => [mpm, ['Timeout 0'], '400'] as const),
    ['event', ['Timeout -1'], '404'] as const,
    ['event', inHost('Timeout 0'), '404'] as const,
  ])(
    '%s with %j answers a request in two packets with %s',
    async (mpm, lines, status) => {
      const running = await started(mpm, lines, 'timeout-not-positive');
      // It is refused before the second packet, or after it has come.
      const gap = status === '400' ? 20_000 : 500;
      const { status: answered } = await talk(running, [request.slice(0, 20), request.slice(20)], { gap });
      expect(answered).toBe(status);
    },
    60_000,
  );

  it('a graceful stop with a negative GracefulShutdownTimeout cuts requests off after a second', async () => {
    const running = await started('prefork', ['GracefulShutdownTimeout -1'], 'graceful-shutdown-timeout-negative');
    const client = await connected(running.port);
    const closed = new Promise((resolve) => client.once('close', resolve).on('error', resolve).resume());
    client.write(request.slice(0, 20));
    await isRead(client);
    process.kill(running.pid, 'SIGWINCH');
    // Without that it waits for the rest of the request, up to the Timeout of 60 seconds.
    await Promise.race([closed, pause(30_000)]);
    expect(client.destroyed).toBe(true);
    expect(client.bytesRead).toBe(0);
    expect(running.errorLog()).toContain('shutting down gracefully');
  }, 60_000);

  it.each([
    ['event', 'AH02436'],
    ['worker', 'AH02435'],
  ] as const)(
    '%s does not take a ThreadStackSize below 16384',
    async (mpm, code) => {
      const running = await started(mpm, ['ThreadStackSize 16383'], 'thread-stack-size-too-small', 'warning');
      expect(await talk(running, [request])).toEqual({ status: '404', closed: false });
      expect(running.errorLog()).toContain(
        `${code}: WARNING: ThreadStackSize of 16383 is inappropriate, using default`,
      );
    },
    60_000,
  );

  it.each([16_384, 32_768])(
    'child processes crash with a ThreadStackSize of %i when modules need more',
    async (size) => {
      const modules = ['rewrite', 'autoindex', 'deflate', 'filter', 'headers', 'setenvif', 'status', 'env', 'include'];
      const lines = [...modules.map((name) => loadLine(httpd!, name)), 'LogLevel debug', `ThreadStackSize ${size}`];
      const more = [
        '<Directory />',
        'Options +Indexes',
        'AllowOverride All',
        '</Directory>',
        'SetOutputFilter DEFLATE',
      ];
      const running = await started('event', [...lines, ...more], 'thread-stack-size-too-small', 'error');
      await talk(running, [request]);
      const crash = 'exit signal Segmentation fault (11)';
      expect(await eventually(running.errorLog, (log) => log.includes(crash))).toContain(crash);
    },
    90_000,
  );
});
