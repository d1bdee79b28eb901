import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  createProtocolConnection,
  HoverRequest,
  InitializeRequest,
  type Position,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import { bundle, connect, type LanguageClient, servers } from '../support/language-client.ts';

const megabytes = 10_000_000;
/** Bounds what hangs; nothing here measures. */
const limit = 120_000;

const start = servers['apache-mpm lsp --stdio'];
let client: LanguageClient;
beforeAll(async () => {
  client = await connect(start);
});
afterAll(async () => {
  await client.end();
  expect(client.stderr()).toBe('');
  expect(client.complaints).toEqual([]);
});
/** After each of them the server still does its work. */
afterEach(async () => expect(await messagesOn('MaxRequestWorkers 410\n')).toEqual([notAMultiple]));

const notAMultiple = 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)';

let opened = 0;
async function opens(text: string): Promise<string> {
  const uri = `file:///srv/${++opened}/mpm_event.conf`;
  await client.open(uri, text);
  return uri;
}

/** The findings, when everything that can be asked has been asked. */
async function messagesOn(text: string): Promise<readonly string[]> {
  const uri = await opens(text);
  const found = await askAll(uri, { line: 0, character: 3 });
  await client.close(uri);
  return found;
}

async function askAll(uri: string, position: Position): Promise<readonly string[]> {
  const textDocument = { uri };
  const everything = { start: { line: 0, character: 0 }, end: { line: 2 ** 31 - 1, character: 0 } };
  const found = await client.pull(uri);
  await client.connection.sendRequest(HoverRequest.type, { textDocument, position });
  for (const only of [undefined, ['source.fixAll']]) {
    const context = { diagnostics: [...found], ...(only && { only }) };
    await client.connection.sendRequest(CodeActionRequest.type, { textDocument, range: everything, context });
  }
  await client.connection.sendRequest('apacheMpm/effectiveSettings', { textDocument });
  await client.connection.sendRequest('apacheMpm/status', { textDocument });
  return found.map(({ message }) => String(message));
}

describe('texts that are hardly any', () => {
  test.each([
    ['nothing', ''],
    ['one line end', '\n'],
    ['one CR', '\r'],
    ['one backslash', '\\'],
    ['a continued nothing', '\\\n'],
    ['blanks', ' \t\v\f'],
    ['one NUL', '\0'],
  ])('%s has no findings', async (_, text) => expect(await messagesOn(text)).toEqual([]));

  test.each([
    ['alone', '\uFEFF'],
    ['before a directive', '\uFEFFMaxRequestWorkers 410\n'],
  ])('a byte order mark %s is a part of a name that httpd does not know', async (_, text) => {
    expect(await messagesOn(text)).toEqual([expect.stringContaining('begins with a byte order mark')]);
  });

  test('binary junk is answered, whatever it is', async () => {
    // Linear congruence: the same junk each time.
    let seed = 42;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed >> 8;
    };
    const junk = (length: number, most: number) =>
      Array.from({ length }, () => String.fromCharCode(next() % most)).join('');
    for (const most of [32, 128, 256, 0x1_0000]) {
      const text = junk(50_000, most);
      const uri = await opens(text);
      await askAll(uri, { line: 3, character: 1 });
      for (let i = 0; i < 20; i++) {
        const position = () => ({ line: next() % 100, character: next() % 50 });
        await client.change(uri, { range: { start: position(), end: position() }, text: junk(next() % 30, most) });
      }
      await askAll(uri, { line: 3, character: 1 });
      await client.close(uri);
    }
  });
});

describe('line ends', () => {
  test('CR LF are line ends', async () => {
    expect(await messagesOn('StartServers 2\r\nMaxRequestWorkers 410\r\n')).toEqual([notAMultiple]);
  });

  test('a lone CR is a blank to httpd, and all is one line', async () => {
    const said = 'ServerLimit takes one argument, Maximum number of child processes for this run of Apache';
    const takesOne = `ServerLimit has 3 words behind it: httpd does not start and says "${said}"`;
    expect(await messagesOn('ServerLimit 3\rMaxRequestWorkers 410\r')).toEqual([takesOne]);
    expect(await messagesOn('MaxRequestWorkers\r410\r\n')).toEqual([notAMultiple]);
  });

  test('a NUL ends the line in the middle', async () => {
    expect(await messagesOn('MaxRequestWorkers 410\0 7 8 9\nStartServers 2\n')).toEqual([notAMultiple]);
  });
});

