import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Passage } from '../server/src/resolve/passage.ts';
import { linesThatTell, passagesOf } from '../server/src/resolve/passages.ts';
import { conditionsAsking } from '../server/src/resolve/passed-conditions.ts';
import { resolve } from '../server/src/resolve/resolve.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { changeDocument, type Document, linesOf, openDocument } from '../server/src/syntax/document.ts';

const open = (text: string) => openDocument('file:///etc/httpd.conf', text);

/** The tree with runs put together, as they are cut differently in a document that was edited. */
function told(passages: readonly Passage[]): string {
  const parts = passages.map((passage) => {
    if (passage.kind === 'run') return '.'.repeat(passage.count);
    if (passage.kind === 'text') return `T${passage.count}`;
    if (passage.kind === 'group') return told(passage.inner);
    if (passage.kind === 'line')
      return passage.tag ? `${passage.tag.kind === 'open' ? '<' : '/'}${passage.tag.name}` : '!';
    return `(${passage.open.tag.name}${passage.open.tag.plain ? '' : '*'} ${told(passage.inner)})`;
  });
  return parts.join(' ').replace(/\. (?=\.)/g, '.');
}

const pieces = fc.constantFrom(
  ...[
    '<Directory />',
    '</Directory>',
    '<Directory ${X}>',
    '<IfModule event.c>',
    '</IfModule>',
    '<VirtualHost *>',
    '</VirtualHost>',
    '</IfModule >',
    '</Directory',
  ],
  ...[
    '<IfModule ssl_module>',
    '<IfModule !mod_ssl.c>',
    '<IfDefine X>',
    '</IfDefine>',
    '<IfDefine "Y">',
    '<IfDefine X Y>',
  ],
  ...['<Macro m>', '</Macro>', '<Nonsense>', '</Nonsense>', '<Location /x>', '</Location>', '<If true>', '</If>'],
  ...[
    'Alias /a /b',
    'Require all granted',
    'StartServers 3',
    'Listen 80',
    '# note',
    '# apache-mpm-ignore x',
    '',
    '{{ x }}',
  ],
  ...[
    'Options ${X}',
    'ServerName ${Y}.${X}',
    'Alias ${X}',
    'Define X 1',
    'UnDefine x',
    'php_admin_value a b',
    'MaxRequestWorker 3',
    'Nonsense',
    'Define Y',
    'Alias',
    'ServerName \\',
    'LoadModule mpm_event_module m.so',
    'LoadModule ssl_module m.so',
  ],
);
const macros = fc.constantFrom(
  ...['Use v /x', 'Use V /y', 'Use v', 'Use v ""', 'Use v /x /y', 'Use w a', 'Use w b', 'Use z', 'UndefMacro v'],
  ...['Use ${X} a', 'Use v ${X}', 'Use w mpm_event_module', 'Use c', '\\', 'Use v \\'],
  '<Macro v $a>\n<Directory $a>\nRequire all granted\n</Directory>\n</Macro>',
  '<Macro v $a>\nOptions ${X}\n</Macro>',
  '<Macro w $a>\nServerAlias $a\n</Macro>',
  '<Macro w $a>\n<IfModule $a>\nAlias /a /b\n</IfModule>\n</Macro>',
  '<Macro w $a>\nStartServers $a\n</Macro>',
  '<Macro z>\nUse w c\n</Macro>',
  '<Macro c>\nAlias /a \\\n</Macro>',
);
const hosts = fc.constantFrom(
  '<VirtualHost *>\nServerAlias x\n</VirtualHost>',
  '<Directory />\nRequire all granted\n</Directory>\n# note',
  '<IfModule ssl_module>\nSSLEngine on\n<IfDefine X>\nAlias /a /b\n</IfDefine>\n</IfModule>',
);
const shortTexts = fc
  .array(fc.oneof({ weight: 3, arbitrary: pieces }, { weight: 1, arbitrary: macros }), { maxLength: 40 })
  .map((lines) => lines.join('\n'));
