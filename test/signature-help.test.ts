import { expect, test } from 'vitest';
import type { SignatureHelp } from 'vscode-languageserver-protocol';
import signatureHelp from '../server/src/features/signature-help.ts';
import { ask, withCursor, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';

function helpAt(marked: string): string | undefined {
  const { text, position } = withCursor(marked);
  const help = ask<SignatureHelp | null>(signatureHelp, worldOf({ [path]: text }), path, { position });
  const [signature] = help?.signatures ?? [];
  if (!signature) return undefined;
  const [start, end] = (signature.parameters?.[help?.activeParameter ?? -1]?.label as [number, number] | undefined) ?? [
    0, 0,
  ];
  return `${signature.label.slice(0, start)}[${signature.label.slice(start, end)}]${signature.label.slice(end)}`;
}

test.each([
  ['MaxRequestWorkers |', 'MaxRequestWorkers [number]'],
  ['MaxClients 4|', 'MaxRequestWorkers [number]'],
  ['Listen 80 |', 'Listen [IP-address:]portnumber [[protocol]]'],
  ['Mutex a b c |', 'Mutex mechanism [default|mutex-name] [...] [OmitPID]'],
  ['<IfModule |>', '<IfModule [[!]module-file|module-identifier]>'],
  ['Alias /x |', 'Alias [URL-path] [file-path|directory-path]'],
  ['FancyIndexing |', 'FancyIndexing […]'],
])('%s', (marked, expected) => {
  expect(helpAt(marked)).toBe(expected);
});

test.each(['MaxReq|', 'Nonsense |', '# Listen |', '</IfModule |>', '|'])('none for %s', (marked) => {
  expect(helpAt(marked)).toBeUndefined();
});
