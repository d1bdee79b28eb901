// Generated from the files of this folder by scripts/generate.ts; do not edit.
import advise from './advise.ts';
import closingTag from './closing-tag.ts';
import codeActions from './code-actions.ts';
import codeLens from './code-lens.ts';
import completion from './completion.ts';
import completionResolve from './completion-resolve.ts';
import definition from './definition.ts';
import diagnostics from './diagnostics.ts';
import documentHighlights from './document-highlights.ts';
import documentLinks from './document-links.ts';
import documentSymbols from './document-symbols.ts';
import effectiveSettings from './effective-settings.ts';
import explainCode from './explain-code.ts';
import type { Feature } from './feature.ts';
import foldingRanges from './folding-ranges.ts';
import formatting from './formatting.ts';
import hover from './hover.ts';
import inlayHints from './inlay-hints.ts';
import linkedEditing from './linked-editing.ts';
import onTypeFormatting from './on-type-formatting.ts';
import planner from './planner.ts';
import prepareRename from './prepare-rename.ts';
import rangeFormatting from './range-formatting.ts';
import references from './references.ts';
import rename from './rename.ts';
import report from './report.ts';
import selectionRanges from './selection-ranges.ts';
import semanticTokens from './semantic-tokens.ts';
import signatureHelp from './signature-help.ts';
import status from './status.ts';
import switchMpm from './switch-mpm.ts';
import tune from './tune.ts';
import winningLine from './winning-line.ts';
import workspaceSymbols from './workspace-symbols.ts';
import writeFacts from './write-facts.ts';

/** Every file of this folder that is a feature. */
export const features: readonly Feature[] = [
  advise,
  closingTag,
  codeActions,
  codeLens,
  completionResolve,
  completion,
  definition,
  diagnostics,
  documentHighlights,
  documentLinks,
  documentSymbols,
  effectiveSettings,
  explainCode,
  foldingRanges,
  formatting,
  hover,
  inlayHints,
  linkedEditing,
  onTypeFormatting,
  planner,
  prepareRename,
  rangeFormatting,
  references,
  rename,
  report,
  selectionRanges,
  semanticTokens,
  signatureHelp,
  status,
  switchMpm,
  tune,
  winningLine,
  workspaceSymbols,
  writeFacts,
];
