import { expect, test } from 'vitest';
import type { Location } from 'vscode-languageserver-protocol';
import definition from '../server/src/features/definition.ts';
import report from '../server/src/features/report.ts';
import winningLine from '../server/src/features/winning-line.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/httpd/conf/httpd.conf';

test('a report has the values that httpd runs, why, and what is found with its arithmetic', () => {
  const text = 'LoadModule mpm_event_module m.so\nMaxRequestWorkers 410\nThreadsPerChild 25\n';
  const { text: markdown } = ask<{ text: string }>(report, worldOf({ [path]: text }), path);
  expect(markdown).toMatch(/^# MPM settings of httpd\.conf\n\n## event: 16 × 25 = 400 workers\n\n\| Directive /);
  expect(markdown).toContain(
    '| MaxRequestWorkers | 410 | 400 | httpd.conf:2; httpd changes 410 to 400 because of ThreadsPerChild and says AH00513 |',
  );
  expect(markdown).toContain('- warning, httpd.conf:2: MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25');
});

test('from a line that is overruled one gets to the line that counts, in whichever file', () => {
  const extra = '/etc/httpd/conf/extra.conf';
  const world = worldOf(
    { [path]: 'StartServers 3\nInclude extra.conf\n', [extra]: '\nStartServers 5\n' },
    {},
    { serverRoot: '/etc/httpd/conf' },
  );
  const position = { line: 0, character: 2 };
  const expected = {
    uri: `file://${extra}`,
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 14 } },
  };
  expect(ask<Location>(winningLine, world, path, { position })).toEqual(expected);
  expect(ask<Location[]>(definition, world, path, { position })).toEqual([expected]);
  expect(ask<Location | null>(winningLine, world, path, { position: { line: 1, character: 2 } })).toBeNull();
});