describe('a line of 10 MB', () => {
  const repeated = (text: string, lead = '', tail = '\n') => lead + text.repeat(megabytes / text.length) + tail;
  test.each([
    ['of one word', repeated('a')],
    ['of many words', repeated('a ')],
    ['of `>`', repeated('>')],
    ['of `<`', repeated('<')],
    ['of a tag with many `>`', repeated('>', '<IfModule ')],
    ['of a tag with many words', repeated('> ', '<IfModule ')],
    ['of a tag that nothing ends', repeated('a', '<IfModule ')],
    ['of quotes', repeated('"')],
    ['of quotes and blanks', repeated('" ', 'PidFile ')],
    ['of backslashes', repeated('\\')],
    ['of backslashes in quotes', repeated('\\', 'PidFile "')],
    ['of quotes behind backslashes', repeated('\\"', 'PidFile "')],
    ['of variables that nothing ends', repeated('${', 'PidFile ')],
    ['of digits', repeated('1', 'MaxRequestWorkers ', 'x\n')],
    ['of digits for a fraction', repeated('1', 'AsyncRequestWorkerFactor ', 'x\n')],
    ['of digits and letters', repeated('1,', 'MaxMemFree ', 'l\n')],
    ['of slashes', repeated('/', 'ServerRoot ', 'x\n')],
    ['of a comment', repeated('#')],
    ['of lone CRs', repeated('\r', '', '')],
    ['of NULs', repeated('\0', '', '')],
    ['of blanks', repeated(' ')],
    ['of what marks a place in a template', repeated('@a', 'PidFile ')],
    ['of underscores', repeated('_', 'PidFile ')],
    ['that is longer than httpd reads', repeated('a', repeated('a', 'PidFile ', ''))],
  ])('%s is answered, in messages that a person can read', { timeout: limit }, async (_, text) => {
    const messages = await messagesOn(`MaxRequestWorkers 410\n${text}`);
    for (const message of messages) expect(message.length).toBeLessThan(3000);
    expect(messages.filter((message) => message.includes('does not start')).length).toBeLessThanOrEqual(1);
  });

  test('of half a million continued ones is answered', { timeout: limit }, async () => {
    const [message] = await messagesOn(`MaxRequestWorkers 4${'\\\n'.repeat(500_000)}10\n`);
    expect(message).toBe(notAMultiple);
  });

  test('grows under the hands of somebody who types', { timeout: limit }, async () => {
    const uri = await opens(`PidFile ${'a'.repeat(megabytes)}\nMaxRequestWorkers 410\n`);
    for (let i = 0; i < 20; i++) {
      const at = { line: 0, character: 5_000_000 + i };
      await client.change(uri, { range: { start: at, end: at }, text: 'b' });
    }
    expect(await askAll(uri, { line: 0, character: 5_000_000 })).toEqual([notAMultiple]);
    await client.close(uri);
  });
});

describe('sections that are not closed, or not those that are open', () => {
  const noArgument = (section: string) =>
    `httpd does not start with this tag and says "<${section}> directive requires additional arguments"`;
  // Each text was given to the real httpd, event loaded before, which did not start.
  test.each([
    ['<VirtualHost *:80>\nServerLimit 8\n', '<VirtualHost> is not closed: httpd does not start'],
    ['<Directory /a>\n<Files b>\n', '<Directory> is not closed: httpd does not start'],
    [
      '<IfModule mpm_prefork_module>\n',
      '<IfModule> does not apply here and is passed over to its end, but has none: httpd does not start',
    ],
    ['</IfModule>\n', '</IfModule> closes nothing: httpd does not start'],
    ['</>\n', '</> closes nothing: httpd does not start'],
    [
      '<Directory /a>\n</Location>\n</Directory>\n',
      '</Location> stands where </Directory> is expected: httpd does not start',
    ],
    ['<IfModule mpm_event_module\n</IfModule>\n', 'The tag has no > at its end: httpd does not start'],
    ['<IfModule>\n</IfModule>\n', noArgument('IfModule')],
    ['<VirtualHost\n</VirtualHost>\n', noArgument('VirtualHost')],
    ['<>\n', 'httpd has no section <> and does not start'],
    ['<', 'httpd has no section <> and does not start'],
  ])('%j', async (text, expected) => {
    expect(await messagesOn(text)).toContain(expected);
  });

  test('the end of the file closes a condition that holds, and nobody complains', async () => {
    expect(await messagesOn('<IfModule mpm_event_module>\nMaxRequestWorkers 410\n')).toEqual([notAMultiple]);
  });

  test('what stands behind a missing end tag is still looked at', async () => {
    const found = await messagesOn('<Directory /a>\nMaxRequestWorkers 410\n<Files b>\n</Directory>\nStartServers 4k\n');
    expect(found).toContain('MaxRequestWorkers may not stand in <Directory>: httpd does not start');
    expect(found).toContain('</Directory> stands where </Files> is expected: httpd does not start');
    expect(found).toContain('StartServers 4k is not a number: httpd reads 4');
  });
});

