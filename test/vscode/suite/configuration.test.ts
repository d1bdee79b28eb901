import * as vscode from 'vscode';
import { eventually, findings, has, inWorkspace, none, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const main = 'httpd/conf/httpd.conf';
const included = 'httpd/conf/extra/httpd-mpm.conf';

/** Opens a file in a tab of its own, which the next one does not replace. */
async function keepOpen(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(inWorkspace(path));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

describe('a configuration of several files', () => {
  let mainFile: vscode.TextDocument;
  let mpmFile: vscode.TextDocument;
  let stock: string;

  before(async () => {
    mainFile = await keepOpen(main);
    mpmFile = await keepOpen(included);
    stock = mainFile.getText();
  });

  after(() => write(mainFile, stock));

  it('is judged for the MPM that its main file loads, and for no other', async () => {
    await write(mainFile, `${stock}StartServers 40\n`);
    const [found] = await findings(mainFile, has('start-servers-above-process-limit'));
    includes(present(found, 'the finding').message, 'MaxRequestWorkers 400 / ThreadsPerChild 25 = 16 processes');
    equal((await findings(mpmFile, none)).length, 0, 'findings in the file of the MPM');
  });

  it('shows in one file what an unsaved edit of another does', async () => {
    await write(mainFile, `${stock}ThreadsPerChild 30\n`);
    const [found] = await findings(mpmFile, has('max-request-workers-not-a-multiple'));
    const { message, relatedInformation } = present(found, 'the finding');
    includes(message, 'MaxRequestWorkers 400 is not a multiple of ThreadsPerChild 30: httpd runs 390');
    equal(relatedInformation?.[0]?.location.uri.toString(), mainFile.uri.toString(), 'the place that decided');
    await write(mainFile, stock);
    await findings(mpmFile, none);
  });

  it('is walked through from an Include to its file', async () => {
    const line = mainFile
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith('Include'));
    const places = await eventuallyDefined(mainFile.uri, new vscode.Position(line, 12));
    equal(places[0]?.uri.toString(), mpmFile.uri.toString(), 'the file of the Include');
  });
});

async function eventuallyDefined(uri: vscode.Uri, position: vscode.Position): Promise<vscode.Location[]> {
  let found: vscode.Location[] = [];
  return eventually('a definition', () => {
    void vscode.commands
      .executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', uri, position)
      .then((places) => {
        found = places;
      });
    return found.length > 0 ? found : undefined;
  });
}
