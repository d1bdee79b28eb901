import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  type Range,
  ShowMessageNotification,
} from 'vscode-languageserver-protocol/node';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import { folderWith } from '../support/folder.ts';
import { connect, pulling, servers } from '../support/language-client.ts';

const everywhere: Range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const configuring: ClientCapabilities = { ...pulling, workspace: { configuration: true } };

/** A client with settings that may differ from folder to folder. */
async function clientWith(
  rulesAt: (uri: string | undefined) => unknown,
  capabilities: ClientCapabilities = configuring,
  initializationOptions: object = {},
  generalChecks?: boolean,
  factsAt: (uri: string | undefined) => unknown = () => undefined,
) {
  const server = servers['server.js --stdio']();
  const shown: string[] = [];
  server.connection.onNotification(ShowMessageNotification.type, ({ message }) => void shown.push(message));
  server.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ scopeUri }) => ({
      rules: scopeUri ? rulesAt(scopeUri) : {},
      facts: factsAt(scopeUri),
      generalChecks,
    })),
  );
  const client = await connect(() => server, { capabilities, initializationOptions });
  onTestFinished(async () => {
    await client.end();
    expect(client.stderr()).toBe('');
    expect(client.complaints).toEqual([]);
  });
  const codes = async (uri: string) => (await client.pull(uri)).map(({ code, severity }) => `${severity} ${code}`);
  const actions = async (uri: string) =>
    (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: everywhere,
      context: { diagnostics: [...(await client.pull(uri))] },
    })) as CodeAction[];
  return { ...client, codes, actions, shown };
}

describe('apacheMpm.rules', () => {
  test('is that of the folder in which the main file lies', async () => {
    const { open, codes } = await clientWith((uri) =>
      uri?.startsWith('file:///shop/') ? { 'not-a-number': 'off' } : { 'not-a-number': 'hint' },
    );
    await open('file:///shop/mpm_event.conf', 'StartServers 4k\n');
    await open('file:///blog/mpm_event.conf', 'StartServers 4k\n');
    expect(await codes('file:///shop/mpm_event.conf')).toEqual([]);
    expect(await codes('file:///blog/mpm_event.conf')).toEqual(['4 not-a-number']);
  });

  test('counts at once when it is changed', async () => {
    let rules: unknown = null;
    const { open, codes, connection } = await clientWith(() => rules);
    const uri = 'file:///shop/mpm_event.conf';
    await open(uri, 'StartServers 4k\n');
    expect(await codes(uri)).toEqual(['2 not-a-number']);
    rules = { 'not-a-number': 'error' };
    await connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await expect.poll(() => codes(uri)).toEqual(['1 not-a-number']);
  });

  test('is told once where it makes no sense, and the rest holds', async () => {
    const { open, codes, shown } = await clientWith(() => ({ 'not-a-numbr': 'off', 'not-a-number': 'hint' }));
    for (const name of ['a', 'b']) await open(`file:///${name}/mpm_event.conf`, 'StartServers 4k\n');
    for (const name of ['a', 'b']) expect(await codes(`file:///${name}/mpm_event.conf`)).toEqual(['4 not-a-number']);
    expect(shown).toEqual(['apacheMpm.rules has no not-a-numbr: not-a-number is meant perhaps']);
  });
});

