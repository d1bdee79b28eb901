import { describe, expect, test } from 'vitest';
import type { CodeLens, InlayHint } from 'vscode-languageserver-protocol';
import codeLens from '../server/src/features/code-lens.ts';
import hintsFeature from '../server/src/features/inlay-hints.ts';
import { defaultPreferences, type Preferences } from '../server/src/features/preferences.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';
const everywhere = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

describe('inlay hints', () => {
  const hintsIn = (text: string, shown: Partial<Preferences['inlayHints']> = {}, range = everywhere) => {
    const world = worldOf({ [path]: text });
    const inlayHints = { ...defaultPreferences.inlayHints, ...shown };
    const asked = { ...world, preferences: { ...defaultPreferences, inlayHints } };
    const hints = ask<InlayHint[]>(hintsFeature, asked, path, { range });
    return hints.map(({ position, label }) => `${position.line + 1}:${position.character} ${label}`);
  };
  const event = 'LoadModule mpm_event_module modules/mod_mpm_event.so\n';

  test('tell the value that httpd runs and what it comes to', () => {
    expect(hintsIn(`${event}StartServers 30\nMaxRequestWorkers 410\nThreadsPerChild 25\n`)).toEqual([
      '2:15 → 16',
      '3:21 → 400 = 16 processes × 25 threads',
    ]);
    expect(hintsIn(`${event}MaxRequestWorkers 400\n`)).toEqual(['2:21 = 16 processes × 25 threads']);
    expect(hintsIn('LoadModule mpm_prefork_module m.so\nMaxRequestWorkers 300\n')).toEqual(['2:21 → 256']);
  });

  test('are of kinds that can be switched off', () => {
    const text = `${event}StartServers 30\nMaxRequestWorkers 410\n`;
    expect(hintsIn(text, { effectiveValues: false })).toEqual(['3:21 = 16 processes × 25 threads']);
    expect(hintsIn(text, { capacity: false })).toEqual(['2:15 → 16', '3:21 → 400']);
    expect(hintsIn(text, { capacity: false, effectiveValues: false })).toEqual([]);
  });

  test('tell the defaults that decide about a block', () => {
    expect(hintsIn('<IfModule mpm_prefork_module>\nMaxRequestWorkers 100\n</IfModule>\n', { defaults: true })).toEqual([
      '1:29 defaults: ServerLimit 256 · StartServers 5 · MinSpareServers 5 · MaxSpareServers 10',
    ]);
  });

  test('come for the lines that are asked for, and each once for several MPMs', () => {
    const text =
      'MaxRequestWorkers 410\n<IfModule event.c>\n</IfModule>\n<IfModule worker.c>\n</IfModule>\nMaxSpareThreads 5\n';
    expect(hintsIn(text, { capacity: false })).toEqual(['1:21 → 400', '6:17 → 101']);
    expect(hintsIn(text, { capacity: false }, { ...everywhere, start: { line: 2, character: 0 } })).toEqual([
      '6:17 → 101',
    ]);
  });

  test('say nothing of values that the files do not tell', () => {
    expect(hintsIn(`${event}MaxRequestWorkers \${NONE}\n`)).toEqual([]);
  });
});

describe('code lenses', () => {
  const lensesIn = (text: string, world = worldOf({ [path]: text })) =>
    ask<CodeLens[]>(codeLens, world, path).map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);

  test('tell which block is read, why, and what it gives', () => {
    const text =
      'LoadModule mpm_event_module m.so\n<IfModule event.c>\n</IfModule>\n<IfModule mpm_prefork_module>\n</IfModule>\n';
    expect(lensesIn(text)).toEqual([
      '2 event: 16 × 25 = 400 workers · up to 1200 connections · scoreboard 337 KiB',
      '2 Show effective settings',
      '2 Tune…',
      '4 Not read: httpd.conf:1 loads event',
      '4 Show effective settings',
    ]);
  });

  test('look at each block as its own MPM does, where none is loaded', () => {
    expect(
      lensesIn('<IfModule worker.c>\n</IfModule>\n<IfModule prefork.c>\nServerLimit 20000\n</IfModule>\n'),
    ).toEqual([
      '1 worker: 16 × 25 = 400 workers · scoreboard 337 KiB',
      '1 Show effective settings',
      '1 Tune…',
      '3 prefork: 256 processes · scoreboard 7.2 MiB',
      '3 Show effective settings',
      '3 Tune…',
    ]);
  });

  test('are only for blocks of MPMs, and only if they are wanted', () => {
    expect(lensesIn('<IfModule mod_ssl.c>\n</IfModule>\n<IfModule !event.c>\n</IfModule>\n')).toEqual([]);
    const text = '<IfModule event.c>\n</IfModule>\n';
    expect(
      lensesIn(text, { ...worldOf({ [path]: text }), preferences: { ...defaultPreferences, codeLens: false } }),
    ).toEqual([]);
    expect(lensesIn(text, { ...worldOf({ [path]: text }), hasCommands: false })).toHaveLength(1);
  });
});
