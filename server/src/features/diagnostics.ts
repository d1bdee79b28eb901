import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver-protocol';
import type { Judgement, SharedFinding } from '../judge.ts';
import type { Severity } from '../rules/rule.ts';
import { wordsOf } from '../text/message.ts';
import { feature } from './feature.ts';
import type { World } from './world.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags: Readonly<Record<NonNullable<SharedFinding['tag']>, DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

export default feature(
  DocumentDiagnosticRequest.type,
  {
    diagnosticProvider: { identifier: 'apache-mpm', interFileDependencies: true, workspaceDiagnostics: false },
  },
  (world, { textDocument, previousResultId }): DocumentDiagnosticReport => {
    const judgement = world.open(textDocument.uri)?.judgement;
    if (!judgement) return { kind: 'full', items: [] };
    const resultId = idOf(judgement);
    if (resultId === previousResultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', resultId, items: judgement.findings.map((finding) => diagnostic(world, finding)) };
  },
);

/** A client may still know what a server before this one has told. */
const server = Math.random().toString(36).slice(2);
const ids = new WeakMap<Judgement, string>();
let count = 0;

/** Names what is told of a judgement: as long as that outlives edits, the client has it already. */
function idOf(judgement: Judgement): string {
  const id = ids.get(judgement) ?? `${server}-${++count}`;
  ids.set(judgement, id);
  return id;
}

function diagnostic(world: World, { at, rule, severity, message, tag, related = [] }: SharedFinding): Diagnostic {
  const href = world.rulePage(rule.id);
  return {
    range: { start: at.start, end: at.end },
    severity: severities[severity],
    source: 'apache-mpm',
    code: rule.id,
    ...(href && { codeDescription: { href } }),
    message: wordsOf(message, world.translate),
    ...(tag && { tags: [tags[tag]] }),
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => ({
        location: { uri: place.at.uri, range: { start: place.at.start, end: place.at.end } },
        message: wordsOf(place.message, world.translate),
      })),
    }),
  };
}
