import { describe, expect, test } from 'vitest';
import { judge } from '../server/src/judge.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import rule from '../server/src/rules/comment-swallows-next-line.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

function judged(text: string) {
  const document = openDocument('file:///w/httpd.conf', text);
  return judge({ path: '/w/httpd.conf', document, target: defaultTarget, found: new Map() }, [rule]).findings;
}

/** The lines that are lost, and what they say. */
const lost = (text: string) =>
  judged(text).map(({ at, message }) => `${at.start.line + 1} ${/^\S+/.exec(wordsOf(message))![0]}`);

describe('a comment that ends in a backslash', () => {
  test.each([
    ['# C:\\docs\\\nListen 80\n', ['2 Listen']],
    ['# C:\\docs\\\\\nListen 80\n', ['2 Listen']],
    ['# C:\\docs\\\r\nListen 80\r\n', ['2 Listen']],
    ['# a \\\n# b \\\n\\\n  LoadModule mpm_event_module x\n', ['4 LoadModule']],
    ['<IfModule event.c>\n\t# a \\\n\tThreadsPerChild 50\n</IfModule>\n', ['3 ThreadsPerChild']],
    ['<IfModule event.c>\n# a \\\n</IfModule>\n', ['3 </IfModule>']],
    ['# a \\\n<IfModule event.c>\n</IfModule>\n', ['2 <IfModule>']],
    ['# a \\\nphp_admin_value memory_limit 1G\n', ['2 php_admin_value']],
    ['# a \\\nWSGIDaemonProcess \\\n x\n', ['2 WSGIDaemonProcess']],
    ['# a \\\nMaxRequestWorker 5\n', ['2 MaxRequestWorker']],
    ['# a \\\nMaxRequestWorkers {{ workers }}\n', ['2 MaxRequestWorkers']],
    ['#LogFormat "%h" \\\nCustomLog a b\n', ['2 CustomLog']],
    ['# x \\\nListen 80\n# y \\\nListen 81\n', ['2 Listen', '4 Listen']],
  ])('%j: lost are %j', (text, lines) => {
    expect(lost(text)).toEqual(lines);
    const fixed = judged(text).reduceRight((mended, { fixes = [] }) => applyEdits(mended, fixes[0]!.edits), text);
    expect(lost(fixed)).toEqual([]);
    expect(fixed.length).toBe(text.length + lines.length);
    for (const { fixes = [] } of judged(text)) expect(fixes.map(({ safe }) => safe)).toEqual([false]);
  });

  test.each([
    '# a \\\n\nListen 80\n',
    '# a \\\n# b\nListen 80\n',
    '# a \\ \nListen 80\n',
    '# a \\.\nListen 80\n',
    '# a \\',
    '# a \\\n',
    '# prose \\\non two lines\n',
    '# prose \\\nListen to what your users say about it\n',
    '#LogFormat "%h %l" \\\n    "%u" combined\n',
    '#BrowserMatch "MSIE" \\\n    nokeepalive ssl-unclean-shutdown \\\n    downgrade-1.0\n',
    '#AllowOverrideList AuthName \\\n    AuthType AuthUserFile\n',
    '#<Limit GET \\\n  POST>\n',
    '# a\rListen 80\n',
    'Listen 80 \\\n# no comment\n',
  ])('%j: nothing is lost', (text) => expect(lost(text)).toEqual([]));

  test('is looked at once in a long comment', () => {
    const text = `${'# a \\\n'.repeat(20_000)}Listen 80\n`;
    const before = performance.now();
    expect(lost(text)).toEqual(['20001 Listen']);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
