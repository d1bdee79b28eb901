import type { TextDocument } from 'vscode';
import { type BaseLanguageClient, type Location, type Range, State, type WorkspaceEdit } from 'vscode-languageclient';
import type { Tuned } from './apply-tuned.ts';
import type { PlannerAnswer } from './planner/planner-answer.ts';

/** A line of a file, zero-based, that a text names, and where it does. */
export interface EffectiveLink {
  readonly range: Range;
  readonly uri: string;
  readonly line: number;
}

/** What the server answers about a document beyond LSP. */
export interface Answers {
  'apacheMpm/closingTag': string;
  'apacheMpm/advise': {
    readonly mpm: string;
    readonly now: string | null;
    readonly text: string;
    readonly fromModules: boolean;
  };
  'apacheMpm/effectiveSettings': { readonly text: string; readonly links: readonly EffectiveLink[] };
  'apacheMpm/planner': PlannerAnswer;
  'apacheMpm/report': { readonly text: string };
  'apacheMpm/status': { readonly text: string; readonly tooltip: string };
  'apacheMpm/switchMpm': {
    readonly now: string | null;
    readonly choices: readonly string[];
    readonly edit?: WorkspaceEdit;
    readonly commands?: readonly string[];
    readonly remarks: readonly string[];
  };
  'apacheMpm/tune': Tuned;
  'apacheMpm/winningLine': Location;
  'apacheMpm/writeFacts': Tuned;
}

/** The server's answer about a document; null where it has nothing to say or is not running. */
export async function ask<Question extends keyof Answers>(
  client: BaseLanguageClient,
  question: Question,
  document: TextDocument,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Answers[Question] | null> {
  if (client.state === State.Starting) await client.start();
  if (client.state !== State.Running) return null;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  return client.sendRequest<Answers[Question] | null>(question, { textDocument: { uri }, ...more });
}

/** What a code of httpd's messages means; null for one that the server does not know. */
export async function explainCode(
  client: BaseLanguageClient,
  code: string,
): Promise<{ readonly code: string; readonly text: string } | null> {
  if (client.needsStart()) await client.start();
  return client.sendRequest('apacheMpm/explainCode', { code });
}
