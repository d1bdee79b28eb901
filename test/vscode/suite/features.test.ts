import * as vscode from 'vscode';
import { eventConf, eventually, findings, has, inWorkspace, none, show, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const main = 'httpd/conf/httpd.conf';
const included = 'httpd/conf/extra/httpd-mpm.conf';

/** What a provider of VS Code gives for a document. */
function ask<Answer>(command: string, { uri }: vscode.TextDocument, ...more: readonly unknown[]): Thenable<Answer> {
  return vscode.commands.executeCommand<Answer>(`vscode.execute${command}`, uri, ...more);
}

/** The place before the words. */
function before(document: vscode.TextDocument, words: string): vscode.Position {
  const at = document.getText().indexOf(words);
  if (at < 0) throw new Error(`${document.uri} has no ${words}`);
  return document.positionAt(at);
}

const labelOf = ({ label }: vscode.CompletionItem | vscode.InlayHint) =>
  typeof label === 'string' ? label : Array.isArray(label) ? label.map(({ value }) => value).join('') : label.label;

describe('a file of the MPM', () => {
  let document: vscode.TextDocument;
  let stock: string;
  beforeEach(async () => {
    document = await show(eventConf);
    stock ??= document.getText();
  });
  afterEach(() => write(document, stock));
  const all = () => new vscode.Range(0, 0, document.lineCount, 0);

  it('completes names and numbers', async () => {
    await write(document, `${stock}MaxReq\nMaxRequestWorkers `);
    const at = (line: number) => document.lineAt(line).range.end;
    const names = await ask<vscode.CompletionList>('CompletionItemProvider', document, at(document.lineCount - 2));
    includes(names.items.map(labelOf).join(), 'MaxRequestWorkers');
    const numbers = await ask<vscode.CompletionList>('CompletionItemProvider', document, at(document.lineCount - 1));
    includes(numbers.items.map(labelOf).join(), '400');
  });

  it('has the value that httpd runs behind the one that is written', async () => {
    await write(document, stock.replace('150', '410'));
    await findings(document, has('max-request-workers-not-a-multiple'));
    const hints = await ask<vscode.InlayHint[]>('InlayHintProvider', document, all());
    includes(hints.map(labelOf).join(' '), '400');
  });

  it('has an outline with values', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('DocumentSymbolProvider', document);
    const workers = symbols.find(({ name }) => name === 'MaxRequestWorkers');
    includes(present(workers, `MaxRequestWorkers among ${symbols.map(({ name }) => name)}`).detail, '150');
  });

  it('is formatted', async () => {
    await write(document, '<IfModule mpm_event_module>\nStartServers 2\n      ServerLimit 20\n</IfModule>\n');
    const options = { insertSpaces: true, tabSize: 4 };
    const edits = await ask<vscode.TextEdit[]>('FormatDocumentProvider', document, options);
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    equal(
      document.getText().replaceAll('\r', ''),
      '<IfModule mpm_event_module>\n    StartServers 2\n    ServerLimit 20\n</IfModule>\n',
      'text',
    );
  });

  it('gets an end tag when an opening tag is typed, and one undo takes it', async () => {
    await write(document, '<IfModule mpm_event_module');
    const editor = present(vscode.window.activeTextEditor, 'the editor');
    const end = document.lineAt(0).range.end;
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('type', { text: '>' });
    const text = () => document.getText().replaceAll('\r', '');
    await eventually(
      'the end tag',
      () => (/^<IfModule mpm_event_module>\n\s+\n<\/IfModule>$/.test(text()) ? true : undefined),
      vscode.workspace.onDidChangeTextDocument,
    );
    await eventually(
      'the cursor between the tags',
      () => (editor.selection.active.line === 1 ? true : undefined),
      vscode.window.onDidChangeTextEditorSelection,
    );
    await vscode.commands.executeCommand('undo');
    equal(text().includes('</IfModule>'), false, text());
  });

  it('has a block that can be converted to another MPM', async () => {
    await write(document, '<IfModule mpm_prefork_module>\nMaxRequestWorkers 150\n</IfModule>\n');
    const at = before(document, '<IfModule');
    const actions = await eventuallyActions(at);
    const action = actions.find(({ title }) => /worker/.test(title));
    await vscode.workspace.applyEdit(
      present(action?.edit, `the refactoring among ${actions.map(({ title }) => title)}`),
    );
    includes(document.getText(), 'mpm_worker_module');
  });

  async function eventuallyActions(at: vscode.Position): Promise<vscode.CodeAction[]> {
    const kind = vscode.CodeActionKind.Refactor.value;
    return ask<vscode.CodeAction[]>('CodeActionProvider', document, new vscode.Range(at, at), kind);
  }
});

describe('a configuration of two files', () => {
  it('has a lens over each block', async () => {
    const document = await show(included);
    const lenses = await ask<vscode.CodeLens[]>('CodeLensProvider', document, 10);
    includes(lenses.map(({ command }) => command?.title ?? '').join(' | '), '16 × 25 = 400 workers');
  });

  it('has a variable renamed in both', async () => {
    const mainFile = await show(main);
    const mpmFile = await show(included);
    const [mainText, mpmText] = [mainFile.getText(), mpmFile.getText()];
    await write(mainFile, mainText.replace('Include', 'Define WORKERS 400\nInclude'));
    await write(mpmFile, mpmText.replace('400', '${WORKERS}'));
    const edit = await ask<vscode.WorkspaceEdit>('DocumentRenameProvider', mpmFile, before(mpmFile, 'ORKERS}'), 'POOL');
    equal(edit.entries().length, 2, 'files');
    await vscode.workspace.applyEdit(edit);
    includes(mainFile.getText(), 'Define POOL 400');
    includes(mpmFile.getText(), '${POOL}');
    await write(mainFile, mainText);
    await write(mpmFile, mpmText);
  });

  it('completes the paths that are there', async () => {
    const mainFile = await show(main);
    const text = mainFile.getText();
    await write(mainFile, text.replace('conf/extra/httpd-mpm.conf', 'conf/extra/'));
    const at = before(mainFile, 'conf/extra/').translate(0, 'conf/extra/'.length);
    const list = await ask<vscode.CompletionList>('CompletionItemProvider', mainFile, at);
    includes(list.items.map(labelOf).join(), 'httpd-mpm.conf');
    await write(mainFile, text);
  });
});

describe('Explain a message code', () => {
  it('opens a page of the code', async () => {
    await findings(await show(eventConf), none);
    await vscode.commands.executeCommand('apacheMpm.explainCode', '513');
    const uri = vscode.Uri.parse('apache-mpm:/docs/messages/AH00513.md');
    const isShown = () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      const shown =
        input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
      return shown?.toString() === uri.toString() ? true : undefined;
    };
    await eventually('the page', isShown, vscode.window.tabGroups.onDidChangeTabs);
    includes((await vscode.workspace.openTextDocument(uri)).getText(), 'MaxRequestWorkers');
  });

  it('explains it in a log file on hover', async () => {
    const log = inWorkspace('error.log');
    await vscode.workspace.fs.writeFile(log, new TextEncoder().encode('[mpm_event:warn] AH00513: WARNING: ...\n'));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(log));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      log,
      new vscode.Position(0, 20),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((part) => (typeof part === 'string' ? part : part.value));
    includes(text.join('\n'), 'event changes MaxRequestWorkers');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(log);
  });
});
