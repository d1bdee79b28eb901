import { expect, onTestFinished, test } from 'vitest';
import { CompletionItemKind, type CompletionList } from 'vscode-languageserver-protocol';
import { connect, servers } from '../support/language-client.ts';
import { snippets } from '../support/snippets.ts';

const uri = 'file:///srv/snippets/mpm.conf';
const capabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

/** The blocks that an editor is offered in an empty line, and how the section IfModule is inserted. */
async function offered(name: keyof typeof servers, initializationOptions?: unknown) {
  const client = await connect(servers[name], { capabilities, initializationOptions });
  onTestFinished(async () => void (await client.end()));
  await client.open(uri, 'ThreadsPerChild 25\n\n');
  const position = { line: 1, character: 0 };
  const params = { textDocument: { uri }, position };
  const { items } = await client.connection.sendRequest<CompletionList>('textDocument/completion', params);
  return {
    blocks: items.filter(({ kind }) => kind === CompletionItemKind.Snippet).map(({ label }) => label),
    section: items.find(({ label }) => label === '<IfModule>')?.textEdit?.newText,
  };
}

const names = Object.keys(servers) as (keyof typeof servers)[];

test.each(names)('%s offers each block once to an editor that has none', async (name) => {
  const all = snippets.map(([prefix]) => prefix).sort();
  for (const options of [undefined, {}, { commands: true }, { snippets: true }]) {
    expect((await offered(name, options)).blocks.sort()).toEqual(all);
  }
});

test.each(names)('%s offers no block to an editor that has them itself, and end tags as ever', async (name) => {
  const { blocks, section } = await offered(name, { snippets: false });
  expect(blocks).toEqual([]);
  expect(section).toBe('<IfModule ${1}>\n\t$0\n</IfModule>');
});
