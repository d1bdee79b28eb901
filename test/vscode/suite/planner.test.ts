import * as vscode from 'vscode';
import { eventConf, eventually, findings, has, none, show, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const facts = '# apache-mpm: memory=8G reserve=1G process=60M process-threads=25 thread=512K\n';

describe('Tuning', () => {
  let document: vscode.TextDocument;
  let stock: string;

  before(async () => {
    document = await show(eventConf);
    stock = document.getText();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await write(await show(eventConf), stock);
  });

  const line = () =>
    document
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith('MaxRequestWorkers'));
  const refactorings = async () =>
    (await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(line(), 0, line(), 0),
      vscode.CodeActionKind.RefactorRewrite.value,
    )) ?? [];
  const titled = async (title: string) => {
    for (let left = 20; left > 0; left--) {
      const found = (await refactorings()).find((action) => action.title === title);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return undefined;
  };

  it('asks for facts where the file tells none', async () => {
    await write(document, stock);
    const action = present(await titled('Tune…'), 'the refactoring');
    equal(action.command?.command, 'apacheMpm.tune', 'command');
  });

  it('is an edit that waits for a look at it, where the file tells them', async () => {
    await write(document, facts + stock);
    const action = present(await titled('Tune for 8 GiB'), 'the refactoring');
    const edit = present(action.edit, 'the edit');
    const applied = vscode.workspace.applyEdit(edit, { isRefactoring: true });
    await eventually('the settings', () => {
      void vscode.commands.executeCommand('refactorPreview.apply');
      return /MaxRequestWorkers +\d{4}\n/.test(document.getText()) ? true : undefined;
    });
    equal(await applied, true, 'applied');
    includes(document.getText(), '# ServerLimit');
    equal(document.getText().match(/^\s*MaxRequestWorkers/gm)?.length, 1, 'lines with MaxRequestWorkers');
    await vscode.commands.executeCommand('undo');
  });

  it('takes facts from the settings, at once', async () => {
    await write(document, stock);
    await findings(document, none);
    const configuration = () => vscode.workspace.getConfiguration('apacheMpm', document.uri);
    const target = vscode.ConfigurationTarget.Workspace;
    try {
      await configuration().update('facts', { memory: '512M', reserve: '256M', process: '60M' }, target);
      const [over] = await findings(document, has('memory-over-budget'));
      includes(over!.message, '256 MiB are left for httpd');
      present(await titled('Tune for 512 MiB'), 'the refactoring');
    } finally {
      await configuration().update('facts', undefined, target);
    }
    await findings(document, none);
  });

  it('opens the planner beside the file, once for each file', async () => {
    await show(eventConf);
    const planners = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('apacheMpm.planner'));
    await vscode.commands.executeCommand('apacheMpm.openPlanner');
    await eventually(
      'the planner',
      () => (planners().length > 0 ? true : undefined),
      vscode.window.tabGroups.onDidChangeTabs,
    );
    await vscode.commands.executeCommand('apacheMpm.openPlanner', document.uri.toString(), { line: 0 });
    equal(planners().length, 1, 'planners');
    await eventually(
      'the name of the file in the tab',
      () => (planners()[0]?.label.includes('mpm_event.conf') ? true : undefined),
      vscode.window.tabGroups.onDidChangeTabs,
    );
    equal(vscode.window.tabGroups.all.length > 1, true, 'beside');
  });
});
