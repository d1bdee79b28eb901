import { expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { translationTo } from '../scripts/translations.ts';
import codeActions from '../server/src/features/code-actions.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/httpd/conf/httpd.conf';
const text = `LoadModule mpm_event_module modules/mod_mpm_event.so
MinSpareServers 5
MaxSpareServers 10
maxclients   400;
`;
const lines = (first: number, last: number) => ({
  start: { line: first, character: 0 },
  end: { line: last, character: 99 },
});
const offered = (first: number, last: number, only: string, world = worldOf({ [path]: text })) =>
  ask<CodeAction[]>(codeActions, world, path, {
    range: lines(first, last),
    context: { diagnostics: [], only: [only] },
  });

test('a repair that selected lines share is offered once', () => {
  const title = 'Read these 2 lines under prefork only: <IfModule mpm_prefork_module>';
  for (const last of [1, 2]) {
    const actions = offered(1, last, 'quickfix');
    expect(actions.filter((action) => action.title === title)).toHaveLength(1);
  }
});

test('all safe repairs are one action, whose title is in the language of the editor; two in one line do not touch', () => {
  const edits = [
    { range: { start: { line: 3, character: 0 }, end: { line: 3, character: 12 } }, newText: 'MaxRequestWorkers' },
    { range: { start: { line: 3, character: 13 }, end: { line: 3, character: 17 } }, newText: '400' },
  ];
  const chinese = { ...worldOf({ [path]: text }), translate: translationTo('zh-cn') };
  const [action] = offered(0, 0, 'source.fixAll', chinese);
  expect(action?.title).toBe('应用 Apache MPM 的所有安全修复');
  expect(action?.edit?.changes?.[`file://${path}`]).toEqual(expect.arrayContaining(edits));
});