/** With so many sections that they are put into groups. */
const longTexts = fc
  .array(
    fc.oneof({ weight: 60, arbitrary: hosts }, { weight: 1, arbitrary: pieces }, { weight: 1, arbitrary: macros }),
    {
      minLength: 300,
      maxLength: 400,
    },
  )
  .map((lines) => lines.join('\n'));
const texts = fc.oneof({ weight: 9, arbitrary: shortTexts }, { weight: 1, arbitrary: longTexts });

describe('passages', () => {
  test('hang together as the tags do', () => {
    expect(told(passagesOf(open('Alias /a /b\n# x\n<Directory />\nRequire all granted\n</Directory>\n')))).toBe(
      '.. (directory .) .',
    );
    expect(told(passagesOf(open('<IfModule a>\n<Directory />\nStartServers 3\n</IfModule>\n</Directory>')))).toBe(
      '(ifmodule <directory !) /directory',
    );
    expect(told(passagesOf(open('<Macro m>\n</If>\n</Macro>\n')))).toBe('T3 .');
  });

  test('after edits are those of the text as it stands', () => {
    const where = fc.oneof(fc.nat(45), fc.nat(1000));
    const edits = fc.array(fc.tuple(where, fc.nat(4), fc.array(pieces, { maxLength: 3 }), fc.boolean()), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(texts, edits, (text, changes) => {
        const document = open(text);
        passagesOf(document);
        for (const [from, removed, lines, looked] of changes) {
          const first = Math.min(from, document.lines.count - 1);
          const last = Math.min(first + removed, document.lines.count - 1);
          const range = { start: { line: first, character: 0 }, end: { line: last, character: 0 } };
          changeDocument(document, range, lines.map((line) => `${line}\n`).join(''));
          if (looked) passagesOf(document);
        }
        expect(told(passagesOf(document))).toBe(told(passagesOf(open(document.lines.text()))));
      }),
      { numRuns: 3000 },
    );
  });

  test('tell the same lines and numbers as the document', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = open(text);
        const all = new Map([...linesOf(document)].map((line) => [line.first, line.number]));
        for (const what of ['of MPMs', 'in comments'] as const) {
          for (const { first, number } of linesThatTell(document, what)) expect(number).toBe(all.get(first));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are passed over only where they say nothing', () => {
    const extra = { identifier: 'none_module', sourceFile: 'mod_none.c', directives: [] };
    // With a module that the catalogue does not have, every line is read.
    const resolved = (document: Document, whole: boolean, slowly: boolean) => {
      const target = { ...defaultTarget, whole, modules: slowly ? [extra] : [] };
      const resolution = resolve({ path: '/etc/httpd.conf', document, target, found: new Map() });
      const { occurrences, strange, unloaded, problems, notices, definitions, loaded, mpms, wanted, templated } =
        resolution;
      const conditions = conditionsAsking(resolution, () => true);
      return {
        occurrences: occurrences.map(({ number, read, section, certain }) => [
          number,
          read.word,
          section?.number,
          certain,
        ]),
        // Those that were passed over come last.
        conditions: conditions
          .map(({ number, verdict, end, certain, argument, negated, parent, section }) =>
            JSON.stringify([number, verdict, end, certain, argument, negated, parent?.number, section?.number]),
          )
          .sort(),
        problems: problems.map(({ text, node, pass, noticesBefore }) => [text, node.number, pass, noticesBefore]),
        notices: notices.map(({ text, node }) => [text, node.number]),
        definitions: definitions.map(({ number }) => number),
        strange: strange.map(({ number }) => number),
        unloaded: unloaded.map(({ number }) => number),
        loaded: loaded.map(({ identifier, by }) => [identifier, by.number]),
        mpms: mpms.map(({ mpm }) => mpm),
        wanted,
        templated,
      };
    };
    fc.assert(
      fc.property(texts, fc.boolean(), (text, whole) => {
        expect(resolved(open(text), whole, false)).toEqual(resolved(open(text), whole, true));
      }),
      { numRuns: 3000 },
    );
  });
});
