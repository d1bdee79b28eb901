import { describe, expect, test } from 'vitest';
import { isImpossibleName } from '../server/src/catalogue/impossible-names.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { fromBytes } from '../server/src/text/bytes.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { asTyped } from '../server/src/text/pasted.ts';

const path = '/w/part.conf';

/** What is found in a part of a configuration, of which nobody knows what else is loaded. */
function judged(text: string, whole = false) {
  const document = openDocument(`file://${path}`, text);
  const target = { ...defaultTarget, whole, mpm: 'event' as const };
  return judge({ path, document, target, found: new Map() }, rules).findings;
}

const found = (text: string, whole = false) =>
  judged(text, whole).map(
    ({ rule, severity, message, at }) => `${at.start.line + 1}: ${severity}: ${wordsOf(message)} [${rule.id}]`,
  );

const order = ['error', 'warning', 'information', 'hint'];

/** The text after the first fix of the first of the gravest findings. */
function mended(text: string): string {
  const [first] = [...judged(text)].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const edits = first?.fixes?.[0]?.edits ?? [];
  return applyEdits(text, edits);
}

describe('a line with characters that nobody types, in any file', () => {
  test.each([
    ['MaxRequestWorkers\u00a0200', 'MaxRequestWorkers 200'],
    ['\u00a0\u00a0MaxRequestWorkers 200', 'MaxRequestWorkers 200'],
    ['\u3000MaxRequestWorkers\u2003200', 'MaxRequestWorkers 200'],
    ['Max\u200bRequestWorkers 200', 'MaxRequestWorkers 200'],
    ['“MaxRequestWorkers” 200', 'MaxRequestWorkers 200'],
    ['ＭaxRequestWorkers 200', 'MaxRequestWorkers 200'],
    ['&nbsp;MaxRequestWorkers 200', 'MaxRequestWorkers 200'],
    ['\u00a0# a comment', '# a comment'],
    ['＃ 注释', '# 注释'],
    ['&lt;IfModule event.c&gt;', '<IfModule event.c>'],
    ['&#60;IfModule &quot;event.c&quot;&#x3e;', '<IfModule "event.c">'],
  ])('%j is refused, and %j is meant', (line, meant) => {
    expect(mended(`${line}\n`)).toBe(`${meant}\n`);
    const [first, ...others] = found(`KeepAlive On\n${line}\n`);
    expect(first).toMatch(
      /^2: error: httpd takes .* as part of the name and does not start; did you mean .*\[unknown-dir/,
    );
    expect(others).toEqual([]);
    expect(found(`${line}\n`, true)[0]).toMatch(/^1: error: httpd takes/);
  });

  test('says which, of Windows-1252 too', () => {
    const text = fromBytes(Buffer.from('MaxRequestWorkers\xa0200\n', 'latin1'));
    expect(found(text)).toEqual([
      '1: error: httpd takes \\xa0 as part of the name and does not start; did you mean MaxRequestWorkers 200? [unknown-directive]',
    ]);
    expect(mended(text)).toBe('MaxRequestWorkers 200\n');
    expect(found('\u00a0\n')).toEqual([
      '1: error: The line is not blank: httpd takes U+00A0 for a directive and does not start [unknown-directive]',
    ]);
    expect(mended('Listen 80\n \u00a0\nKeepAlive On\n')).toBe('Listen 80\nKeepAlive On\n');
  });

  test('is mended with the others of its file', () => {
    const text = '&lt;IfModule event.c&gt;\n\u00a0\u00a0MaxRequestWorkers\u00a0400\n&lt;/IfModule&gt;\n';
    expect(mended(text)).toBe('<IfModule event.c>\nMaxRequestWorkers 400\n</IfModule>\n');
    expect(found(mended(text))).toEqual([]);
  });

  test('may have a value behind the name that is none of ours', () => {
    expect(found('ServerAdmin “a”@example.org\n')).toEqual([]);
    expect(found('{{ name }}\u00a0{{ value }}\n')).toEqual([]);
  });
});

describe('signs of other languages', () => {
  test.each([
    ['MaxRequestWorkers=200', 'MaxRequestWorkers 200'],
    ['MaxRequestWorkers: 200', 'MaxRequestWorkers 200'],
    ['MaxClients=200', 'MaxClients 200'],
    ['ThreadPerChild:25', 'ThreadsPerChild 25'],
    ['// numbers', '# numbers'],
    ['//numbers', '# numbers'],
    ['; numbers', '# numbers'],
    ['-- numbers', '# numbers'],
    ['/* numbers */', '# numbers'],
    ['<!-- numbers -->', '# numbers'],
  ])('%j is an error in any file, and %j is meant', (line, meant) => {
    expect(mended(`${line}\n`)).toBe(`${meant}\n`);
    expect(found(`${line}\nKeepAlive On\n`)).toEqual([expect.stringMatching(/^1: error: .*does not start/)]);
  });

  test.each([
    'APACHE_RUN_USER=www-data',
    '=pod',
    '=cut',
    'application/json json',
    '>4 byte 0',
    '../sites-available/000-default.conf',
    '%{name}=%{value}',
    '__NAME__=1',
    '\ufeffListen 80',
  ])('%j may be something else', (line) => expect(isImpossibleName(line.split(' ')[0]!.toLowerCase())).toBe(false));
});

describe('tags', () => {
  test.each([
    ['<IfModule event.c>\nMaxRequestWorkers 400\n</ IfModule>\n', 3, '</IfModule>'],
    ['<IfModule prefork.c>\nMaxSpareServers 9\n</ IfModule>\n', 3, '</IfModule>'],
    ['<VirtualHost *:80>\n</ VirtualHost>\n', 2, '</VirtualHost>'],
    ['<IfModule event.c>\n</IfModule\u00a0>\n', 2, '</IfModule>'],
    ['<VirtualHost *:80>\n</VirtualHost&gt;\n', 2, '</VirtualHost>'],
    ['<IfModule event.c&gt;\n</IfModule>\n', 1, '<IfModule event.c>'],
    ['< IfModule event.c>\n</IfModule>\n', 1, '<IfModule event.c>'],
    ['<IfModule\u00a0event.c>\n</IfModule>\n', 1, '<IfModule event.c>'],
    ['<mpm_event_module>\n</mpm_event_module>\n', 1, '<IfModule mpm_event_module>'],
    ['<!prefork.c>\n</IfModule>\n', 1, '<IfModule !prefork.c>'],
    ['<mod_mpm_worker.so>\n</mod_mpm_worker.so>\n', 1, '<IfModule mpm_worker_module>'],
    ['<mpm_event_modul>\n</mpm_event_modul>\n', 1, '<IfModule mpm_event_module>'],
    ['<mod_security2.c>\n</mod_security2>\n', 1, '<IfModule mod_security2.c>'],
  ])('%j has one thing wrong with it, and a fix for all of it', (text, line, meant) => {
    const all = found(text);
    const stop = all.filter((each) => each.includes(': error: '));
    expect(stop).toEqual([expect.stringMatching(new RegExp(`^${line}: error: .*does not`))]);
    const after = mended(text);
    expect(after.split('\n')[line - 1]).toBe(meant);
    expect(found(after).filter((each) => each.includes(': error: '))).toEqual([]);
  });

  test('of a section that is called as a module hold lines that are looked at for their names', () => {
    const text =
      '<mpm_worker_module>\nThreadLimit 60\nThreadPerChild 60\n<Limit GET>\nOrder x\n</Limit>\n</mpm_worker_mopdule>\nKeepAlive Of\n';
    expect(found(text)).toEqual([
      '1: error: httpd has no section <mpm_worker_module> and does not start; did you mean <IfModule mpm_worker_module>? [unknown-directive]',
      expect.stringMatching(/^3: warning: .*did you mean ThreadsPerChild/),
      expect.stringMatching(/^8: error: .*KeepAlive must be On or Off/),
    ]);
    expect(mended(text)).toMatch(
      /^<IfModule mpm_worker_module>\nThreadLimit 60\n[\s\S]*\n<\/IfModule>\nKeepAlive Of\n$/,
    );
  });

  test('that do not match are told where no section of an unknown name tells it', () => {
    expect(found('<VirtualHost *:80>\n</VirtualHots>\n')).toEqual([
      expect.stringMatching(/^1: error: <VirtualHost> is not closed/),
      expect.stringMatching(/^2: error: <\/VirtualHots> stands where/),
    ]);
  });

  test('with quotes of a word processor ask for a module that nobody has', () => {
    const never = (name: string) => found(`<IfModule ${name}>\nMaxRequestWorkers 10\n</IfModule>\n`);
    expect(never('“event.c”')).toEqual([
      '1: warning: <IfModule “event.c”> never applies: httpd takes “ ” as part of the name [if-module-name-never-matches]',
    ]);
    for (const name of ['‘mpm_event_module’', '»event.c«', '`event.c`', 'event.c\u00a0', '&quot;mod_wsgi.c&quot;']) {
      expect(never(name)).toEqual([expect.stringContaining('never applies')]);
      expect(mended(`<IfModule ${name}>\n</IfModule>\n`)).toMatch(
        /^<IfModule (event\.c|mpm_event_module|mod_wsgi\.c)>\n/,
      );
    }
    expect(mended('<IfModule “!event.c”>\n</IfModule>\n')).toBe('<IfModule !event.c>\n</IfModule>\n');
    expect(never('"event.c"').join()).not.toContain('never applies');
  });
});

test.each([
  ['a\u00a0b', 'a b'],
  ['“a” ‘b’ – c', '"a" \'b\' - c'],
  ['&lt;a&gt; &amp;amp; &#8220;b&#x201d;', '<a> &amp; "b"'],
  ['ａ＝１', 'a=1'],
  ['größe 設定 🚦 &foo; 5 & 6;', 'größe 設定 🚦 &foo; 5 & 6;'],
])('%j is typed as %j', (text, typed) => expect(asTyped(text)).toBe(typed));
