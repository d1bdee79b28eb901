import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import { rules } from '../rules/index.ts';
import type { OpenDocument } from './world.ts';

const keywords = ['apache-mpm-ignore', 'apache-mpm-ignore-file'];

/** In a comment that silences rules, their ids, those that find something here first; else how such a comment begins. */
export function commentItems({ judgement, document }: OpenDocument, before: string): readonly CompletionItem[] {
  const typed = /^\s*#+[ \t]*([\w-]*)$/.exec(before)?.[1];
  if (typed !== undefined) {
    // Nobody wants a proposal at each word of a comment.
    if (typed.length < 2 || !keywords[0]!.startsWith(typed)) return [];
    return keywords.map((label) => ({ label, kind: CompletionItemKind.Keyword, insertText: `${label} ` }));
  }
  if (!/^\s*#+[ \t]*apache-mpm-ignore(-file)?[ \t][^:]*$/.test(before)) return [];
  const found = new Set(judgement.findings.filter(({ at }) => at.uri === document.uri).map(({ rule }) => rule.id));
  return rules.map(({ id, title }) => ({
    label: id,
    kind: CompletionItemKind.EnumMember,
    labelDetails: { description: title },
    sortText: `${found.has(id) ? 0 : 1}${id}`,
  }));
}
