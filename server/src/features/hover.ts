import { type Hover, HoverRequest, MarkupKind } from 'vscode-languageserver-protocol';
import type { Analysis } from '../analyse.ts';
import type { DirectiveFact, ModuleFact } from '../catalogue/fact.ts';
import { directiveNamed, moduleNamed, mpmNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { Setting } from '../mpm/model.ts';
import { lineAt, placeOf } from '../syntax/document.ts';
import type { Statement, Word } from '../syntax/line.ts';
import { offsetIn } from '../syntax/logical-line.ts';
import { fold } from '../text/letter-case.ts';
import { say, wordsOf } from '../text/message.ts';
import type { Position, Range } from '../text/place.ts';
import { aboutCommand, aboutDirective, aboutModule, aboutMpm, type Translated } from './about.ts';
import { aboutCode } from './about-code.ts';
import { aboutCondition } from './about-condition.ts';
import { capacityLine, effectiveValue, nameOfOrigin, storyOf } from './explain.ts';
import { feature } from './feature.ts';
import { findingsAt } from './findings-at.ts';
import { aboutPerDirectory, isPerDirectory } from './per-directory.ts';
import { variableAt } from './variables.ts';
import type { OpenDocument, World } from './world.ts';

/** What stands at a place means: a directive and what became of it, a section and whether it is read, a module, a variable, a code. */
export default feature(
  HoverRequest.type,
  { hoverProvider: true },
  (world, { textDocument, position }): Hover | null => {
    const open = world.open(textDocument.uri);
    if (!open) return null;
    const translated: Translated = (message) => wordsOf(message, world.translate);
    const shown =
      code(world, open, position, translated) ??
      variable(open, position, translated) ??
      statement(open, position, translated);
    const sums = shown && arithmeticAt(open, position, translated);
    const texts = [shown?.text, sums].filter(Boolean);
    if (!shown || texts.length === 0) return null;
    return { contents: { kind: MarkupKind.Markdown, value: texts.join('\n\n') }, range: shown.range };
  },
);

interface Shown {
  readonly text: string | undefined;
  readonly range: Range;
}

/** How the numbers of the findings at a position come about. */
function arithmeticAt({ judgement }: OpenDocument, position: Position, translated: Translated): string | undefined {
  const here = findingsAt(judgement, { start: position, end: position });
  const steps = here.flatMap(({ arithmetic = [] }) => arithmetic.map((step) => `- ${translated(step)}`));
  return steps.length > 0 ? [...new Set(steps)].join('\n') : undefined;
}

/** A code of httpd's messages in a comment. */
function code(
  { rulePage }: World,
  { document }: OpenDocument,
  position: Position,
  translated: Translated,
): Shown | undefined {
  if (lineAt(document, position.line)?.logical.parsed.kind !== 'comment') return undefined;
  const text = document.lines.line(position.line);
  for (const { 0: written, index } of text.matchAll(/\bAH\d{5}\b/g)) {
    if (position.character < index || position.character > index + written.length) continue;
    const { line } = position;
    const range = { start: { line, character: index }, end: { line, character: index + written.length } };
    const paragraphs = aboutCode(written, translated, rulePage);
    if (paragraphs.length > 0) return { text: paragraphs.join('\n\n'), range };
  }
  return undefined;
}

/** The values of a variable and where they come from; of its definition that goes without saying. */
function variable(
  { document, judgement }: OpenDocument,
  position: Position,
  translated: Translated,
): Shown | undefined {
  const use = variableAt(document, position);
  if (use?.kind !== 'value') return undefined;
  const lines = judgement.analyses.flatMap(({ resolution }) => [
    ...resolution.definitions
      .filter(({ read }) => fold(read.words[0]?.text ?? '') === fold(use.name))
      .map((definition) => {
        const values = { value: definition.read.words[1]?.text ?? '', origin: nameOfOrigin(definition) };
        return translated(say('`{value}`, defined in {origin}', values));
      }),
    ...[...resolution.target.environment]
      .filter(([name]) => name === use.name)
      .map(([, value]) => translated(say('`{value}`, from the environment of httpd', { value }))),
  ]);
  const { start, end } = use.at;
  const head = translated(say('**${{name}}**', { name: use.name }));
  const known = [...new Set(lines)].map((line) => `- ${line}`);
  const text = known.length > 0 ? known.join('\n') : translated(say('These files do not tell its value'));
  return { text: `${head}\n\n${text}`, range: { start, end } };
}

function statement(open: OpenDocument, position: Position, translated: Translated): Shown | undefined {
  const line = lineAt(open.document, position.line);
  const parsed = line?.logical.parsed;
  if (!line || !parsed || parsed.kind === 'blank' || parsed.kind === 'comment') return undefined;
  const offset = offsetIn(line.logical, line.first, position);
  const word = [parsed.name, ...parsed.words].find(({ start, end }) => start <= offset && offset <= end);
  if (!word) return undefined;
  const text =
    parsed.kind === 'directive'
      ? directive(open, parsed, word, line.first, translated)
      : section(open, parsed, word, line.first, translated);
  const { start, end } = placeOf(open.document, line, word.start, word.end);
  return { text, range: { start, end } };
}

function directive(
  open: OpenDocument,
  parsed: Statement,
  word: Word,
  first: number,
  translated: Translated,
): string | undefined {
  const onName = word === parsed.name;
  if (parsed.key === 'loadmodule' && !onName) {
    const [identifier] = parsed.words;
    const mpm = mpmNamed(identifier?.text ?? '');
    const module = moduleNamed(identifier?.text ?? '');
    return word !== identifier
      ? undefined
      : mpm
        ? translated(aboutMpm(mpm))
        : module && aboutModule(module, translated);
  }
  const named = directiveNamed(parsed.key);
  if (isPerDirectory(open)) return onName ? perDirectory(parsed.key, open, translated) : undefined;
  if (!named) return onName ? joined(aboutCommand(parsed.key, translated, stateIn(open, translated))) : undefined;
  const stories = open.judgement.analyses.flatMap((analysis) =>
    story(analysis, named.fact, open.document.uri, first, translated),
  );
  const facts = onName ? aboutDirective(named.fact, named.former?.name, translated) : [];
  return joined([...facts.slice(0, 1), ...stories, ...facts.slice(1)]);
}

function section(
  open: OpenDocument,
  parsed: Statement,
  word: Word,
  first: number,
  translated: Translated,
): string | undefined {
  const condition = parsed.kind === 'open' ? aboutCondition(open, parsed, word, first, translated) : undefined;
  if (condition !== undefined || word !== parsed.name) return condition;
  if (isPerDirectory(open)) return perDirectory(`<${parsed.name.text}`, open, translated);
  return joined(aboutCommand(`<${parsed.name.text}`, translated, stateIn(open, translated)));
}

/** What a directive or section sets, and whether it may; what httpd has by default and changes at a restart is for others. */
function perDirectory(name: string, open: OpenDocument, translated: Translated): string | undefined {
  const named = directiveNamed(name);
  const facts = named
    ? aboutDirective(named.fact, named.former?.name, translated)
    : aboutCommand(name, translated, stateIn(open, translated));
  const allowed = aboutPerDirectory(name, translated);
  return joined([...facts.slice(0, 1), ...allowed, ...(named ? facts.slice(-1) : facts.slice(1))]);
}

function joined(paragraphs: readonly string[]): string | undefined {
  return paragraphs.length > 0 ? paragraphs.join('\n\n') : undefined;
}

/** Whether a module is there, as far as the files tell. */
function stateIn({ judgement }: OpenDocument, translated: Translated): (module: ModuleFact) => string | undefined {
  return ({ identifier, sharedObject }) => {
    if (!sharedObject) return translated(say('linked in'));
    for (const { loaded } of judgement.analyses.map(({ resolution }) => resolution)) {
      const by = loaded.find((each) => each.identifier === identifier && each.certain)?.by;
      if (by) return translated(say('loaded in {origin}', { origin: nameOfOrigin(by) }));
    }
    return undefined;
  };
}

/** What became of the directive in this line under one MPM. */
function story(
  { model }: Analysis,
  fact: DirectiveFact,
  uri: string,
  first: number,
  translated: Translated,
): readonly string[] {
  const setting = model?.settings.get(fact.name);
  if (!model || !setting || !isAbout(setting, uri, first)) return [];
  const lines = storyOf(setting).map((message) => `- ${translated(message)}`);
  const effective = effectiveValue(setting) ?? '?';
  const title = translated(
    say('Under {mpm} httpd runs **{effective}**', { mpm: mpmFacts[model.mpm].title, effective }),
  );
  const workers = fact.name === 'MaxRequestWorkers' ? [`- ${translated(capacityLine(model))}`] : [];
  return [[title, '', ...lines, ...workers].join('\n')];
}

function isAbout({ by, overridden }: Setting, uri: string, first: number): boolean {
  return [...(by ? [by] : []), ...overridden].some((line) => line.document.uri === uri && line.first === first);
}
