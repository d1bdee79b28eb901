import * as vscode from 'vscode';
import { snippetsIn } from './contributed.ts';
import { eventConf, show, write } from './editing.ts';
import { equal } from './expect.ts';

describe('the contributed snippets', () => {
  it('are offered once each in an empty line, beside the directives of the server', async () => {
    const document = await show(eventConf);
    const text = document.getText();
    await write(document, `\n${text}`);
    const command = 'vscode.executeCompletionItemProvider';
    const start = new vscode.Position(0, 0);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(command, document.uri, start);
    const named = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);
    const offered = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Snippet).map(named);
    const contributed = [...(await snippetsIn('apacheconf')).values()].map(({ prefix }) => prefix);
    equal(offered.sort(), contributed.sort(), 'what is offered');
    equal(items.map(named).includes('MaxRequestWorkers'), true, 'the server has answered');
    await write(document, text);
  });

  it('are inserted as they stand, by their names', async () => {
    const document = await show(eventConf);
    const text = document.getText();
    const editor = vscode.window.activeTextEditor!;
    for (const [name, { body }] of await snippetsIn('apacheconf')) {
      await write(document, '');
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'apacheconf', name });
      const typed = body.join('\n').replace(/\$\{\d+[:|]([^,|}]*)[^}]*\}/g, '$1');
      // A choice that another place repeats is the first one there too.
      const mirrored = typed.replaceAll('$1', 'event').replaceAll('$0', '');
      equal(document.getText().replace(/^ +|\t/gm, ' '), mirrored.replaceAll('\t', ' '), name);
      await vscode.commands.executeCommand('leaveSnippet');
    }
    await write(document, text);
  });
});