describe('apacheMpm.facts', () => {
  const uri = 'file:///shop/mpm_event.conf';
  const text = 'ServerLimit 32\nMaxRequestWorkers 400\n';
  const over = '2 memory-over-budget';

  test('is what a comment tells, for the folder in which the main file lies, and a comment goes before it', async () => {
    const facts = { memory: '1G', reserve: '512M', process: '60M' };
    const { open, codes } = await clientWith(
      () => null,
      configuring,
      {},
      undefined,
      (at) => (at?.startsWith('file:///shop/') ? facts : {}),
    );
    await open(uri, text);
    await open('file:///blog/mpm_event.conf', text);
    expect(await codes(uri)).toEqual([over]);
    expect(await codes('file:///blog/mpm_event.conf')).toEqual([]);
    await open('file:///shop/b/mpm_event.conf', `# apache-mpm: memory=2G\n${text}`);
    expect(await codes('file:///shop/b/mpm_event.conf')).toEqual([]);
  });

  test('counts at once when it is changed', async () => {
    let facts: object = {};
    const { open, codes, connection } = await clientWith(
      () => null,
      configuring,
      {},
      undefined,
      () => facts,
    );
    await open(uri, text);
    expect(await codes(uri)).toEqual([]);
    facts = { memory: '1G', reserve: '512M', process: '60M' };
    await connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await expect.poll(() => codes(uri)).toEqual([over]);
  });

  test('is told once where it makes no sense, and the rest holds', async () => {
    const facts = { memory: '1G', reserve: '512M', process: '60M', cores: -1, thread: '1', memry: '8G', pids: true };
    const { open, codes, shown } = await clientWith(
      () => null,
      configuring,
      {},
      undefined,
      () => facts,
    );
    await open(uri, text);
    expect(await codes(uri)).toEqual([over]);
    expect(shown).toEqual([
      'apacheMpm.facts has no memry: memory is meant perhaps',
      'apacheMpm.facts.pids is true, but must be a text or a number',
      'apacheMpm.facts.cores: cores -1 is negative',
      'apacheMpm.facts.thread: “1” has no unit: write 1G, 1M or 1K (powers of 1024), or 1B for bytes',
    ]);
  });
});

describe('apacheMpm.generalChecks', () => {
  const text = 'MaxRequestWorker 5\nStartServers 4k\n';
  const uri = 'file:///shop/mpm_event.conf';

  test.each([
    [true, ['2 unknown-directive', '2 not-a-number']],
    [false, ['2 not-a-number']],
  ])('%s', async (generalChecks, expected) => {
    const { open, codes } = await clientWith(() => null, configuring, {}, generalChecks);
    await open(uri, text);
    expect(await codes(uri)).toEqual(expected);
  });

  test('goes behind what is said of one rule', async () => {
    const { open, codes } = await clientWith(() => ({ 'unknown-directive': 'hint' }), configuring, {}, false);
    await open(uri, text);
    expect(await codes(uri)).toEqual(['4 unknown-directive', '2 not-a-number']);
  });
});

