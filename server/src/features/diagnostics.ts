import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver-protocol';
import type { SharedFinding } from '../judge.ts';
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
  (world, { textDocument }): DocumentDiagnosticReport => ({
    kind: 'full',
    items: (world.open(textDocument.uri)?.judgement.findings ?? []).map((finding) => diagnostic(world, finding)),
  }),
);

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
