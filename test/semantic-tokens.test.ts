import { expect, test } from 'vitest';
import type { SemanticTokens } from 'vscode-languageserver-protocol';
import semanticTokens, { legend } from '../server/src/features/semantic-tokens.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';

function tokensOf(text: string): readonly string[] {
  const { data } = ask<SemanticTokens>(semanticTokens, worldOf({ [path]: text }), path);
  const lines = text.split('\n');
  const told: string[] = [];
  let line = 0;
  let start = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [newLines = 0, offset = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
    start = newLines > 0 ? offset : start + offset;
    line += newLines;
    const modifiers = legend.tokenModifiers.filter((_, bit) => bits & (1 << bit));
    told.push(
      `${line + 1}:${lines[line]!.slice(start, start + length)} ${legend.tokenTypes[type]} ${modifiers.join(' ')}`,
    );
  }
  return told;
}

test('what is not read, does not count, has a former name or says what holds anyway', () => {
  const text = `LoadModule mpm_event_module modules/mod_mpm_event.so
<IfModule mpm_prefork_module>
    # not read
    ServerLimit 9
</IfModule>
StartServers 4
StartServers 5
MaxClients 300
ThreadsPerChild 25
ServerLimit \\
  16
`;
  expect(tokensOf(text)).toEqual([
    '4:ServerLimit comment inactive',
    '4:9 comment inactive',
    '6:StartServers property overridden',
    '8:MaxClients property deprecated',
    '9:ThreadsPerChild property default',
    '10:ServerLimit property default',
  ]);
});

test('of several MPMs, a line is inactive only where none reads it', () => {
  expect(
    tokensOf(
      '<IfModule mpm_event_module>\nStartServers 4\n</IfModule>\n<IfModule prefork.c>\nStartServers 9\n</IfModule>\n',
    ),
  ).toEqual([]);
  expect(
    tokensOf('<IfModule event>\nStartServers 4\n</IfModule>\n<IfModule prefork.c>\nStartServers 9\n</IfModule>\n'),
  ).toEqual(['2:StartServers comment inactive', '2:4 comment inactive']);
});

test('a word that goes on in the next line has no token', () => {
  expect(tokensOf('<IfModule event.c.so>\n</IfModule>\nMaxRequest\\\nWorkers 400\n')).toEqual([]);
});
