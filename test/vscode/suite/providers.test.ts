import * as vscode from 'vscode';
import { eventually, show, write } from './editing.ts';
import { equal, includes, present } from './expect.ts';

const main = 'httpd/conf/httpd.conf';
const included = 'httpd/conf/extra/httpd-mpm.conf';
const text = `LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule alias_module modules/mod_alias.so
Define WORKERS 400
# of the shop
# and no other
<IfModule mpm_event_module>
      ServerLimit 16
ServerLimit 20
MaxRequestWorkers \${WORKERS}
</IfModule>
<IfModule mpm_prefork_module>
MaxRequestWorkers 100
</IfModule>
`;

/** What a provider of VS Code gives, once it gives what is asked for. */
function asked<Answer>(command: string, enough: (answer: Answer) => boolean, ...args: readonly unknown[]) {
  let answer: Answer | undefined;
  return eventually(command, () => {
    void vscode.commands.executeCommand<Answer>(command, ...args).then((given) => {
      answer = given;
    });
    return answer !== undefined && enough(answer) ? answer : undefined;
  });
}

describe('each provider in the editor', () => {
  let document: vscode.TextDocument;
  let stock: string;
  before(async () => {
    document = await show(main);
    stock = document.getText();
    await write(document, text);
  });
  after(() => write(document, stock));
  const at = (words: string, more = 0) => document.positionAt(document.getText().indexOf(words) + more);
  const some = (answer: readonly unknown[]) => answer.length > 0;
  const lines = (ranges: readonly vscode.FoldingRange[]) => ranges.map(({ start, end }) => `${start}-${end}`);

  it('helps with the words of a directive', async () => {
    const place = at('ServerLimit 16', 'ServerLimit '.length);
    const help = await asked<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      ({ signatures }) => signatures.length > 0,
      document.uri,
      place,
    );
    includes(present(help.signatures[0], 'a signature').label, 'ServerLimit number');
  });

  it('finds settings of the workspace by name', async () => {
    const found = await asked<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', some, 'ServerLimit');
    includes(found.map(({ name }) => name).join(), 'ServerLimit');
  });

  it('finds all uses of a variable, and lets it be renamed there', async () => {
    const place = at('WORKERS 400', 2);
    const uses = await asked<vscode.Location[]>('vscode.executeReferenceProvider', some, document.uri, place);
    equal(
      uses.map(({ range }) => range.start.line),
      [2, 8],
      'lines',
    );
    const { placeholder } = await asked<{ placeholder: string }>('vscode.prepareRename', Boolean, document.uri, place);
    equal(placeholder, 'WORKERS', 'name');
  });

  it('folds sections, comments and runs of LoadModule', async () => {
    const ranges = await asked<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', some, document.uri);
    for (const run of ['0-1', '3-4', '5-8']) includes(lines(ranges).join(' '), run);
  });

  it('selects word, line and section', async () => {
    const places = [at('ServerLimit 20', 2)];
    const [range] = await asked<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      some,
      document.uri,
      places,
    );
    const chosen: string[] = [];
    for (let each = range; each; each = each.parent as vscode.SelectionRange) chosen.push(document.getText(each.range));
    for (const part of ['ServerLimit', 'ServerLimit 20']) equal(chosen.includes(part), true, part);
    equal(
      chosen.some((part) => part.startsWith('<IfModule mpm_event_module>') && part.endsWith('</IfModule>')),
      true,
      'the section',
    );
  });

  it('highlights both tags of a section', async () => {
    const place = at('IfModule mpm_event', 2);
    const marked = await asked<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      (found) => found.length === 2,
      document.uri,
      place,
    );
    equal(
      marked.map(({ range }) => range.start.line),
      [5, 9],
      'lines',
    );
  });

  it('has links to the manual', async () => {
    const links = await asked<vscode.DocumentLink[]>('vscode.executeLinkProvider', some, document.uri);
    includes(links.map(({ target }) => String(target)).join(' '), 'mod_alias.html');
  });

  it('colours lines that nobody reads and lines that are overridden', async () => {
    const legend = await asked<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      Boolean,
      document.uri,
    );
    for (const modifier of ['inactive', 'overridden']) equal(legend.tokenModifiers.includes(modifier), true, modifier);
    const { data } = await asked<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      (tokens) => tokens.data.length > 0,
      document.uri,
    );
    const used = new Set<string>();
    for (let token = 4; token < data.length; token += 5) {
      for (const [bit, name] of legend.tokenModifiers.entries()) if (data[token]! & (1 << bit)) used.add(name);
    }
    for (const modifier of ['inactive', 'overridden']) equal(used.has(modifier), true, modifier);
  });

  it('formats a selection, and a line when it is ended', async () => {
    const options = { insertSpaces: true, tabSize: 4 };
    const line = new vscode.Range(6, 0, 6, 99);
    const command = 'vscode.executeFormatRangeProvider';
    const ofSelection = await asked<vscode.TextEdit[]>(command, some, document.uri, line, options);
    equal(
      ofSelection.map(({ range }) => range.start.line),
      [6],
      'lines',
    );
    const typed = new vscode.Position(8, 0);
    const onType = await asked<vscode.TextEdit[]>(
      'vscode.executeFormatOnTypeProvider',
      some,
      document.uri,
      typed,
      '\n',
      options,
    );
    equal(
      onType.every(({ range }) => range.start.line === 7),
      true,
      'the line above',
    );
  });
});

describe('Go to the winning line', () => {
  it('goes to the one that counts, in whichever file', async () => {
    const file = await show(main);
    const stock = file.getText();
    await write(file, `MaxRequestWorkers 100\n${stock}`);
    const editor = present(vscode.window.activeTextEditor, 'the editor');
    editor.selection = new vscode.Selection(0, 3, 0, 3);
    await eventually('the winning line', () => {
      void vscode.commands.executeCommand('apacheMpm.goToWinningLine');
      return vscode.window.activeTextEditor?.document.uri.path.endsWith(included) ? true : undefined;
    });
    await write(file, stock);
  });
});