describe('the quick fixes of a finding that is to stay', () => {
  const text = 'Timeout 60\r\n\tStartServers 4k\r\n';
  const uri = 'file:///shop/mpm_event.conf';

  test('silence it by a comment above, indented and ended as its line', async () => {
    const { open, actions, change, codes } = await clientWith(() => null);
    await open(uri, text);
    const found = await actions(uri);
    const ignore = found.at(-1);
    expect(found.slice(0, -1).every(({ title }) => title.startsWith('Write '))).toBe(true);
    expect(ignore).toMatchObject({ title: 'Ignore not-a-number here…', diagnostics: [{ code: 'not-a-number' }] });
    expect(ignore?.isPreferred).toBeUndefined();
    const edits = (ignore?.edit?.changes?.[uri] ?? []).map(({ range, newText }) => ({
      at: { uri, ...range },
      text: newText,
    }));
    const after = applyEdits(text, edits);
    expect(after).toBe('Timeout 60\r\n\t# apache-mpm-ignore not-a-number: \r\n\tStartServers 4k\r\n');
    await change(uri, { text: after });
    expect(await codes(uri)).toEqual([]);
  });

  test('leave a place for the reason where the editor knows such', async () => {
    const workspace = { ...configuring.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } };
    const { open, actions } = await clientWith(() => null, { ...configuring, workspace });
    await open(uri, text);
    const position = { line: 1, character: 0 };
    expect((await actions(uri)).at(-1)?.edit).toEqual({
      documentChanges: [
        {
          textDocument: { uri, version: null },
          edits: [
            {
              range: { start: position, end: position },
              snippet: { kind: 'snippet', value: '\t# apache-mpm-ignore not-a-number: ${1:reason}\r\n' },
            },
          ],
        },
      ],
    });
  });

  test('change its severity by a command, where the editor has it', async () => {
    const { open, actions } = await clientWith(() => null, configuring, { commands: true });
    await open(uri, `${text}${text}`);
    const title = 'Change the severity of not-a-number…';
    expect((await actions(uri)).filter((action) => action.title === title)).toMatchObject([
      { title, command: { title, command: 'apacheMpm.changeSeverity', arguments: [{ rule: 'not-a-number', uri }] } },
    ]);
  });

  test('take a file without a line end, and a directive of several lines', async () => {
    const { open, actions, change } = await clientWith(() => null);
    const applied = async (text: string) => {
      await change(uri, { text });
      const edits = (await actions(uri)).at(-1)?.edit?.changes?.[uri] ?? [];
      return applyEdits(
        text,
        edits.map(({ range, newText }) => ({ at: { uri, ...range }, text: newText })),
      );
    };
    await open(uri, text);
    expect(await applied('Timeout 60\r\nStartServers 4k')).toBe(
      'Timeout 60\r\n# apache-mpm-ignore not-a-number: \r\nStartServers 4k',
    );
    expect(await applied('StartServers 4k\r')).toBe('# apache-mpm-ignore not-a-number: \nStartServers 4k\r');
    expect(await applied('StartServers \\\n  4k\n')).toBe(
      '# apache-mpm-ignore not-a-number: \nStartServers \\\n  4k\n',
    );
  });
});

describe('a file .apache-mpm.json', () => {
  const conf = 'StartServers 4k\n';

  test('holds from the moment it is written, and its mistakes are shown in it', async () => {
    const folder = folderWith({ 'mpm_event.conf': conf });
    const uri = pathToFileURL(join(folder, 'mpm_event.conf')).href;
    const file = pathToFileURL(join(folder, '.apache-mpm.json')).href;
    const { open, codes, pushed, pushes, connection } = await clientWith(() => ({ 'not-a-number': 'error' }));
    const write = async (text: string) => {
      writeFileSync(join(folder, '.apache-mpm.json'), text);
      const changes: FileEvent[] = [{ uri: file, type: FileChangeType.Changed }];
      await connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
      return codes(uri);
    };
    await open(uri, conf);
    expect(await codes(uri)).toEqual(['1 not-a-number']);
    expect(await write('{ "rules": { "not-a-number": "hint", "none": "off" } }')).toEqual(['4 not-a-number']);
    await pushes(file, 1);
    expect(pushed(file).at(-1)).toEqual([
      {
        range: { start: { line: 0, character: 37 }, end: { line: 0, character: 43 } },
        severity: 2,
        source: 'apache-mpm',
        message: '.apache-mpm.json.rules has no none',
      },
    ]);
    expect(await write('{ "rules": { "not-a-number": "off" } }')).toEqual([]);
    await pushes(file, 2);
    expect(pushed(file).at(-1)).toEqual([]);
  });

  test('is named to the editor where it sets what a quick fix would change', async () => {
    const folder = folderWith({ '.apache-mpm.json': '{ "rules": { "not-a-number": "hint" } }' });
    const uri = pathToFileURL(join(folder, 'mpm_event.conf')).href;
    const file = pathToFileURL(join(folder, '.apache-mpm.json')).href;
    const { open, actions } = await clientWith(() => null, configuring, { commands: true });
    await open(uri, `${conf}MaxClients 300\n`);
    const chosen = (await actions(uri)).flatMap(({ command }) => command?.arguments ?? []);
    expect(chosen).toContainEqual({ rule: 'not-a-number', uri, file });
    expect(chosen).toContainEqual({ rule: 'deprecated-directive-name', uri });
  });
});
