// Generated from the files of this folder by scripts/generate.ts; do not edit.
import type { Announced } from './feature.ts';

/** What every feature of this folder promises, so that it can be said before their code is there. */
export const announced: readonly Announced[] = [
  { method: 'apacheMpm/advise', capabilities: {} },
  { method: 'apacheMpm/closingTag', capabilities: {} },
  {
    method: 'textDocument/codeAction',
    capabilities: {
      codeActionProvider: {
        codeActionKinds: [
          'quickfix',
          'refactor.rewrite.apacheMpm',
          'refactor.rewrite.apacheMpm.convert',
          'source.fixAll.apacheMpm',
        ],
      },
    },
  },
  { method: 'textDocument/codeLens', capabilities: { codeLensProvider: {} } },
  { method: 'completionItem/resolve', capabilities: {} },
  {
    method: 'textDocument/completion',
    capabilities: { completionProvider: { triggerCharacters: [' ', '<', '/', '{', '!'], resolveProvider: true } },
  },
  { method: 'textDocument/definition', capabilities: { definitionProvider: true } },
  {
    method: 'textDocument/diagnostic',
    capabilities: {
      diagnosticProvider: { identifier: 'apache-mpm', interFileDependencies: true, workspaceDiagnostics: false },
    },
  },
  { method: 'textDocument/documentHighlight', capabilities: { documentHighlightProvider: true } },
  { method: 'textDocument/documentLink', capabilities: { documentLinkProvider: {} } },
  { method: 'textDocument/documentSymbol', capabilities: { documentSymbolProvider: { label: 'Apache MPM' } } },
  { method: 'apacheMpm/effectiveSettings', capabilities: {} },
  { method: 'apacheMpm/explainCode', capabilities: {} },
  { method: 'textDocument/foldingRange', capabilities: { foldingRangeProvider: true } },
  { method: 'textDocument/formatting', capabilities: { documentFormattingProvider: true } },
  { method: 'textDocument/hover', capabilities: { hoverProvider: true } },
  { method: 'textDocument/inlayHint', capabilities: { inlayHintProvider: true } },
  { method: 'textDocument/linkedEditingRange', capabilities: { linkedEditingRangeProvider: true } },
  {
    method: 'textDocument/onTypeFormatting',
    capabilities: { documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: ['>'] } },
  },
  { method: 'apacheMpm/planner', capabilities: {} },
  { method: 'textDocument/prepareRename', capabilities: {} },
  { method: 'textDocument/rangeFormatting', capabilities: { documentRangeFormattingProvider: true } },
  { method: 'textDocument/references', capabilities: { referencesProvider: true } },
  { method: 'textDocument/rename', capabilities: { renameProvider: { prepareProvider: true } } },
  { method: 'apacheMpm/report', capabilities: {} },
  { method: 'textDocument/selectionRange', capabilities: { selectionRangeProvider: true } },
  {
    method: 'textDocument/semanticTokens/full',
    capabilities: {
      semanticTokensProvider: {
        legend: {
          tokenTypes: ['property', 'comment'],
          tokenModifiers: ['deprecated', 'inactive', 'overridden', 'default'],
        },
        full: true,
      },
    },
  },
  { method: 'textDocument/signatureHelp', capabilities: { signatureHelpProvider: { triggerCharacters: [' ', '\t'] } } },
  { method: 'apacheMpm/status', capabilities: {} },
  { method: 'apacheMpm/switchMpm', capabilities: {} },
  { method: 'apacheMpm/tune', capabilities: {} },
  { method: 'apacheMpm/winningLine', capabilities: {} },
  { method: 'workspace/symbol', capabilities: { workspaceSymbolProvider: true } },
  { method: 'apacheMpm/writeFacts', capabilities: {} },
];
