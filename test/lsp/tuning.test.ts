import { expect, onTestFinished, test } from 'vitest';
import type { TextDocumentEdit } from 'vscode-languageserver-protocol';
import type { Tuned } from '../../server/src/features/tune.ts';
import type { Measured } from '../../server/src/server/measure-request.ts';
import { connect, type LanguageClient, pulling, servers } from '../support/language-client.ts';

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

test('the server on a machine measures it when it is asked', async () => {
  const client = await started('server.js --stdio');
  const measured = await client.connection.sendRequest<Measured | null>('apacheMpm/measure');
  for (const { name, value, what } of measured?.facts ?? []) {
    expect(`${name}=${value}`).toMatch(/^[\w-]+=[\d.]+[BKMGT]?$/);
    expect(what).not.toBe('');
  }
  expect(measured === null || measured.remarks.length > 0).toBe(true);
});

test('the server in a browser has no machine to measure', async () => {
  const client = await started('web/server.js in a worker');
  await expect(client.connection.sendRequest('apacheMpm/measure')).rejects.toThrow('apacheMpm/measure');
});
