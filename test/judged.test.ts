import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Snapshot } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { type Judged, revisionsOf, stillTrue } from '../server/src/server/judged.ts';
import { changeDocument, type Document, openDocument } from '../server/src/syntax/document.ts';
import { told } from './support/told.ts';

const path = '/etc/apache2/apache2.conf';
const open = (text: string) => openDocument(`file://${path}`, text);
const snapshotOf = (document: Document): Snapshot => ({ path, document, target: defaultTarget, found: new Map() });

function judged(document: Document): Judged {
  const judgement = judge(snapshotOf(document), rules);
  return { judgement, structure: 0, revisions: revisionsOf(judgement) };
}

const plain = fc.constantFrom(
  ...[
    'Alias /a /b',
    '  Require all granted',
    'ServerName x',
    '\tDocumentRoot "/srv"',
    'Options ${X}',
    '# note',
    '  # note',
  ],
  ...['RewriteEngine On', 'RewriteRule ${Y} /', '', '   '],
);
const telling = fc.constantFrom(
  ...['<Directory />', '</Directory>', '  <Directory ${X}>', '<IfModule event.c>', '<IfModule !mpm_event.c>'],
  ...[
    '</IfModule>',
    '<IfDefine x>',
    '</IfDefine>',
    '<VirtualHost *:80>',
    '</VirtualHost>',
    '<Nonsense>',
    '<Location /x>',
  ],
  ...['<Macro m $a>', '</Macro>', 'Use m 1', '<IfVersion < 2.2>', '</IfVersion>', '</Location>', '<If true>', '</If>'],
  ...['# apache-mpm-ignore not-a-number', '{{ x }}', 'Nonsense', 'Alias', 'KeepAlive On', 'ServerName \\'],
  ...['StartServers 3', 'ThreadsPerChild x', 'MaxRequestWorkers 410', 'MaxClients 10', 'Listen 80', 'Timeout 300 # s'],
  ...['Define X 1', 'UnDefine X', 'LoadModule mpm_event_module m.so', 'LoadModule ssl_module m.so'],
);
const lines = fc.oneof(plain, telling);
const blocks = fc.constantFrom(
  '<VirtualHost *:80>\n  ServerAlias x\n</VirtualHost>',
  '<IfModule ssl_module>\n  SSLEngine on\n</IfModule>',
  '<IfDefine X>\nAlias /a /b\n\n</IfDefine>',
  'Use m 1',
);
/** Most files are about MPMs in their first lines only. */
const texts = fc
  .tuple(
    fc.array(lines, { maxLength: 15 }),
    fc.array(fc.oneof(plain, blocks, fc.oneof(lines, plain)), { minLength: 1, maxLength: 15 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([head, tail, end]) => [...head, ...tail].join('\n').replaceAll('\n', end));
const typed = fc.constantFrom(
  ...[
    'x',
    ' ',
    'y 1',
    '"',
    '#',
    '${X}',
    '${Y}',
    '\\',
    '/',
    '',
    '\n',
    '\n',
    '\r',
    '<',
    '>',
    'é',
    '\t',
    '\nAlias /a /b\n',
    '  Alias /a /b\n',
    '\n\tAlias /a /b',
  ],
);
const edits = fc.array(fc.tuple(fc.nat(45), fc.nat(25), fc.nat(3), typed, fc.nat(8)), { minLength: 1, maxLength: 6 });

describe('a judgement', () => {
  test('stands after edits only where all would be found again', () => {
    let stood = 0;
    fc.assert(
      fc.property(texts, edits, (text, changes) => {
        const document = open(text);
        let now = judged(document);
        for (const [from, character, removed, instead, joined] of changes) {
          const line = from % document.lines.count;
          const at = character % (document.lines.lengthOf(line) + 1);
          const lines = joined < 3 ? joined : 0;
          const end = { line: line + lines, character: lines > 0 ? 0 : at + removed };
          changeDocument(document, { start: { line, character: at }, end }, instead);
          const still = stillTrue(now);
          if (still) stood++;
          now = still ?? judged(document);
          expect(told(now.judgement)).toEqual(told(judge(snapshotOf(open(document.lines.text())), rules)));
        }
      }),
      { numRuns: 400 },
    );
    expect(stood).toBeGreaterThan(20);
  });

  test('stands while somebody types in a line that is not about what is judged', () => {
    const document = open('MaxRequestWorkers 410\n<VirtualHost *:80>\n  ServerName x\n</VirtualHost>\n');
    const before = judged(document);
    const end = { line: 2, character: 14 };
    changeDocument(document, { start: end, end }, '.example');
    expect(stillTrue(before)?.judgement).toBe(before.judgement);
    changeDocument(document, { start: { line: 0, character: 18 }, end: { line: 0, character: 21 } }, '400');
    expect(stillTrue(before)).toBeUndefined();
  });

  test('stands where lines come and go, and tags change, below all that counts', () => {
    const host = '<VirtualHost *:80>\n  ServerAlias x\n  <IfModule ssl_module>\n  </IfModule>\n</VirtualHost>\n';
    const document = open(`MaxRequestWorkers 410\n${host.repeat(200)}`);
    const before = judged(document);
    const put = (line: number, character: number, text: string, lines = 0) => {
      const end = { line: line + lines, character: lines > 0 ? 0 : character };
      changeDocument(document, { start: { line, character }, end }, text);
    };
    let now: Judged | undefined = before;
    const stands = () => {
      now = now && stillTrue(now);
      return now?.judgement === before.judgement;
    };
    put(502, 15, '\n  Alias /a /b');
    expect(stands()).toBe(true);
    put(502, 15, '', 1);
    expect(stands()).toBe(true);
    put(501, 14, '127.0.0.1');
    expect(stands()).toBe(true);
    put(503, 12, '!');
    expect(stillTrue(before)).toBeUndefined();
  });
});
