import { l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { applyTuned } from './apply-tuned.ts';
import { ask } from './ask.ts';
import { tellNoSettings } from './no-settings.ts';
import type { PlannerGoal } from './planner/messages.ts';
import type { PlannerAnswer } from './planner/planner-answer.ts';

/** The facts that a goal cannot be reached without. */
const needed: Readonly<Record<string, readonly string[]>> = {
  facts: ['memory', 'process'],
  'half memory': ['process', 'thread'],
  serve: [],
};

/** Tunes the block at a place for a goal; asks for what neither the caller nor the file tells. */
export async function tune(
  client: BaseLanguageClient,
  at?: unknown,
  position?: unknown,
  kind?: unknown,
): Promise<void> {
  const editor = typeof at === 'string' ? undefined : activeApacheEditor();
  const uri = typeof at === 'string' ? Uri.parse(at, true) : editor?.document.uri;
  if (!uri) return;
  const document = await workspace.openTextDocument(uri);
  const place = position ?? { line: editor?.selection.active.line ?? 0, character: 0 };
  const goal = await askGoal(kind);
  const known = goal && (await ask(client, 'apacheMpm/planner', document, { position: place }));
  if (goal && !known) tellNoSettings(document);
  if (!known) return;
  const facts = await askFacts(known, needed[goal.kind] ?? []);
  const tuned = facts && (await ask(client, 'apacheMpm/tune', document, { position: place, goal, facts }));
  if (tuned) await applyTuned(client, tuned);
}

async function askGoal(kind: unknown): Promise<PlannerGoal | undefined> {
  if (kind === 'half memory') return { kind };
  if (kind !== 'serve') return { kind: 'facts' };
  const workers = await window.showInputBox({
    prompt: l10n.t('How many requests are to be served at the same moment?'),
    validateInput: (text) => (/^[1-9]\d{0,6}$/.test(text.trim()) ? undefined : l10n.t('A whole number from 1 on')),
  });
  return workers === undefined ? undefined : { kind, workers: Number(workers) };
}

/** The facts that a person tells; undefined where they give up. What the file tells is not asked again. */
async function askFacts(
  { facts }: PlannerAnswer,
  names: readonly string[],
): Promise<Record<string, string> | undefined> {
  const given: Record<string, string> = {};
  for (const name of names) {
    const fact = facts.find((each) => each.name === name);
    if (fact?.value !== '') continue;
    const value = await window.showInputBox({
      title: fact.what,
      prompt: l10n.t('Such as 8G, 512M or 600K'),
      validateInput: (text) => (/\d/.test(text) ? undefined : l10n.t('Such as 8G, 512M or 600K')),
    });
    if (value === undefined) return undefined;
    given[name] = value;
  }
  return given;
}
