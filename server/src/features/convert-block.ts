import { type CodeAction, CodeActionKind, type TextEdit } from 'vscode-languageserver-protocol';
import { testOf } from '../catalogue/containers.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { type Conversion, convert, counterpartOf, isOfPool, poolMpms } from '../mpm/convert.ts';
import type { MpmModel } from '../mpm/model.ts';
import type { Condition, Occurrence } from '../resolve/resolution.ts';
import { type Document, placeOf } from '../syntax/document.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import type { Range } from '../text/place.ts';
import type { OpenDocument, World } from './world.ts';

/** The kind of what rewrites the block of an MPM, under which editors list it among the refactorings. */
export const rewriteBlock = `${CodeActionKind.RefactorRewrite}.apacheMpm`;

/** The kind of what makes another MPM's of it; a command of the client asks for it by name. */
export const convertBlock = `${rewriteBlock}.convert`;

/** Turns the block of one MPM that the range touches into that of another. */
export function blockConversions(world: World, open: OpenDocument, range: Range): CodeAction[] {
  for (const { model, resolution } of open.judgement.analyses) {
    if (!model) continue;
    const block = resolution.conditions.find((condition) => isBlockOf(model, condition, open.document, range));
    if (!block || !holdsAll(block, model)) continue;
    return poolMpms.flatMap((to): CodeAction[] => {
      const conversion = convert(model, to);
      if (!conversion) return [];
      const title = wordsOf(say('Convert this block to {mpm}', { mpm: mpmFacts[to].title }), world.translate);
      const edits = editsOf(block, model, conversion, (message) => wordsOf(message, world.translate));
      return [{ title, kind: convertBlock, edit: { changes: { [open.document.uri]: edits } } }];
    });
  }
  return [];
}

function isBlockOf({ mpm }: MpmModel, condition: Condition, document: Document, { start, end }: Range): boolean {
  if (condition.document !== document || condition.brought || condition.negated || condition.verdict !== 'yes')
    return false;
  if (testOf(condition.read.name.text) !== 'module' || mpmNamed(condition.argument)?.name !== mpm) return false;
  return condition.first <= end.line && start.line <= condition.end;
}

/** Whether all that is written for the pool stands in the block, in lines of their own. */
function holdsAll(block: Condition, { settings }: MpmModel): boolean {
  return [...settings.values()].every(({ by, name }) => {
    if (!by || !isOfPool(name)) return true;
    return by.document === block.document && !by.brought && by.condition === block && by.written === by.read;
  });
}

function editsOf(
  block: Condition,
  { settings }: MpmModel,
  { to, settings: converted, dropped }: Conversion,
  translated: (message: Message) => string,
): TextEdit[] {
  const remaining = new Map(converted.map((setting) => [setting.name, setting]));
  const edits: TextEdit[] = [tagEdit(block, to)];
  for (const { name, by } of settings.values()) {
    if (by?.condition !== block) continue;
    const setting = remaining.get(name) ?? remaining.get(counterpartOf(name) ?? '');
    if (setting) {
      remaining.delete(setting.name);
      edits.push(...lineEdits(by, setting.name, setting.value, setting.because && translated(setting.because)));
    }
    const reason = dropped.find((each) => each.name === name)?.because;
    if (reason) edits.push(before(by, `# ${translated(reason)}: `, ''));
  }
  const lines = [...remaining.values()].map(({ name, value, because }) => {
    return `${because ? `# ${translated(because)}\n` : ''}${name} ${value}`;
  });
  if (lines.length > 0) edits.push(added(block, lines.join('\n')));
  return edits;
}

function tagEdit(block: Condition, to: Conversion['to']): TextEdit {
  const word = block.written.words[0]!;
  const { identifier, sourceFile } = mpmFacts[to];
  const { start, end } = placeOf(block.document, block, word.start, word.end);
  return { range: { start, end }, newText: word.text.endsWith('.c') ? sourceFile : identifier };
}

function lineEdits(line: Occurrence, name: string, value: number, why: string | undefined): TextEdit[] {
  const { document, written } = line;
  const [word] = written.words;
  const part = (start: number, end: number, newText: string): TextEdit => {
    const place = placeOf(document, line, start, end);
    return { range: { start: place.start, end: place.end }, newText };
  };
  const edits = [
    ...(written.name.text === name ? [] : [part(written.name.start, written.name.end, name)]),
    ...(word && word.text !== String(value) ? [part(word.start, word.end, String(value))] : []),
  ];
  return edits.length > 0 && why ? [before(line, `# ${why}`, lineEndOf(document, line.first)), ...edits] : edits;
}

/** Text in front of the line, behind its indentation; with a line end, a line of its own. */
function before({ document, first }: Occurrence, text: string, lineEnd: string): TextEdit {
  const indentation = /^[ \t]*/.exec(document.lines.line(first))![0];
  const at = { line: first, character: indentation.length };
  return { range: { start: at, end: at }, newText: `${text}${lineEnd}${lineEnd && indentation}` };
}

/** Lines in front of the end tag, indented as the first line of the block is. */
function added({ document, first, end, logical }: Condition, text: string): TextEdit {
  const inside = first + logical.count;
  const tag = /^[ \t]*/.exec(document.lines.line(first))![0];
  const indentation = inside < end ? /^[ \t]*/.exec(document.lines.line(inside))![0] : `${tag}    `;
  const lineEnd = lineEndOf(document, first);
  const lines = text.split('\n').map((line) => `${indentation}${line}${lineEnd}`);
  const at = { line: end, character: 0 };
  return { range: { start: at, end: at }, newText: lines.join('') };
}

function lineEndOf({ lines }: Document, line: number): string {
  return /(?:\r\n|\n)$/.exec(lines.line(line))?.[0] ?? '\n';
}