const neverApplies = '<IfModule mpm_event> never applies: httpd knows the module as mpm_event_module or event.c';

describe('10,000 sections in each other', () => {
  const nested = (open: string, close: string, inside = 'MaxRequestWorkers 410\n') =>
    `${`${open}\n`.repeat(10_000)}${inside}${`${close}\n`.repeat(10_000)}`;

  test.each([
    ['conditions that hold', nested('<IfModule mpm_event_module>', '</IfModule>'), [notAMultiple]],
    ['conditions that hold, none of them closed', nested('<IfModule event.c>', '#'), [notAMultiple]],
    ['conditions that do not hold', nested('<IfModule mpm_event>', '</IfModule>'), [neverApplies]],
    ['conditions of which nobody knows', nested('<IfDefine SOMETHING>', '</IfDefine>'), []],
    [
      'conditions that do not hold, none of them closed',
      nested('<IfModule mpm_event>', '#'),
      [
        '<IfModule> does not apply here and is passed over to its end, but has none: httpd does not start',
        neverApplies,
      ],
    ],
    [
      'virtual hosts',
      nested('<VirtualHost *:80>', '</VirtualHost>'),
      ['<VirtualHost> may not stand in <VirtualHost>: httpd does not start'],
    ],
    ['sections that may not nest', nested('<Directory /a>', '</Directory>'), undefined],
    ['sections with a line in each', nested('<IfModule event.c>\nMaxRequestWorkers 410', '</IfModule>'), undefined],
    ['sections that are closed by other names', nested('<Directory /a>', '</Location>'), undefined],
    ['end tags alone', nested('</IfModule>', '</IfModule>'), undefined],
  ])('%s', { timeout: limit }, async (_, text, expected) => {
    const found = await messagesOn(text);
    if (expected) expect(found).toEqual(expected);
    else expect(found.length).toBeGreaterThan(0);
  });
});

test('100,000 lines are answered, and so are edits among them', { timeout: limit }, async () => {
  const uri = await opens(`${'AddType text/plain .txt\n'.repeat(99_999)}MaxRequestWorkers 410\n`);
  expect(await askAll(uri, { line: 50_000, character: 3 })).toEqual([notAMultiple]);
  for (let i = 0; i < 50; i++) {
    const at = { line: 50_000 + i, character: 0 };
    await client.change(uri, { range: { start: at, end: at }, text: '# \n' });
  }
  const everything = { start: { line: 0, character: 0 }, end: { line: 100_048, character: 0 } };
  expect((await client.pull(uri)).map(({ range }) => range.start.line)).toEqual([100_049]);
  await client.change(uri, { range: everything, text: '' });
  expect((await client.pull(uri)).map(({ range }) => range.start.line)).toEqual([1]);
  await client.close(uri);
});

