import * as vscode from 'vscode';
import { eventConf, eventually, show } from './editing.ts';
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

  it('comes with a schema of .apache-mpm.json, in the language of the editor', async () => {
    const extension = present(vscode.extensions.getExtension('apache-mpm.apache-mpm'), 'the extension');
    const [validation] = extension.packageJSON.contributes.jsonValidation;
    equal(validation.url, './schemas/apache-mpm.schema.json');
    const schema = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, validation.url));
    includes(new TextDecoder().decode(schema), 'max-spare-too-small');
  });
});
