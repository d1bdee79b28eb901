import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeParams,
  Range,
  type ServerCapabilities,
  TextDocumentContentChangeEvent,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { features } from '../features/index.ts';
import type { OpenDocument, World } from '../features/world.ts';
import { type Judgement, judge } from '../judge.ts';
import { defaultTarget } from '../resolve/snapshot.ts';
import { rules } from '../rules/index.ts';
import { changeDocument, type Document, endOf, openDocument } from '../syntax/document.ts';
import { pathOf } from '../text/file-uri.ts';

const { isFull, isIncremental } = TextDocumentContentChangeEvent;

interface Tracked {
  readonly document: Document;
  judged: { readonly revision: number; readonly judgement: Judgement } | undefined;
}

/** Serves one client on the connection until it is closed. Registers every feature and knows none by name. */
export function serve(connection: Connection): void {
  const tracked = new Map<string, Tracked>();
  let rulePages: string | undefined;
  let pushes = false;

  const world: World = {
    open: (uri) => {
      const one = tracked.get(uri);
      return one && judged(one);
    },
    rulePage: (id) => rulePages?.replaceAll('{rule}', id),
    translate: (template) => template,
  };

  function judged(one: Tracked): OpenDocument {
    const { document } = one;
    if (one.judged?.revision !== document.revision) {
      const path = pathOf(document.uri);
      const judgement = judge({ path, document, target: defaultTarget, found: new Map() }, rules);
      for (const { rule, error } of judgement.analyses.flatMap(({ failures }) => failures)) {
        connection.console.error(`The rule ${rule.id} failed on ${document.uri}: ${error}`);
      }
      one.judged = { revision: document.revision, judgement };
    }
    return { document, judgement: one.judged.judgement };
  }

  connection.onInitialize(({ capabilities, initializationOptions }: InitializeParams) => {
    rulePages = typeof initializationOptions?.rulePage === 'string' ? initializationOptions.rulePage : undefined;
    pushes = capabilities.textDocument?.diagnostic === undefined;
    const promised: ServerCapabilities = {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    };
    return { capabilities: Object.assign(promised, ...features.map((feature) => feature.capabilities)) };
  });

  for (const { method, answer } of features) {
    connection.onRequest(method, (params) => answer(world, params as never) ?? null);
  }

  connection.onDidOpenTextDocument(({ textDocument: { uri, text } }) => {
    tracked.set(uri, { document: openDocument(uri, text), judged: undefined });
    push(uri);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri }, contentChanges }) => {
    const document = tracked.get(uri)?.document;
    if (!document) return;
    for (const change of contentChanges) {
      if (isIncremental(change)) {
        if (Range.is(change.range)) changeDocument(document, change.range, change.text);
      } else if (isFull(change)) {
        changeDocument(document, { start: { line: 0, character: 0 }, end: endOf(document) }, change.text);
      }
    }
    push(uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    tracked.delete(uri);
    if (pushes) connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  /** For clients that do not ask for diagnostics: sends them once all changes that wait are applied. */
  const waiting = new Set<string>();
  function push(uri: string): void {
    if (!pushes) return;
    if (waiting.size === 0) setTimeout(pushAll, 0);
    waiting.add(uri);
  }
  function pushAll(): void {
    for (const uri of waiting) connection.sendDiagnostics({ uri, diagnostics: diagnosticsOf(uri) });
    waiting.clear();
  }
  function diagnosticsOf(uri: string): Diagnostic[] {
    const pulled = features.find(({ method }) => method === 'textDocument/diagnostic');
    const report = pulled?.answer(world, { textDocument: { uri } } as never) as DocumentDiagnosticReport | undefined;
    return report?.kind === 'full' ? report.items : [];
  }

  connection.listen();
}
