import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookedUp } from '../server/src/hosts/looked-up.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Found } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { uriOf } from '../server/src/text/file-uri.ts';
import { wordsOf } from '../server/src/text/message.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'apache-mpm-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const behind = 'MaxRequestWorkers 410\n';
const analysed = 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)';

/** What is found in a main file in its place that holds the line, with a line behind it that is looked at all the same. */
function findings(line: string, found: ReadonlyMap<string, Found> = new Map()): readonly string[] {
  const text = `ServerRoot ${root}\n${line}\n${behind}`;
  const path = join(root, 'httpd.conf');
  const document = openDocument(uriOf(path), text);
  writeFileSync(path, text);
  const target = { ...defaultTarget, serverRoot: root, mpm: 'event' as const };
  const judgement = judge(lookedUp({ path, document, target, found }), rules);
  return judgement.findings.map(({ at, severity, message }) => {
    return `${at.start.line + 1} ${severity}: ${wordsOf(message).replaceAll(root, 'ROOT')}`;
  });
}

describe('an Include of what cannot be read is told on its line, and the rest is looked at', () => {
  const rest = `3 warning: ${analysed}`;
  const forEver = 'Files include each other for ever: httpd stops at 128 levels and does not start';

  test('a file that includes itself', () => {
    expect(findings('Include httpd.conf')).toEqual([`2 error: ${forEver}`, rest]);
  });

  test('1000 files, each of which includes the next', () => {
    for (let i = 0; i < 1000; i++) write(`${i}.conf`, `Include ${i + 1}.conf\n`);
    expect(findings('Include 0.conf')).toEqual([`1 error: ${forEver}`, rest]);
  });

  test('a folder that holds itself by a link', () => {
    write('conf.d/a.conf', '');
    symlinkSync('.', join(root, 'conf.d', 'again'));
    const message = expect.stringMatching(
      /^2 error: ROOT\/conf\.d(\/again)+ cannot be read, Too many levels of symbolic links: /,
    );
    expect(findings('Include conf.d')).toEqual([message, rest]);
  });

  test.each([
    [
      'a link in a circle',
      'Include circle',
      'ROOT/circle cannot be read, Too many levels of symbolic links: httpd does not start',
    ],
    ['a device', 'Include /dev/zero', '/dev/zero cannot be read, not a regular file: httpd does not start'],
    [
      'a file for a folder',
      'Include a.conf/b.conf',
      'ROOT/a.conf/b.conf cannot be read, Not a directory: httpd does not start',
    ],
    [
      'a pattern in a file',
      'IncludeOptional a.conf/*.conf',
      'ROOT/a.conf cannot be read, Not a directory: httpd does not start',
    ],
    ['a link to nothing', 'Include nowhere', 'ROOT/nowhere does not exist: httpd does not start'],
    ['a file that is missing', 'Include none.conf', 'ROOT/none.conf does not exist: httpd does not start'],
  ])('%s', (_, line, message) => {
    symlinkSync('circle', join(root, 'circle'));
    symlinkSync('gone', join(root, 'nowhere'));
    write('a.conf', 'KeepAlive On\n');
    expect(findings(line)).toEqual([`2 error: ${message}`, rest]);
  });

  test('a socket', async () => {
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const message = 'ROOT/socket cannot be read, No such device or address: httpd does not start';
    expect(findings('Include socket')).toEqual([`2 error: ${message}`, rest]);
    await new Promise((resolve) => server.close(resolve));
  });

  test('what another user may read', () => {
    const denied = (path: string, kind: Found['kind']) =>
      new Map([[join(root, path), { kind, error: 'Permission denied' }]]);
    const words = (path: string) =>
      `2 information: ROOT/${path} is not read, Permission denied: what it sets is not looked at`;
    expect(findings('Include secret.conf', denied('secret.conf', 'file'))).toEqual([words('secret.conf'), rest]);
    expect(findings('Include secrets/*.conf', denied('secrets', 'folder'))).toEqual([words('secrets'), rest]);
    expect(findings('Include secrets', denied('secrets', 'folder'))).toEqual([words('secrets'), rest]);
  });

  test('and IncludeOptional of what is missing says nothing', () => {
    symlinkSync('circle', join(root, 'circle'));
    expect(findings('IncludeOptional none.conf\nIncludeOptional none/*.conf\nIncludeOptional circle')).toEqual([
      `5 warning: ${analysed}`,
    ]);
  });

  test('a module that is not there, where the folder of modules is', () => {
    expect(findings('LoadModule alias_module modules/mod_alias.so')).toEqual([rest]);
    mkdirSync(join(root, 'modules'));
    expect(findings('LoadModule alias_module modules/mod_alias.so')).toEqual([
      expect.stringContaining(
        '2 error: httpd does not start: Cannot load modules/mod_alias.so into server: ROOT/modules/mod_alias.so: cannot open shared object file',
      ),
      rest,
    ]);
  });
});
