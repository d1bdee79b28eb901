import { type FoldingRange, FoldingRangeKind, FoldingRangeRequest } from 'vscode-languageserver-protocol';
import { type Document, linesOf, type PlacedLine } from '../syntax/document.ts';
import { feature } from './feature.ts';
import { lastLineOf, spansOf } from './spans.ts';

/** Folds sections, blocks of comments, runs of `LoadModule`, continued lines and `# region` … `# endregion`. */
export default feature(
  FoldingRangeRequest.type,
  { foldingRangeProvider: true },
  (world, { textDocument }): FoldingRange[] => {
    const document = world.open(textDocument.uri)?.document;
    if (!document) return [];
    const sections = spansOf(document).map((span) => ({
      startLine: span.open.first,
      // The end tag stays in sight.
      endLine: span.close ? span.close.first - 1 : lastLineOf(document, span),
    }));
    return [...sections, ...runsOf(document), ...regionsOf(document)].filter(
      ({ startLine, endLine }) => endLine > startLine,
    );
  },
);

/** Neighbouring lines of one kind; a blank line ends a block of comments and is passed over between `LoadModule`. */
function* runsOf(document: Document): Generator<FoldingRange> {
  let run: FoldingRange | undefined;
  for (const line of linesOf(document)) {
    const kind = kindOf(line);
    const last = line.first + line.logical.count - 1;
    if (kind === 'blank' && run?.kind === FoldingRangeKind.Imports) continue;
    if (run && kind === run.kind) {
      run.endLine = last;
      continue;
    }
    if (run) yield run;
    run = undefined;
    if (kind === FoldingRangeKind.Comment || kind === FoldingRangeKind.Imports) {
      run = { startLine: line.first, endLine: last, kind };
    } else if (last > line.first) {
      yield { startLine: line.first, endLine: last };
    }
  }
  if (run) yield run;
}

function kindOf({ logical }: PlacedLine): FoldingRangeKind | 'blank' | undefined {
  const { kind } = logical.parsed;
  if (kind === 'blank') return 'blank';
  if (kind === 'comment') return regionTag(logical.text) ? undefined : FoldingRangeKind.Comment;
  return kind === 'directive' && logical.parsed.key === 'loadmodule' ? FoldingRangeKind.Imports : undefined;
}

function regionTag(comment: string): string | undefined {
  return /^#\s*(region|endregion)\b/i.exec(comment)?.[1]?.toLowerCase();
}

function* regionsOf(document: Document): Generator<FoldingRange> {
  const open: number[] = [];
  for (const { logical, first } of linesOf(document)) {
    if (logical.parsed.kind !== 'comment') continue;
    const tag = regionTag(logical.text);
    if (tag === 'region') open.push(first);
    const startLine = tag === 'endregion' ? open.pop() : undefined;
    if (startLine !== undefined) yield { startLine, endLine: first, kind: FoldingRangeKind.Region };
  }
}
