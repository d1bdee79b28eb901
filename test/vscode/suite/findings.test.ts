import * as vscode from 'vscode';
import { eventConf, findings, has, hoverAt, none, ruleOf, show, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const rule = 'max-request-workers-not-a-multiple';

describe('a finding in mpm_event.conf', () => {
  let document: vscode.TextDocument;
  let stock: string;
  let broken: string;

  before(async () => {
    document = await show(eventConf);
    stock = document.getText();
    broken = stock.replace('150', '410');
  });

  beforeEach(() => write(document, broken));
  after(() => write(document, stock));

  const finding = async () => {
    const all = await findings(document, has(rule));
    return present(
      all.find((one) => ruleOf(one) === rule),
      rule,
    );
  };

  it('says what httpd does, with the rule as code and a link to its page', async () => {
    const found = await finding();
    includes(found.message, 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400');
    equal(found.severity, vscode.DiagnosticSeverity.Warning, 'severity');
    equal(document.getText(found.range).startsWith('MaxRequestWorkers'), true, document.getText(found.range));
    const code = typeof found.code === 'object' ? found.code.target.toString() : 'no link';
    equal(code, `${vscode.env.uriScheme}://apache-mpm.apache-mpm/rules/${rule}`, 'link');
  });

  it('goes when the value is right again', async () => {
    await finding();
    await write(document, stock);
    await findings(document, none);
  });

  it('has a quick fix that writes the value httpd uses', async () => {
    const { range } = await finding();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title }) => title === 'Write 400, the value httpd uses');
    await vscode.workspace.applyEdit(present(fix?.edit, `the fix among ${actions.map(({ title }) => title)}`));
    equal(document.getText(), stock.replace('150', '400'), 'text');
    await findings(document, none);
  });

  const fixAll = () =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, 0, 0),
      'source.fixAll.apacheMpm',
    );

  it('is left alone by source.fixAll.apacheMpm: the number may be meant', async () => {
    await finding();
    equal((await fixAll()).length, 0, 'actions');
  });

  it('is mended by source.fixAll.apacheMpm where nothing that was meant is lost', async () => {
    await write(document, stock.replace('150', '400;'));
    await findings(document, has('not-a-number'));
    const [action] = await fixAll();
    await vscode.workspace.applyEdit(present(action?.edit, 'the edit of source.fixAll.apacheMpm'));
    equal(document.getText(), stock.replace('150', '400'), 'text');
    await findings(document, none);
  });

  it('stands in the hover over the value, with the value httpd runs', async () => {
    await finding();
    const at = document.positionAt(document.getText().indexOf('410') + 1);
    const text = await hoverAt(document, at);
    includes(text, 'MaxRequestWorkers');
    includes(text, '400');
  });
});
