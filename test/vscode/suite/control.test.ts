import * as vscode from 'vscode';
import { eventConf, findings, has, inWorkspace, none, ruleOf, show, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const rule = 'max-request-workers-not-a-multiple';

describe('a finding that is to stay', () => {
  let document: vscode.TextDocument;
  let stock: string;
  let broken: string;

  before(async () => {
    document = await show(eventConf);
    stock = document.getText();
    broken = stock.replace('150', '410');
  });
  beforeEach(async () => {
    await show(eventConf);
    await write(document, broken);
  });
  after(() => write(document, stock));

  const actionCalled = async (title: string) => {
    const found = (await findings(document, has(rule))).find((one) => ruleOf(one) === rule);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      present(found, rule).range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const ours = actions.filter(({ kind }) => kind?.value === 'quickfix');
    equal(ours[0]?.isPreferred ?? false, false, 'no fix is preferred that only a person can decide for');
    return present(
      actions.find((action) => action.title === title),
      `${title} among ${actions.map((action) => action.title)}`,
    );
  };

  it('is silenced by “Ignore here”, with a place for the reason', async () => {
    const { edit, isPreferred } = await actionCalled(`Ignore ${rule} here…`);
    equal(isPreferred ?? false, false, 'preferred');
    await vscode.workspace.applyEdit(present(edit, 'the edit'));
    await findings(document, none);
    const lines = document.getText().split('\n');
    const at = lines.findIndex((line) => line.includes('410'));
    includes(lines[at - 1] ?? '', `# apache-mpm-ignore ${rule}: reason`);
    equal(/^\s*/.exec(lines[at - 1]!)?.[0], /^\s*/.exec(lines[at]!)?.[0], 'indentation');
    const editor = present(vscode.window.activeTextEditor, 'the editor');
    equal(document.getText(editor.selection), 'reason', 'selection');
  });

  it('gets another severity by “Change the severity”, and its own again', async () => {
    const { command } = await actionCalled(`Change the severity of ${rule}…`);
    const { command: name, arguments: [choice] = [] } = present(command, 'the command');
    const level = () => vscode.workspace.getConfiguration('apacheMpm', document.uri).get<object>('rules');
    try {
      await vscode.commands.executeCommand(name, { ...choice, level: 'off' });
      equal(level(), { [rule]: 'off' }, 'setting');
      await findings(document, none);
      await vscode.commands.executeCommand(name, { ...choice, level: 'default' });
      equal(level(), {}, 'setting');
      await findings(document, has(rule));
    } finally {
      await vscode.workspace.fs.delete(inWorkspace('.vscode'), { recursive: true });
    }
  });
});