test('100,000 findings are answered, and all fixed at once', { timeout: limit }, async () => {
  const text = 'StartServers 4;\n'.repeat(100_000);
  const uri = await opens(text);
  expect((await client.pull(uri)).filter(({ code }) => code === 'not-a-number')).toHaveLength(100_000);
  const everything = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
  const context = { diagnostics: [], only: ['source.fixAll'] };
  const params = { textDocument: { uri }, range: everything, context };
  const [action] = ((await client.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
  const edits = (action?.edit?.changes?.[uri] ?? []).map(({ range, newText }) => ({
    at: { uri, ...range },
    text: newText,
  }));
  expect(new Set(applyEdits(text, edits).split('\n'))).toEqual(new Set(['StartServers 4', '']));
  await client.close(uri);
});

describe('messages out of order', () => {
  test('a change of a document that is not open is passed over', async () => {
    const uri = `file:///srv/${++opened}/mpm_event.conf`;
    await client.change(uri, { text: 'MaxRequestWorkers 410\n' });
    expect(await client.pull(uri)).toEqual([]);
    await client.open(uri, 'MaxRequestWorkers 410\n');
    expect(await client.pull(uri)).toHaveLength(1);
  });

  test('closing twice, and closing what is not open, does no harm', async () => {
    const uri = await opens('MaxRequestWorkers 410\n');
    await client.close(uri);
    await client.close(uri);
    await client.close('file:///srv/never/mpm_event.conf');
    expect(await client.pull(uri)).toEqual([]);
  });

  test('opening twice takes the text of the second time', async () => {
    const uri = await opens('MaxRequestWorkers 410\n');
    await client.open(uri, 'StartServers 4k\n');
    expect((await client.pull(uri)).map(({ code }) => code)).toEqual(['not-a-number']);
  });

  test('a file that is deleted while it is open keeps its findings', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apache-mpm-'));
    const file = join(folder, 'mpm_event.conf');
    const text = 'MaxRequestWorkers 410\n';
    writeFileSync(file, text);
    const uri = String(pathToFileURL(file));
    await client.open(uri, text);
    expect(await client.pull(uri)).toHaveLength(1);
    rmSync(folder, { recursive: true });
    const at = { line: 0, character: text.length - 1 };
    await client.change(uri, { range: { start: at, end: at }, text: '0' });
    expect(await askAll(uri, { line: 0, character: 3 })).toEqual([
      'MaxRequestWorkers 4100 needs 164 processes of 25 threads, above ServerLimit 16: httpd runs 400',
    ]);
    await client.close(uri);
  });

  test.each([
    'untitled:Untitled-1',
    'git:/a/mpm_event.conf?%7B%22ref%22%3A%22~%22%7D',
    'file:///%E0%A4%A',
    'nothing at all',
    '',
  ])('a document called %j is one as others are', async (uri) => {
    await client.open(uri, 'MaxRequestWorkers 410\nThreadsPerChild 25\n');
    expect(await askAll(uri, { line: 0, character: 3 })).toHaveLength(1);
    await client.close(uri);
  });
});

test('an editor that leaves without a word, with work left undone, leaves no server behind', {
  timeout: limit,
}, async () => {
  const other = await connect(start);
  const uri = 'file:///srv/mpm_event.conf';
  await other.open(uri, 'StartServers 4k\n'.repeat(100_000));
  const asked = other.pull(uri).catch(() => 'no answer');
  other.hangUp();
  expect(await other.ended).toBe(1);
  await asked;
});

describe('what is no message', () => {
  /** A server, and the pipe into it. */
  function raw() {
    const child = spawn(process.execPath, [bundle('cli.js'), 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    child.stdin.on('error', () => {});
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    void ended.then(() => connection.dispose());
    return { connection, ended, write: (text: string) => child.stdin.write(text), hangUp: () => child.stdin.end() };
  }
  const hello = { processId: null, rootUri: null, capabilities: {} };
  const message = (text: string) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

  test.each([
    ['broken JSON', message('{"jsonrpc": "2.0", "id": 1')],
    ['JSON that is no object', message('[]') + message('7') + message('null')],
    ['a message without a method', message('{"jsonrpc":"2.0"}') + message('{"id":1}')],
    ['an answer to nothing', message('{"jsonrpc":"2.0","id":99,"result":null}')],
    ['a cancellation of nothing', message('{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}')],
  ])('%s is passed over', async (_, text) => {
    const { connection, write } = raw();
    write(text);
    expect(await connection.sendRequest(InitializeRequest.type, hello)).toHaveProperty('capabilities');
  });

  test.each([
    ['bytes that are no header', '\xff\xfe\0 what?\r\n\r\n'],
    ['a header without a length', 'Content-Type: text\r\n\r\n{}'],
    ['a length that is none', 'Content-Length: many\r\n\r\n{}'],
    ['a length that never comes', 'Content-Length: 999999\r\n\r\n{}'],
  ])('%s leaves no server behind when the editor goes', async (_, text) => {
    const { ended, write, hangUp } = raw();
    write(text);
    hangUp();
    expect(await ended).not.toBe(0);
  });
});
