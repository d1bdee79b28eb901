import * as vscode from 'vscode';
import { eventConf, eventually, show, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

describe('the language apacheconf', () => {
  it("is that of a distribution's mods-available/mpm_event.conf", async () => {
    equal((await show(eventConf)).languageId, 'apacheconf');
  });

  it('is given to a .conf file that reads like one', async () => {
    const document = await show('sites/shop.conf');
    const uri = document.uri.toString();
    await eventually(
      'the language of sites/shop.conf',
      () =>
        vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri && open.languageId === 'apacheconf'),
      vscode.workspace.onDidOpenTextDocument,
    );
  });

  it('is not that of any other .conf file', async () => {
    const document = await show('app.conf');
    // The file above came to its language while this one was opened: there was time for this one too.
    await new Promise((resolve) => setTimeout(resolve, 500));
    equal(document.languageId, 'properties');
  });

  it('has snippets for whole blocks where they may stand, and none among values', async () => {
    const document = await show(eventConf);
    const offered = async (at: vscode.Position) => {
      const command = 'vscode.executeCompletionItemProvider';
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(command, document.uri, at);
      return items
        .filter(({ kind }) => kind === vscode.CompletionItemKind.Snippet)
        .map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const text = document.getText();
    await write(document, `\n${text}`);
    const names = await offered(new vscode.Position(0, 0));
    for (const name of ['mpm_event', 'mpm_event_php_fpm', 'keepalive']) equal(names.includes(name), true, name);
    const value = document.positionAt(document.getText().indexOf('150'));
    equal(await offered(value), [], 'snippets at a value');
    await write(document, text);
  });

  it('comes with a schema of .apache-mpm.json, in the language of the editor', async () => {
    const extension = present(vscode.extensions.getExtension('apache-mpm.apache-mpm'), 'the extension');
    const [validation] = extension.packageJSON.contributes.jsonValidation;
    equal(validation.url, './schemas/apache-mpm.schema.json');
    const schema = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, validation.url));
    includes(new TextDecoder().decode(schema), 'max-spare-too-small');
  });
});
