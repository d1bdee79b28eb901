import { describe, expect, onTestFinished, test } from 'vitest';
import type { TextDocumentEdit } from 'vscode-languageserver-protocol';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import type { Tuned } from '../../server/src/features/tune.ts';
import type { Choice, Measured } from '../../server/src/server/measure-request.ts';
import { connect, type LanguageClient, pulling, servers } from '../support/language-client.ts';
import { startHttpd } from '../support/running-httpd.ts';

const uri = 'file:///srv/tuning/mpm_event.conf';

async function started(name: keyof typeof servers): Promise<LanguageClient> {
  const workspaceEdit = { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } };
  const client = await connect(servers[name], { capabilities: { ...pulling, workspace: { workspaceEdit } } });
  onTestFinished(async () => void (await client.end()));
  return client;
}

test.each(Object.keys(servers) as (keyof typeof servers)[])(
  '%s gives settings as one edit of the version that it knows, to be confirmed',
  async (name) => {
    const client = await started(name);
    await client.open(uri, 'ThreadsPerChild 25\nMaxRequestWorkers 150\n');
    const ask = () =>
      client.connection.sendRequest<Tuned>('apacheMpm/tune', {
        textDocument: { uri },
        goal: { kind: 'serve', workers: 200 },
      });
    const first = await ask();
    if (first.kind !== 'edit') throw new Error(String(first.messages));
    const [change] = first.edit.documentChanges as TextDocumentEdit[];
    expect(change!.edits).toHaveLength(1);
    expect(change!.textDocument).toEqual({ uri, version: first.version });
    expect(Object.values(first.edit.changeAnnotations!)).toEqual([
      { label: 'Settings of event', needsConfirmation: true },
    ]);
    const start = { line: 0, character: 0 };
    await client.change(uri, { range: { start, end: start }, text: '# changed\n' });
    const second = await ask();
    expect(second.kind === 'edit' && second.version).toBeGreaterThan(first.version!);
  },
);

const httpd = process.platform === 'linux' ? findHttpd() : undefined;

describe.skipIf(!httpd)('the server on a machine', () => {
  test('measures the httpd that is chosen among those that run, when it is asked', async () => {
    const [one, two] = await Promise.all([
      startHttpd(httpd!, 'event', ['StartServers 1', 'ThreadsPerChild 10']),
      startHttpd(httpd!, 'worker', ['StartServers 1', 'ThreadsPerChild 15']),
    ]);
    onTestFinished(async () => void (await Promise.all([one.stop(), two.stop()])));
    const client = await started('server.js --stdio');
    const ask = <Answer>(params?: unknown) => client.connection.sendRequest<Answer>('apacheMpm/measure', params);
    const unasked = () => client.connection.sendRequest<Choice>('apacheMpm/measure');
    const asked = [undefined, null, {}, { pid: 'one' }].map((params) => () => ask<Choice>(params));
    for (const choose of [unasked, ...asked]) {
      const { servers } = await choose();
      expect(servers).toEqual(
        expect.arrayContaining(
          [one, two].map(({ pid, port, configurationFile }) => ({
            pid,
            ports: [port],
            configurationFile,
            commandLine: expect.stringContaining(httpd!.program),
          })),
        ),
      );
    }
    for (const [{ pid }, threads] of [[one, 10] as const, [two, 15] as const]) {
      const { facts, remarks } = await ask<Measured>({ pid });
      expect(facts.find(({ name }) => name === 'process-threads')).toMatchObject({ value: String(threads) });
      for (const { name, value, what } of facts) {
        expect(`${name}=${value}`).toMatch(/^[\w-]+=[\d.]+[BKMGT]?$/);
        expect(what).not.toBe('');
      }
      expect(remarks.length).toBeGreaterThan(0);
    }
    expect(await ask({ pid: process.pid })).toBeNull();
  }, 60_000);
});

test('the server in a browser has no machine to measure', async () => {
  const client = await started('web/server.js in a worker');
  await expect(client.connection.sendRequest('apacheMpm/measure')).rejects.toThrow('apacheMpm/measure');
});
