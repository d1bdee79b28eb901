import type { Mpm } from '../catalogue/fact.ts';
import { directiveNamed, mpmNamed } from '../catalogue/lookup.ts';
import { type Document, endOf, linesOf, type PlacedLine } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { baseName, pathOf } from '../text/file-uri.ts';
import { inEnglish, type Translate } from '../text/message.ts';
import type { Edit, Position } from '../text/place.ts';
import { blockOf, isReason, linesOfPlan } from './block.ts';
import type { Plan } from './plan.ts';
import { isFactsComment, type Known } from './written-facts.ts';

/** Where the settings of an MPM stand: the lines of one block, or those of the file that stand in no section. */
export interface Home {
  /** The line of `<IfModule …>`; none where the settings stand free. */
  readonly opened: PlacedLine | undefined;
  /** The lines that stand directly in it. */
  readonly lines: PlacedLine[];
}

/**
 * The edits that put a plan into a file, in the place of the settings that the MPM has there: in its last `<IfModule>`
 * block, or free in a file that is of the MPM alone; else in a new block at the end, as another MPM would not know them.
 * Other lines stay as they are, former reasons and facts give way to the new ones.
 */
export function placeBlock(
  document: Document,
  plan: Pick<Plan, 'mpm' | 'settings'>,
  known: Known,
  translate: Translate = inEnglish,
): readonly Edit[] {
  const names = new Set(plan.settings.map(({ name }) => name));
  const home = homeOf(document, plan.mpm, names);
  const lineEnd = /\r\n|\n|\r/.exec(document.lines.line(0))?.[0] ?? '\n';
  if (!home) {
    const block = blockOf(plan, known, { indentation: '    ', lineEnd }, translate);
    return [appended(document, block, lineEnd)];
  }
  const old = replacedIn(home, names);
  const line = old[0]?.first ?? home.opened!.first + home.opened!.logical.count;
  const indentation =
    indentationOf(document, old[0] ?? home.lines[0]) ??
    (home.opened ? `${indentationOf(document, home.opened)}    ` : '');
  const text = linesOfPlan(plan, known, translate).map((line) => `${indentation}${line}${lineEnd}`);
  const begin = { line, character: 0 };
  const edit = (start: Position, end: Position, text: string): Edit => ({
    at: { uri: document.uri, start, end },
    text,
  });
  return [edit(begin, begin, text.join('')), ...old.map((line) => edit(...extentOf(document, line), ''))];
}

/** Whether the file is named after the MPM, or loads it. */
function isFileOf(mpm: Mpm, document: Document): boolean {
  if (new RegExp(`mpm[_-]?${mpm}`, 'i').test(baseName(pathOf(document.uri)))) return true;
  return [...linesOf(document)].some(({ logical: { parsed } }) => {
    return (
      parsed.kind === 'directive' && parsed.key === 'loadmodule' && mpmNamed(parsed.words[0]?.text ?? '')?.name === mpm
    );
  });
}

/** Where the settings of the MPM stand; undefined where the file has none and no block for them. */
export function homeOf(document: Document, mpm: Mpm, names: ReadonlySet<string>): Home | undefined {
  const free: Home = { opened: undefined, lines: [] };
  const blocks: Home[] = [];
  const open: (Home | undefined)[] = [];
  for (const line of linesOf(document)) {
    const statement = line.logical.parsed;
    if (statement.kind === 'close') {
      open.pop();
    } else if (statement.kind === 'open') {
      const block = isOf(mpm, statement) ? { opened: line, lines: [] } : undefined;
      if (block) blocks.push(block);
      open.push(block);
    } else {
      (open.length === 0 ? free : open.at(-1))?.lines.push(line);
    }
  }
  // KeepAliveTimeout and its like do not make a place that of an MPM.
  const own = new Set([...names].filter((name) => typeof directiveNamed(name)?.fact.providedBy !== 'string'));
  const hasSettings = ({ lines }: Home) => lines.some((line) => isOneOf(own, line));
  const settled = blocks.findLast(hasSettings);
  return settled ?? (hasSettings(free) && isFileOf(mpm, document) ? free : blocks.at(-1));
}

function isOf(mpm: Mpm, { key, words }: Statement): boolean {
  return key === '<ifmodule' && mpmNamed(words[0]?.text ?? '')?.name === mpm;
}

function isOneOf(names: ReadonlySet<string>, { logical }: PlacedLine): boolean {
  const { parsed } = logical;
  return parsed.kind === 'directive' && names.has(directiveNamed(parsed.key)?.fact.name ?? '');
}

/** The lines that the new ones replace: settings under any of their names, and what an earlier tuning wrote about them. */
function replacedIn({ lines }: Home, names: ReadonlySet<string>): readonly PlacedLine[] {
  let reason = false;
  return lines.filter((line) => {
    const { text, parsed } = line.logical;
    reason = parsed.kind === 'comment' && isReason(text, names, reason);
    return reason || isFactsComment(text) || isOneOf(names, line);
  });
}

function appended(document: Document, block: string, lineEnd: string): Edit {
  const end = endOf(document);
  const last = document.lines.line(end.line);
  const isEmpty = document.lines.count === 1 && last === '';
  const before = isEmpty ? '' : last === '' ? lineEnd : lineEnd + lineEnd;
  return { at: { uri: document.uri, start: end, end }, text: before + block };
}

/** The blanks that the line begins with. */
export function indentationOf(document: Document, line: PlacedLine | undefined): string | undefined {
  return line && /^[ \t]*/.exec(document.lines.line(line.first))![0];
}

/** From the begin of its first line to the begin of the line below it. */
export function extentOf(document: Document, { first, logical }: PlacedLine): [Position, Position] {
  const below = first + logical.count;
  const end = below < document.lines.count ? { line: below, character: 0 } : endOf(document);
  return [{ line: first, character: 0 }, end];
}
