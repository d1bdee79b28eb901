import * as vscode from 'vscode';
import { eventually, findings, has, inWorkspace, ruleOf, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const main = 'httpd/conf/httpd.conf';
const included = 'httpd/conf/extra/httpd-mpm.conf';

const start = 'start-servers-above-process-limit';
const multiple = 'max-request-workers-not-a-multiple';
/** Nothing but that the blocks of other MPMs are not read. */
const onlyInactive = (rules: string[]) => rules.length > 0 && rules.every((rule) => rule === 'inactive-mpm-block');
const findingOf = async (document: vscode.TextDocument, rule: string) =>
  present(
    (await findings(document, has(rule))).find((found) => ruleOf(found) === rule),
    rule,
  );

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
    const found = await findingOf(mainFile, start);
    includes(found.message, 'MaxRequestWorkers 400 / ThreadsPerChild 25 = 16');
    await findings(mpmFile, onlyInactive);
  });

  it('shows in one file what an unsaved edit of another does', async () => {
    await write(mainFile, `${stock}ThreadsPerChild 30\n`);
    const { message, relatedInformation } = await findingOf(mpmFile, multiple);
    includes(message, 'MaxRequestWorkers 400 is not a multiple of ThreadsPerChild 30: httpd runs 390');
    equal(relatedInformation?.[0]?.location.uri.toString(), mainFile.uri.toString(), 'the place that decided');
    await write(mainFile, stock);
    await findings(mpmFile, onlyInactive);
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
