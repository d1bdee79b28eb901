import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CancellationTokenSource, HoverRequest } from 'vscode-languageserver-protocol/node';
import { writeTree } from '../../scripts/bench/tree.ts';
import type { FoundFile } from '../../server/src/server/files.ts';
import { connect, type LanguageClient, pulling, servers } from '../support/language-client.ts';

async function connected(): Promise<LanguageClient> {
  const capabilities = { ...pulling, window: { workDoneProgress: true } };
  const client = await connect(servers['server.js --stdio'], { capabilities });
  onTestFinished(async () => void (await client.end()));
  client.connection.onRequest('window/workDoneProgress/create', () => null);
  return client;
}

/** A main file with virtual hosts in so many files, on the disk. */
function onDisk(files: number) {
  const { folder, main } = writeTree(files);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, main, uri: pathToFileURL(main).href };
}

test('while many files are read, others are answered, and who no longer waits is let go', async () => {
  // So many that they are not read in one turn of the server.
  const { main, uri } = onDisk(3000);
  const { connection, open, pull } = await connected();
  const text = await readFile(main, 'utf8');
  const order: string[] = [];
  const ends = async <Answer>(name: string, answer: Promise<Answer>) => {
    const given = await answer.catch(({ code }: { code: number }) => code);
    order.push(name);
    return given;
  };
  const source = new CancellationTokenSource();
  const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
  const alone = 'file:///nobody/has/this/mpm_event.conf';
  void open(uri, text);
  const all = ends('all', pull(uri));
  const hover = ends('hover', connection.sendRequest(HoverRequest.type, params, source.token));
  source.cancel();
  void open(alone, 'MaxRequestWorkers 410\nThreadsPerChild 25\n');
  const other = ends('other', pull(alone));
  expect(await hover).toBe(-32800);
  expect(await other).toHaveLength(1);
  expect(await all).toEqual([]);
  expect(order).toEqual(['hover', 'other', 'all']);
  expect(await connection.sendRequest(HoverRequest.type, params)).not.toBeNull();
});

test('a person sees how many files are read, can end that, and is told what was not read', async () => {
  const { connection, open, pull } = await connected();
  const files = 1000;
  const main = 'test:///w/httpd.conf';
  const text = 'LoadModule mpm_event_module x\nInclude sites/*.conf\n';
  const entries = Array.from({ length: files }, (_, i) => ({ name: `${i}.conf`, folder: false }));
  const told: string[] = [];
  const gate = () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    // Longer than a turn of the server.
    return { opened, open: () => void setTimeout(open, 50) };
  };
  const [begun, ended] = [gate(), gate()];
  connection.onNotification('$/progress', async ({ token, value: { kind, message } }) => {
    told.push(message ?? kind);
    if (kind === 'begin') begun.open();
    if (kind !== 'report') return;
    await connection.sendNotification('window/workDoneProgress/cancel', { token });
    ended.open();
  });
  let asked = 0;
  let [waiting, most] = [0, 0];
  connection.onRequest('apacheMpm/look', async ({ uri }: { uri: string }): Promise<FoundFile> => {
    if (uri === main) return { kind: 'file', uri, text };
    if (uri === 'test:///w/sites') return { kind: 'folder', uri, entries };
    if (!uri.startsWith('test:///w/sites/')) return { kind: 'missing', uri };
    most = Math.max(most, ++waiting);
    // Some come when it is told that there are many, the rest when nobody wants it any more.
    if (++asked > 340) await ended.opened;
    else if (asked > 320) await begun.opened;
    waiting--;
    return { kind: 'file', uri, text: '# a site\n' };
  });
  await open(main, text);
  expect((await pull(main)).map(({ message }) => message)).toEqual([
    expect.stringMatching(/sites\/\d+\.conf and \d+ more are not read, the reading was cancelled/),
  ]);
  expect(told[0]).toBe('reading the configuration');
  expect(told[1]).toMatch(/^\d+ of 1001 files read$/);
  expect(told.at(-1)).toBe('end');
  // Not one after the other, and not all at once.
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(50);
  expect(asked).toBeLessThan(500);
});

test('an event for one of many files has it read again', async () => {
  const { folder, main, uri } = onDisk(50);
  const { connection, open, pull } = await connected();
  await open(uri, await readFile(main, 'utf8'));
  expect(await pull(uri)).toEqual([]);
  const one = join(folder, 'sites/site00007.conf');
  await writeFile(one, 'MaxRequestWorkers 160\n');
  const changes = [{ uri: pathToFileURL(one).href, type: 2 }];
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  expect((await pull(uri)).map(({ code }) => code)).toEqual(['overridden-by-later-line']);
});
