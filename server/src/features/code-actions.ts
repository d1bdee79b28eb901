import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionRequest,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { SharedFinding } from '../judge.ts';
import { wordsOf } from '../rules/rule.ts';
import { compare, type Edit, type Range, touches } from '../text/place.ts';
import { feature } from './feature.ts';
import type { World } from './world.ts';

const fixAll = `${CodeActionKind.SourceFixAll}.apacheMpm`;

export default feature(
  CodeActionRequest.type,
  { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAll] } },
  (world, params): CodeAction[] => {
    const findings = world.open(params.textDocument.uri)?.judgement.findings ?? [];
    const asked = params.context.only;
    const wants = (kind: string) =>
      asked === undefined || asked.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`) || wanted === '');
    return [
      ...(wants(CodeActionKind.QuickFix) ? quickFixes(world, findings, params) : []),
      // Asked for by name only: on save and from the command, not among the quick fixes of every line.
      ...(asked && wants(fixAll) ? safeFixes(findings) : []),
    ];
  },
);

function quickFixes(
  world: World,
  findings: readonly SharedFinding[],
  { range, context }: CodeActionParams,
): CodeAction[] {
  return findings
    .filter(({ at }) => touches(at, range))
    .flatMap((finding) => {
      const { at, rule, fixes = [] } = finding;
      const diagnostics = context.diagnostics.filter(({ code, range }) => code === rule.id && isSame(range, at));
      return fixes.map((fix, index) => ({
        title: wordsOf(fix.title, world.translate),
        kind: CodeActionKind.QuickFix,
        diagnostics,
        isPreferred: fix.safe && index === 0,
        edit: workspaceEdit(fix.edits),
      }));
    });
}

/** One action that applies the first safe fix of each finding; of two that touch, the first. */
function safeFixes(findings: readonly SharedFinding[]): CodeAction[] {
  const chosen: Edit[] = [];
  for (const { fixes = [] } of findings) {
    const fix = fixes.find(({ safe }) => safe);
    if (!fix || fix.edits.some((edit) => chosen.some((other) => touches(edit.at, other.at)))) continue;
    chosen.push(...fix.edits);
  }
  if (chosen.length === 0) return [];
  return [{ title: 'Apply all safe fixes of Apache MPM', kind: fixAll, edit: workspaceEdit(chosen) }];
}

function workspaceEdit(edits: readonly Edit[]): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const { at, text } of edits) {
    const textEdit = { range: { start: at.start, end: at.end }, newText: text };
    changes[at.uri] = [...(changes[at.uri] ?? []), textEdit];
  }
  return { changes };
}

function isSame(a: Range, b: Range): boolean {
  return compare(a.start, b.start) === 0 && compare(a.end, b.end) === 0;
}
