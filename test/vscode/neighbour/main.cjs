// Finds directives of nobody, as an extension for Apache files in general does.
const vscode = require('vscode');

exports.activate = (context) => {
  const found = vscode.languages.createDiagnosticCollection('apache-lint');
  const look = (document) => {
    if (document.languageId !== 'apacheconf') return;
    const wrong = [...document.getText().matchAll(/^[ \t]*ServerLimits\b.*$/gm)].map(({ index, 0: line }) => {
      const range = new vscode.Range(document.positionAt(index), document.positionAt(index + line.length));
      return Object.assign(new vscode.Diagnostic(range, 'Unknown directive: ServerLimits'), { source: 'apache-lint' });
    });
    found.set(document.uri, wrong);
  };
  context.subscriptions.push(
    found,
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
  vscode.workspace.textDocuments.forEach(look);
};
