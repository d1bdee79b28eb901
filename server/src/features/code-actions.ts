import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionRequest,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { SharedFinding } from '../judge.ts';
import { addTo } from '../text/add-to.ts';
import { say, wordsOf } from '../text/message.ts';
import type { Edit, Range } from '../text/place.ts';
import { controlActions } from './control-actions.ts';
import { blockConversions, convertBlock, rewriteBlock } from './convert-block.ts';
import { feature } from './feature.ts';
import { findingsAt } from './findings-at.ts';
import { allSafeEdits } from './safe-fixes.ts';
import { tuneBlock } from './tune-block.ts';
import type { OpenDocument, World } from './world.ts';

const fixAll = `${CodeActionKind.SourceFixAll}.apacheMpm`;

export default feature(
  CodeActionRequest.type,
  { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, rewriteBlock, convertBlock, fixAll] } },
  (world, params): CodeAction[] => {
    const open = world.open(params.textDocument.uri);
    if (!open) return [];
    const asked = params.context.only;
    const wants = (kind: string) =>
      asked === undefined || asked.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`) || wanted === '');
    return [
      ...(wants(CodeActionKind.QuickFix) ? quickFixes(world, open, params) : []),
      ...(wants(convertBlock) ? blockConversions(world, open, params.range) : []),
      ...(wants(rewriteBlock) ? tuneBlock(world, open, params.range) : []),
      // Asked for by name only: on save and from the command, not among the quick fixes of every line.
      ...(asked && wants(fixAll) ? fixAllAction(world, open) : []),
    ];
  },
);

function quickFixes(world: World, open: OpenDocument, { range, context }: CodeActionParams): CodeAction[] {
  const shown = new Map<string, Diagnostic[]>();
  for (const diagnostic of context.diagnostics) addTo(shown, keyOf(diagnostic.code, diagnostic.range), diagnostic);
  const touched = findingsAt(open.judgement, range);
  const diagnosticsOf = ({ rule, at }: SharedFinding) => shown.get(keyOf(rule.id, at)) ?? [];
  const fixes = touched.flatMap((finding) =>
    (finding.fixes ?? []).map((fix, index) => ({
      title: wordsOf(fix.title, world.translate),
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnosticsOf(finding),
      isPreferred: fix.preferred ?? (fix.safe !== false && index === 0),
      edit: workspaceEdit(fix.edits),
    })),
  );
  return [...mergedFixes(fixes), ...controlActions(world, open, touched, diagnosticsOf)];
}

type QuickFix = CodeAction & { readonly diagnostics: Diagnostic[] };

/** One action for fixes that several findings share. */
function mergedFixes(fixes: readonly QuickFix[]): QuickFix[] {
  const merged = new Map<string, QuickFix>();
  for (const fix of fixes) {
    const key = JSON.stringify([fix.title, fix.edit]);
    const same = merged.get(key);
    if (same) same.diagnostics.push(...fix.diagnostics);
    else merged.set(key, { ...fix, diagnostics: [...fix.diagnostics] });
  }
  return [...merged.values()];
}

/** One action that applies all safe fixes of the document until none is left. */
function fixAllAction({ translate }: World, { judgement, document }: OpenDocument): CodeAction[] {
  const edits = allSafeEdits(judgement, document);
  if (edits.length === 0) return [];
  return [
    { title: wordsOf(say('Apply all safe fixes of Apache MPM'), translate), kind: fixAll, edit: workspaceEdit(edits) },
  ];
}

function workspaceEdit(edits: readonly Edit[]): WorkspaceEdit {
  const changes = new Map<string, TextEdit[]>();
  for (const { at, text } of edits) addTo(changes, at.uri, { range: { start: at.start, end: at.end }, newText: text });
  return { changes: Object.fromEntries(changes) };
}

function keyOf(code: Diagnostic['code'], { start, end }: Range): string {
  return `${code} ${start.line}:${start.character}-${end.line}:${end.character}`;
}
