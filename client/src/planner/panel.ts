import { Disposable, l10n, type TextDocument, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeApacheEditor } from '../active-file.ts';
import { applyTuned } from '../apply-tuned.ts';
import { ask } from '../ask.ts';
import { type PageMessage, type PlannerState, readPageMessage, readState, type ShowMessage } from './messages.ts';
import { pageFolder, plannerHtml } from './planner-html.ts';
import { plannerWords } from './words.ts';

const viewType = 'apacheMpm.planner';
const afterTyping = 100;

/** Panels that are open, by the file that they are about. */
const panels = new Map<string, Planner>();

interface Planner {
  readonly panel: WebviewPanel;
  readonly look: (line: number) => void;
}

/** Brings the panels of the last window back, and keeps those that are open with the files that change. */
export function registerPlanner(client: BaseLanguageClient, extension: Uri): Disposable {
  return window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel, data) {
      const state = readState(data);
      if (state) await show(panel, client, extension, state);
      else panel.dispose();
    },
  });
}

/** Opens the planner beside a file, at a line of the block that is meant; without them, for the editor in front. */
export async function openPlanner(
  client: BaseLanguageClient,
  extension: Uri,
  uri?: string,
  line?: number,
): Promise<void> {
  const editor = uri === undefined ? activeApacheEditor() : undefined;
  const file = uri ?? editor?.document.uri.toString();
  if (file === undefined) return;
  const at = line ?? editor?.selection.active.line ?? 0;
  const key = Uri.parse(file).toString();
  const existing = panels.get(key);
  if (existing) {
    existing.panel.reveal(undefined, true);
    existing.look(at);
    return;
  }
  const panel = window.createWebviewPanel(viewType, '', { viewColumn: ViewColumn.Beside, preserveFocus: true });
  await show(panel, client, extension, { uri: key, line: at, facts: {} });
}

async function show(
  panel: WebviewPanel,
  client: BaseLanguageClient,
  extension: Uri,
  first: PlannerState,
): Promise<void> {
  let document: TextDocument;
  try {
    document = await workspace.openTextDocument(Uri.parse(first.uri, true));
  } catch {
    panel.dispose();
    return;
  }
  let state = first;
  let asked = 0;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { webview } = panel;
  const name = document.uri.path.split('/').at(-1) ?? '';
  panel.title = l10n.t('Planner: {0}', name);
  webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extension)] };

  const question = () => ({
    position: { line: state.line, character: 0 },
    goal: state.goal,
    mpm: state.mpm,
    facts: state.facts,
  });
  const refresh = async () => {
    const thisQuestion = ++asked;
    const planner = await ask(client, 'apacheMpm/planner', document, question()).catch(() => null);
    // What was asked for since then is answered later, and shown instead.
    if (thisQuestion !== asked) return;
    const message: ShowMessage = { kind: 'show', file: name, state, round, planner, words: plannerWords() };
    await webview.postMessage(message);
  };
  const forget = async () => {
    state = { uri: state.uri, line: state.line, facts: {} };
    await refresh();
  };
  const answers: { readonly [Kind in PageMessage['kind']]: (message: PageMessage & { kind: Kind }) => Promise<void> } =
    {
      ready: refresh,
      want: async ({ goal, mpm, facts, round: wanted }) => {
        round = wanted;
        state = { uri: state.uri, line: state.line, facts, ...(goal && { goal }), ...(mpm && { mpm }) };
        await refresh();
      },
      apply: async () => {
        const tuned = (state.goal || state.mpm) && (await ask(client, 'apacheMpm/tune', document, question()));
        if (tuned && (await applyTuned(client, tuned))) await forget();
      },
      'write facts': async () => {
        const written = await ask(client, 'apacheMpm/writeFacts', document, question());
        if (written && (await applyTuned(client, written))) await forget();
      },
    };
  const key = document.uri.toString();
  const listeners = Disposable.from(
    webview.onDidReceiveMessage((data) => {
      const message = readPageMessage(data);
      return message && answers[message.kind](message as never);
    }),
    workspace.onDidChangeTextDocument(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), afterTyping);
    }),
    client.onDidChangeState(() => void refresh()),
    panel.onDidDispose(() => {
      clearTimeout(timer);
      listeners.dispose();
      panels.delete(key);
    }),
  );
  const look = (line: number) => {
    state = { ...state, line };
    void refresh();
  };
  panels.set(key, { panel, look });
  webview.html = plannerHtml(webview, extension);
}
