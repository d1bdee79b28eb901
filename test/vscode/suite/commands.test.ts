import * as vscode from 'vscode';
import { eventConf, eventually, findings, has, none, show, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const rule = 'max-request-workers-not-a-multiple';

describe('Show effective settings', () => {
  let document: vscode.TextDocument;
  let stock: string;

  before(async () => {
    document = await show(eventConf);
    stock = document.getText();
  });
  after(() => write(document, stock));

  const shown = async () => {
    await vscode.commands.executeCommand('apacheMpm.showEffectiveSettings');
    return present(vscode.window.activeTextEditor?.document, 'the active document');
  };

  it('opens a read-only document with the values httpd runs', async () => {
    const settings = await shown();
    equal(settings.uri.scheme, 'apache-mpm-effective');
    equal(vscode.workspace.fs.isWritableFileSystem(settings.uri.scheme) ?? false, false, 'writable');
    includes(settings.getText(), 'MaxRequestWorkers');
    includes(settings.getText(), '150');
  });

  it('has links to the lines that it names', async () => {
    await show(eventConf);
    const settings = await shown();
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      settings.uri,
    );
    const line = stock.split('\n').findIndex((each) => each.startsWith('MaxRequestWorkers'));
    const link = present(
      links.find(({ target }) => target?.fragment === `L${line + 1}`),
      'a link to MaxRequestWorkers',
    );
    equal(link.target?.path, document.uri.path);
    equal(settings.getText(link.range), `${document.uri.path.split('/').at(-1)}:${line + 1}`);
  });

  it('shows new values when it is called again', async () => {
    await show(eventConf);
    await write(document, stock.replace('150', '175'));
    const settings = await shown();
    await eventually(
      'the new value',
      () => (settings.getText().includes('175') ? true : undefined),
      vscode.workspace.onDidChangeTextDocument,
    );
  });
});

describe('Explain a rule', () => {
  const page = () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const uri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
    return uri?.toString() === `apache-mpm:/docs/rules/${rule}.md` ? input : undefined;
  };

  beforeEach(() => show(eventConf));

  it('opens the rendered page inside the editor', async () => {
    await vscode.commands.executeCommand('apacheMpm.explainRule', rule);
    const input = await eventually('the page', page, vscode.window.tabGroups.onDidChangeTabs);
    equal(input instanceof vscode.TabInputCustom && input.viewType, 'vscode.markdown.preview.editor', 'rendered');
  });

  it('has the text of the rule, read-only', async () => {
    const uri = vscode.Uri.parse(`apache-mpm:/docs/rules/${rule}.md`);
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    includes(text, 'ThreadsPerChild');
    equal(vscode.workspace.fs.isWritableFileSystem('apache-mpm'), false, 'writable');
  });

  it("opens it at the address of a finding's link", async function () {
    if (vscode.env.appHost === 'desktop') this.skip(); // Desktop VS Code asks the person first.
    const link = vscode.Uri.parse(`${vscode.env.uriScheme}://apache-mpm.apache-mpm/rules/${rule}`);
    await vscode.commands.executeCommand('vscode.open', link);
    await eventually('the page', page, vscode.window.tabGroups.onDidChangeTabs);
  });

  it('opens nothing for a rule that is not there', async () => {
    const before = vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    for (const wrong of ['no-such-rule', '../../package.json']) {
      await vscode.commands.executeCommand('apacheMpm.explainRule', wrong);
    }
    equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, before, 'active tab');
  });
});

describe('Restart server', () => {
  it('brings findings again', async () => {
    const document = await show(eventConf);
    const stock = document.getText();
    await vscode.commands.executeCommand('apacheMpm.restartServer');
    await write(document, stock.replace('150', '410'));
    await findings(document, has(rule));
    await write(document, stock);
    await findings(document, none);
  });
});

// In a browser alone there is no machine to run it on.
if (typeof process === 'object' && process.versions?.node) {
  describe('apachectl configtest', () => {
    it('is a task', async () => {
      const [task, ...others] = await vscode.tasks.fetchTasks({ type: 'apache-mpm' });
      equal(others.length, 0, 'other tasks');
      equal(task?.name, 'configtest', 'name');
      equal(task?.problemMatchers, ['$apache-configtest', '$apache-configtest-reading'], 'problem matchers');
      const { commandLine } = present(task, 'the task').execution as vscode.ShellExecution;
      equal(commandLine, process.platform === 'win32' ? 'httpd -t' : 'apachectl configtest', 'command line');
    });
  });
}
