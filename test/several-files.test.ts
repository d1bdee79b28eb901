import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Judgement } from '../server/src/judge.ts';
import { type Configurations, configurations } from '../server/src/server/configurations.ts';
import type { FoundFile } from '../server/src/server/files.ts';
import { ruleSets } from '../server/src/server/rule-sets.ts';
import { changeDocument } from '../server/src/syntax/document.ts';
import { told } from './support/told.ts';

const main = 'file:///w/httpd.conf';
const parts = ['a', 'b', 'c'].map((name) => `file:///w/parts/${name}.conf`);

type Disk = Map<string, string>;

function over(disk: Disk): Configurations {
  const entries = parts.map((uri) => ({ name: uri.slice(uri.lastIndexOf('/') + 1), folder: false }));
  const look = async (uri: string): Promise<FoundFile> => {
    const text = disk.get(uri);
    if (text !== undefined) return { kind: 'file', uri, text };
    return uri === 'file:///w/parts' ? { kind: 'folder', uri, entries } : { kind: 'missing', uri };
  };
  const known = configurations({ look }, ruleSets, () => ({ report() {}, cancelled: () => false, done() {} }));
  known.configure({ workspaces: ['file:///w'], roots: [], pathMappings: {} });
  return known;
}

async function judgedAfresh(disk: Disk): Promise<Judgement> {
  const known = over(disk);
  await known.open(main, disk.get(main)!);
  return (await known.configurationOf(main))!.judgement;
}

const line = fc.constantFrom(
  ...['ServerName x', '  Alias /a /b', '# note', '', 'RewriteEngine On', 'Options ${X}', 'Define X 1', 'Define X\t2'],
  ...[
    '<VirtualHost *:80>',
    '</VirtualHost>',
    '<IfDefine X>',
    '</IfDefine>',
    '<IfModule mpm_event_module>',
    '</IfModule>',
  ],
  ...['<Directory />', '</Directory>', 'MaxRequestWorkers 410', 'ThreadsPerChild 41', 'MaxClients 10', 'Listen 80'],
  ...['KeepAlive On', 'Timeout 300 # s', '# apache-mpm-ignore max-request-workers-not-a-multiple', 'Nonsense', 'Use m'],
  ...['<Macro m>', '</Macro>', 'LoadModule ssl_module m.so', 'UnDefine X', '${X}Alias /x /y', 'ThreadsPerChild ${X}5'],
);
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      at: fc.nat(11),
      character: fc.nat(30),
      removed: fc.nat(2),
      typed: fc.constantFrom('x', '', '\n', ' ', '#', '1', '<', '>'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('line' as const), at: fc.nat(11), typed: line }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('save' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disk' as const), typed: text }) },
);
const steps = fc.array(fc.tuple(fc.nat(parts.length - 1), step), { minLength: 1, maxLength: 10 });

test('what is found in several files after edits, closing and changes on disk is what is found afresh', async () => {
  let stood = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 3, maxLength: 3 }), steps, async (texts, all) => {
      const disk: Disk = new Map(parts.map((uri, at) => [uri, texts[at]!]));
      disk.set(main, 'LoadModule mpm_event_module m.so\nInclude parts/*.conf\nThreadsPerChild 25\n');
      const known = over(disk);
      await known.open(main, disk.get(main)!);
      let before = (await known.configurationOf(main))!.judgement;
      for (const [which, what] of all) {
        const uri = parts[which]!;
        if (what.kind === 'close') known.close(uri);
        else if (what.kind === 'disk' && !known.documentOf(uri)) {
          disk.set(uri, what.typed);
          known.watched([uri]);
        } else {
          if (!known.documentOf(uri)) await known.open(uri, disk.get(uri)!);
          const document = known.documentOf(uri)!;
          if (what.kind === 'save') {
            disk.set(uri, document.lines.text());
            known.watched([uri]);
          } else if (what.kind !== 'disk') {
            const at = what.at % document.lines.count;
            const character = what.kind === 'type' ? Math.min(what.character, document.lines.lengthOf(at)) : 0;
            const end = { line: at, character: what.kind === 'type' ? character + what.removed : 0 };
            changeDocument(
              document,
              { start: { line: at, character }, end },
              `${what.typed}${what.kind === 'line' ? '\n' : ''}`,
            );
          }
        }
        const { judgement } = (await known.configurationOf(main))!;
        if (judgement === before) stood++;
        before = judgement;
        const now: Disk = new Map([...disk].map(([uri, text]) => [uri, known.documentOf(uri)?.lines.text() ?? text]));
        expect(told(judgement)).toEqual(told(await judgedAfresh(now)));
      }
    }),
    { numRuns: 60 },
  );
  expect(stood).toBeGreaterThan(15);
});
