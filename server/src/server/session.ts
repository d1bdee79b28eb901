import {
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  type InitializeParams,
  MessageType,
  Range,
  ShowMessageNotification,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import type { ProjectFile } from '../control/project-file.ts';
import { projectFileName } from '../control/project-keys.ts';
import { announced } from '../features/announced.ts';
import diagnosticsFeature from '../features/diagnostics.ts';
import type { Feature } from '../features/feature.ts';
import { defaultPreferences } from '../features/preferences.ts';
import type { World } from '../features/world.ts';
import type { Judgement } from '../judge.ts';
import { changeDocument, endOf } from '../syntax/document.ts';
import { languageOf, translationBy } from '../text/language.ts';
import { inEnglish, type Message, wordsOf } from '../text/message.ts';
import { unlessCancelled } from './cancellation.ts';
import { configurations } from './configurations.ts';
import type { Host } from './host.ts';
import { answerMeasure } from './measure-request.ts';
import { ruleSets } from './rule-sets.ts';
import { showProgress } from './show-progress.ts';
import { readSettings } from './workspace-settings.ts';

const { isFull, isIncremental } = TextDocumentContentChangeEvent;

/** Files that configurations are made of; others are looked at again when a document is opened. */
const watched = [
  '**/*.conf',
  '**/*.load',
  '**/envvars',
  `**/${projectFileName}`,
  '**/sites-available/*',
  '**/sites-enabled/*',
];

/**
 * All that a client asks for after it has said hello: documents, settings, features. Speaks the language of the client by
 * the bundle that it passes on (`initializationOptions.translations`) or that the host has. Looks at the httpd of the
 * machine only where the host can, and when it is asked to. `client` is undefined for one that has not said hello.
 */
export function openSession(connection: Connection, host: Host, client: InitializeParams | undefined): void {
  const files = host.files(connection);
  const language = languageOf(client?.locale);
  const translate = language
    ? translationBy(client?.initializationOptions?.translations ?? host.bundleOf?.(language))
    : inEnglish;
  const known = configurations(files, ruleSets, () => showProgress(connection, (template) => translate(template)));
  /** Of each open document the judgement of its configuration, and as much of it as is about the document. */
  const judgements = new Map<string, { readonly whole: Judgement; readonly own: Judgement }>();
  /** Of each open document the version of its text, as the client counts. */
  const versions = new Map<string, number>();
  /** The files that open documents go by. */
  const projects = new Map<string, ProjectFile | undefined>();
  let preferences = defaultPreferences;

  const world: World = {
    open: (uri) => {
      const document = known.documentOf(uri);
      const judgement = judgements.get(uri)?.own;
      const project = projects.get(uri);
      const configurationFile = project && { uri: project.uri, sets: (rule: string) => project.levels.has(rule) };
      return document && judgement && { document, judgement, version: versions.get(uri), configurationFile };
    },
    rulePage: (id) => {
      const address: unknown = client?.initializationOptions?.rulePage;
      return typeof address === 'string' ? address.replaceAll('{rule}', id) : undefined;
    },
    get snippetEdits() {
      return client?.capabilities.workspace?.workspaceEdit?.snippetEditSupport ?? false;
    },
    get confirmedEdits() {
      const { documentChanges, changeAnnotationSupport } = client?.capabilities.workspace?.workspaceEdit ?? {};
      return documentChanges === true && changeAnnotationSupport !== undefined;
    },
    opened: () => known.uris().flatMap((uri) => world.open(uri) ?? []),
    get preferences() {
      return preferences;
    },
    get hasCommands() {
      return client?.initializationOptions?.commands === true;
    },
    get snippets() {
      return client?.capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false;
    },
    get blocks() {
      return world.snippets && client?.initializationOptions?.snippets !== false;
    },
    translate,
  };

  /** Shows what is wrong with a setting, once. */
  const complaints = new Set<string>();
  function complain(problem: Message): void {
    const message = wordsOf(problem, translate);
    if (complaints.has(message)) return;
    complaints.add(message);
    connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }

  /** The features but for the findings; they are loaded when they are first asked for. */
  let others: Promise<readonly Feature[]> | undefined;
  function otherFeatures(): Promise<readonly Feature[]> {
    others ??= import('../features/index.ts').then(({ features }) => features);
    return others;
  }
  async function featureOf(method: string): Promise<Feature> {
    if (method === diagnosticsFeature.method) return diagnosticsFeature;
    return (await otherFeatures()).find((feature) => feature.method === method)!;
  }

  /** Judges the document as it stands, with all that it belongs to, so that a feature can answer at once. */
  async function prepare(uri: unknown): Promise<void> {
    if (typeof uri !== 'string') return;
    await configured;
    const configuration = await known.configurationOf(uri);
    if (!configuration) {
      judgements.delete(uri);
      return;
    }
    const { judgement, project } = configuration;
    projects.set(uri, project);
    showProblems();
    if (judgements.get(uri)?.whole === judgement) return;
    for (const { rule, error } of judgement.analyses.flatMap(({ failures }) => failures)) {
      connection.console.error(`The rule ${rule.id} failed on ${uri}: ${error}`);
    }
    const own = { ...judgement, findings: judgement.findings.filter(({ at }) => at.uri === uri) };
    judgements.set(uri, { whole: judgement, own });
    // Whoever has seen the findings soon asks for more; 10 ms let the answer out first.
    if (!others) setTimeout(() => void otherFeatures(), 10);
  }

  /** What is wrong in files `.apache-mpm.json`; they are no documents of ours, so nobody asks for it. */
  const problems = new Map<string, string>();
  function showProblems(): void {
    const files = new Map(known.projects().map((file) => [file.uri, file.problems]));
    for (const uri of new Set([...problems.keys(), ...files.keys()])) {
      const diagnostics = (files.get(uri) ?? []).map(({ start, end, message }) => ({
        range: { start, end },
        severity: DiagnosticSeverity.Warning,
        source: 'apache-mpm',
        message: wordsOf(message, world.translate),
      }));
      const text = JSON.stringify(diagnostics);
      if (text === (problems.get(uri) ?? '[]')) continue;
      problems.set(uri, text);
      connection.sendDiagnostics({ uri, diagnostics });
    }
  }

  if (host.machine) answerMeasure(connection, host.machine, translate);

  connection.onInitialized(async () => {
    reconfigure();
    const { workspace } = client?.capabilities ?? {};
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = watched.map((globPattern) => ({ globPattern }));
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'apacheMpm' });
    }
    if (workspace?.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(reconfigure);
  });

  /** Done when the settings are known: what is asked before that waits for them. */
  let configured: Promise<void> = Promise.resolve();
  async function configure(): Promise<void> {
    try {
      const settings = await readSettings(connection, client!, complain);
      preferences = settings.preferences;
      known.configure(settings);
    } catch (error) {
      connection.console.error(`The editor does not tell its settings: ${error}`);
    }
    lookAgain();
  }
  function reconfigure(): void {
    configured = configure();
  }

  for (const { method } of announced) {
    connection.onRequest(method, async (params, token) => {
      const { wants, answer } = await featureOf(method);
      const uri: unknown = params?.textDocument?.uri;
      const asksOfAll = uri === undefined && method.startsWith('workspace/');
      for (const each of asksOfAll ? known.uris() : [uri]) await unlessCancelled(prepare(each), token);
      const wanted = wants?.(world, params as never) ?? [];
      if (wanted.length > 0) await unlessCancelled(known.lookUp(uri as string, wanted), token);
      return answer(world, params as never) ?? null;
    });
  }

  connection.onDidOpenTextDocument(async ({ textDocument: { uri, text, version } }) => {
    versions.set(uri, version);
    await known.open(uri, text);
    push();
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = known.documentOf(uri);
    if (!document) return;
    versions.set(uri, version);
    for (const change of contentChanges) {
      if (isIncremental(change)) {
        if (Range.is(change.range)) changeDocument(document, change.range, change.text);
      } else if (isFull(change)) {
        changeDocument(document, { start: { line: 0, character: 0 }, end: endOf(document) }, change.text);
      }
    }
    push();
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    known.close(uri);
    judgements.delete(uri);
    versions.delete(uri);
    projects.delete(uri);
    if (sent.delete(uri)) connection.sendDiagnostics({ uri, diagnostics: [] });
    push();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    known.watched(changes.map(({ uri }) => uri));
    lookAgain();
  });
  connection.onDidChangeConfiguration(reconfigure);

  /** For what changed outside of the open documents: clients that ask for what is shown are told to ask again. */
  function lookAgain(): void {
    const { diagnostics, inlayHint, codeLens, semanticTokens } = client?.capabilities.workspace ?? {};
    if (diagnostics?.refreshSupport) connection.languages.diagnostics.refresh();
    if (inlayHint?.refreshSupport) connection.languages.inlayHint.refresh();
    if (codeLens?.refreshSupport) connection.sendRequest(CodeLensRefreshRequest.type);
    if (semanticTokens?.refreshSupport) connection.languages.semanticTokens.refresh();
    push();
  }

  function pushes(): boolean {
    return client?.capabilities.textDocument?.diagnostic === undefined;
  }

  /** For clients that do not ask: sends the diagnostics of all open documents once all changes that wait are applied. */
  const sent = new Map<string, { readonly judgement: Judgement | undefined; readonly text: string }>();
  let waiting = false;
  function push(): void {
    if (!pushes() || waiting) return;
    waiting = true;
    setTimeout(pushAll, 0);
  }
  async function pushAll(): Promise<void> {
    waiting = false;
    for (const uri of known.uris()) {
      await prepare(uri);
      if (known.documentOf(uri)) send(uri);
    }
  }
  /** A change in one file concerns all that are open, and mostly changes nothing for the others. */
  function send(uri: string): void {
    const judgement = judgements.get(uri)?.own;
    const before = sent.get(uri);
    if (before && before.judgement === judgement) return;
    const diagnostics = diagnosticsOf(uri);
    const text = JSON.stringify(diagnostics);
    sent.set(uri, { judgement, text });
    if (before?.text === text) return;
    connection.sendDiagnostics({ uri, diagnostics });
  }
  function diagnosticsOf(uri: string): Diagnostic[] {
    const report = diagnosticsFeature.answer(world, { textDocument: { uri } } as never) as DocumentDiagnosticReport;
    return report.kind === 'full' ? report.items : [];
  }
}
