import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type SnippetTextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { SharedFinding } from '../judge.ts';
import { type Document, lineAt } from '../syntax/document.ts';
import { say, wordsOf } from '../text/message.ts';
import type { OpenDocument, World } from './world.ts';

/** The command of our client; other editors have none. */
const changeSeverity = 'apacheMpm.changeSeverity';

/** What a person can do about findings beside mending them: each line and each rule once, none of it preferred. */
export function controlActions(
  world: World,
  { document, configurationFile }: OpenDocument,
  findings: readonly SharedFinding[],
  diagnosticsOf: (finding: SharedFinding) => Diagnostic[],
): CodeAction[] {
  const actions = new Map<string, CodeAction>();
  const add = (finding: SharedFinding, key: string, title: string, does: Pick<CodeAction, 'edit' | 'command'>) => {
    if (actions.has(key)) return;
    actions.set(key, { title, kind: CodeActionKind.QuickFix, diagnostics: diagnosticsOf(finding), ...does });
  };
  for (const finding of findings) {
    const rule = finding.rule.id;
    const first = lineAt(document, finding.at.start.line)?.first ?? 0;
    const title = wordsOf(say('Ignore {rule} here…', { rule }), world.translate);
    add(finding, `${rule} ${first}`, title, { edit: ignoreAbove(document, first, rule, world.snippetEdits) });
  }
  for (const finding of world.hasCommands ? findings : []) {
    const rule = finding.rule.id;
    const title = wordsOf(say('Change the severity of {rule}…', { rule }), world.translate);
    const chosen = { rule, uri: document.uri, ...(configurationFile?.sets(rule) && { file: configurationFile.uri }) };
    add(finding, rule, title, { command: { title, command: changeSeverity, arguments: [chosen] } });
  }
  return [...actions.values()];
}

/** The comment on a line of its own, indented and ended as the line below, with a place for the reason. */
function ignoreAbove(document: Document, first: number, rule: string, snippets: boolean): WorkspaceEdit {
  const line = document.lines.line(first);
  const indentation = /^[ \t]*/.exec(line)![0];
  // A lone CR ends no line of httpd's.
  const end = /\r?\n$/.exec(line)?.[0] ?? /\r?\n$/.exec(document.lines.line(first - 1))?.[0] ?? '\n';
  const position = { line: first, character: 0 };
  const range = { start: position, end: position };
  const comment = `${indentation}# apache-mpm-ignore ${rule}: `;
  if (!snippets) return { changes: { [document.uri]: [{ range, newText: comment + end }] } };
  const edit: SnippetTextEdit = { range, snippet: { kind: 'snippet', value: `${comment}\${1:reason}${end}` } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version: null }, edits: [edit] }] };
}
