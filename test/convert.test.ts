import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver-protocol';
import codeActions from '../server/src/features/code-actions.ts';
import { judge } from '../server/src/judge.ts';
import { convert, type PoolMpm, poolMpms } from '../server/src/mpm/convert.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';

function offered(text: string): readonly CodeAction[] {
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
  const context = { diagnostics: [], only: ['refactor.rewrite'] };
  const actions = ask<CodeAction[]>(codeActions, worldOf({ [path]: text }), path, { range, context });
  return actions.filter(({ title }) => title.startsWith('Convert'));
}

function converted(text: string, title: string): string {
  const action = offered(text).find((each) => each.title === title)!;
  const [edits = []] = Object.values(action.edit!.changes!) as TextEdit[][];
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ at: { uri: '', ...range }, text: newText })),
  );
}

describe('a block', () => {
  test('of prefork becomes one of event that serves as many', () => {
    const text = `<IfModule mpm_prefork_module>
  # for the shop
  StartServers 5
  MinSpareServers 5
  MaxSpareServers 10
  MaxClients 150
  MaxConnectionsPerChild 1000
</IfModule>
`;
    expect(converted(text, 'Convert this block to event')).toBe(`<IfModule mpm_event_module>
  # for the shop
  # of 25 threads each
  StartServers 1
  # was MinSpareServers
  MinSpareThreads 5
  # at least MinSpareThreads 5 + ThreadsPerChild 25 + 1
  MaxSpareThreads 31
  MaxRequestWorkers 150
  # 1000 for each of 25 threads
  MaxConnectionsPerChild 25000
  # 6 processes, and room for as many that finish
  ServerLimit 12
  # the default of event
  ThreadsPerChild 25
</IfModule>
`);
  });

  test('of event becomes one of prefork, and tells what that does not have', () => {
    const text =
      '<IfModule event.c>\r\n\tThreadsPerChild\t25\r\n\tMinSpareThreads 75\r\n\tMaxSpareThreads 250\r\n\tMaxRequestWorkers 400\r\n</IfModule>\r\n';
    expect(converted(text, 'Convert this block to prefork')).toBe(
      [
        '<IfModule prefork.c>',
        '\t# prefork has no ThreadsPerChild: ThreadsPerChild\t25',
        '\t# was MinSpareThreads',
        '\tMinSpareServers 75',
        '\t# was MaxSpareThreads',
        '\tMaxSpareServers 250',
        '\tMaxRequestWorkers 400',
        '\t# a process for each worker',
        '\tServerLimit 400',
        '\t# as many as are to be idle',
        '\tStartServers 75',
        '</IfModule>',
        '',
      ].join('\r\n'),
    );
  });

  test('of event becomes one of worker by its tag', () => {
    const text = '<IfModule mpm_event_module>\nThreadsPerChild 64\nAsyncRequestWorkerFactor 4\n</IfModule>\n';
    expect(converted(text, 'Convert this block to worker')).toBe(
      '<IfModule mpm_worker_module>\nThreadsPerChild 64\n# worker has no AsyncRequestWorkerFactor: AsyncRequestWorkerFactor 4\nMaxRequestWorkers 384\n</IfModule>\n',
    );
  });

  test.each([
    ['not of an MPM', '<IfModule mod_ssl.c>\nStartServers 3\n</IfModule>\n'],
    ['with a value that is not known', '<IfModule event.c>\nServerLimit ${X}\n</IfModule>\n'],
    ['with settings elsewhere', 'ThreadsPerChild 5\n<IfModule event.c>\nServerLimit 3\n</IfModule>\n'],
  ])('%s is left alone', (_, text) => {
    expect(offered(text)).toEqual([]);
  });
});

test('what is converted is run as it is written', () => {
  const directive = fc.constantFrom(
    'StartServers',
    'ServerLimit',
    'MaxRequestWorkers',
    'ThreadsPerChild',
    'MinSpareThreads',
  );
  const other = fc.constantFrom('MaxSpareThreads', 'MinSpareServers', 'MaxSpareServers', 'MaxConnectionsPerChild');
  const lines = fc.array(fc.tuple(fc.oneof(directive, other), fc.integer({ min: 1, max: 3000 })), { maxLength: 9 });
  const modelUnder = (mpm: PoolMpm, text: string) => {
    const document = openDocument(`file://${path}`, text);
    const target = { ...defaultTarget, mpm };
    return judge({ path, document, target, found: new Map() }, rules).analyses[0]!;
  };
  fc.assert(
    fc.property(lines, fc.constantFrom(...poolMpms), fc.constantFrom(...poolMpms), (written, from, to) => {
      const source = modelUnder(from, written.map(([name, value]) => `${name} ${value}\n`).join('')).model!;
      const conversion = convert(source, to);
      if (from === to) expect(conversion).toBeUndefined();
      const text = (conversion?.settings ?? []).map(({ name, value }) => `${name} ${value}\n`).join('');
      expect(modelUnder(to, text).model!.adjustments).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
