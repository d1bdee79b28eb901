import { type Hover, HoverRequest, MarkupKind } from 'vscode-languageserver-protocol';
import type { Analysis } from '../analyse.ts';
import { testOf } from '../catalogue/containers.ts';
import type { DirectiveFact, MpmFact } from '../catalogue/fact.ts';
import { directiveNamed, mpmNamed } from '../catalogue/lookup.ts';
import { manual } from '../catalogue/manual-page.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { moduleMeantBy } from '../catalogue/wrong-module-names.ts';
import type { Setting } from '../mpm/model.ts';
import type { Condition } from '../resolve/resolution.ts';
import { lineAt, placeOf } from '../syntax/document.ts';
import type { Statement, Word } from '../syntax/line.ts';
import { offsetIn } from '../syntax/logical-line.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { type Position, touches } from '../text/place.ts';
import { capacityLine, defaultsOf, limitsOf, storyOf } from './explain.ts';
import { feature } from './feature.ts';
import type { OpenDocument, World } from './world.ts';

export default feature(
  HoverRequest.type,
  { hoverProvider: true },
  (world, { textDocument, position }): Hover | null => {
    const open = world.open(textDocument.uri);
    const line = open && lineAt(open.document, position.line);
    const statement = line?.logical.parsed;
    if (!open || !statement || statement.kind === 'blank' || statement.kind === 'comment') return null;
    const offset = offsetIn(line.logical, line.first, position);
    const word = [statement.name, ...statement.words].find(({ start, end }) => start <= offset && offset <= end);
    if (!word) return null;
    const text = describe(world, open, statement, word, line.first);
    const sums = arithmeticAt(world, open, position);
    if (text === undefined && sums === undefined) return null;
    const { start, end } = placeOf(open.document, line, word.start, word.end);
    return {
      contents: { kind: MarkupKind.Markdown, value: [text, sums].filter(Boolean).join('\n\n') },
      range: { start, end },
    };
  },
);

/** How the numbers of the findings at a position come about. */
function arithmeticAt(world: World, { judgement }: OpenDocument, position: Position): string | undefined {
  const here = judgement.findings.filter(({ at }) => touches(at, { start: position, end: position }));
  const steps = here.flatMap(({ arithmetic = [] }) => arithmetic.map((step) => `- ${wordsOf(step, world.translate)}`));
  return steps.length > 0 ? [...new Set(steps)].join('\n') : undefined;
}

function describe(
  world: World,
  open: OpenDocument,
  statement: Statement,
  word: Word,
  first: number,
): string | undefined {
  const translated = (message: Message) => wordsOf(message, world.translate);
  const onName = word === statement.name;
  if (statement.kind !== 'directive') return section(open, statement, word, first, translated);
  const named = directiveNamed(statement.key);
  if (!named) {
    const mpm = statement.key === 'loadmodule' ? mpmNamed(statement.words[0]?.text ?? '') : undefined;
    return mpm && aboutMpm(mpm);
  }
  const stories = open.judgement.analyses.flatMap((analysis) =>
    story(analysis, named.fact, open.document.uri, first, translated),
  );
  const facts = onName ? aboutDirective(named.fact, named.former?.name, translated) : [];
  const parts = [...facts.slice(0, 1), ...stories, ...facts.slice(1)];
  return parts.length > 0 ? parts.join('\n\n') : undefined;
}

function aboutDirective(
  fact: DirectiveFact,
  former: string | undefined,
  translated: (message: Message) => string,
): readonly string[] {
  const limits = limitsOf(fact);
  const rows = [
    translated(say('Default: {defaults}', { defaults: defaultsOf(fact) })),
    limits && translated(say('Compiled-in ceiling: {limits}', { limits })),
    translated(say('Allowed in: {contexts}', { contexts: fact.contexts.join(', ') })),
    translated(say('Since httpd {since}', { since: fact.since })),
    translated(say('At a restart: {restart}', { restart: fact.restart })),
    fact.trap && translated(say('Mind: {trap}', { trap: fact.trap })),
  ].filter((row) => row !== undefined && row !== '');
  const head = former
    ? say('**{name}**, written under its former name {former}: {summary}', {
        name: fact.name,
        former,
        summary: fact.summary,
      })
    : say('**{name}**: {summary}', { name: fact.name, summary: fact.summary });
  return [
    translated(head),
    `\`${fact.syntax}\``,
    rows.map((row) => `- ${row}`).join('\n'),
    `[${translated(say('Manual'))}](${manual}${fact.manual})`,
  ];
}

/** What became of the directive in this line under one MPM. */
function story(
  { model }: Analysis,
  fact: DirectiveFact,
  uri: string,
  first: number,
  translated: (message: Message) => string,
): readonly string[] {
  const setting = model?.settings.get(fact.name);
  if (!model || !setting || !isAbout(setting, uri, first)) return [];
  const lines = storyOf(setting).map((message) => `- ${translated(message)}`);
  const effective = setting.effective ?? '?';
  const title = translated(
    say('Under {mpm} httpd runs **{effective}**', { mpm: mpmFacts[model.mpm].title, effective }),
  );
  const workers = fact.name === 'MaxRequestWorkers' ? [`- ${translated(capacityLine(model))}`] : [];
  return [[title, '', ...lines, ...workers].join('\n')];
}

function isAbout({ by, overridden }: Setting, uri: string, first: number): boolean {
  return [...(by ? [by] : []), ...overridden].some((line) => line.document.uri === uri && line.first === first);
}

function section(
  open: OpenDocument,
  statement: Statement,
  word: Word,
  first: number,
  translated: (message: Message) => string,
): string | undefined {
  const test = testOf(statement.name.text);
  if (test === undefined || statement.kind === 'close') return undefined;
  const verdicts = open.judgement.analyses.flatMap(({ model, resolution }) => {
    const condition = resolution.conditions.find((each) => each.document === open.document && each.first === first);
    return condition ? [`- ${translated(verdictLine(condition, model && mpmFacts[model.mpm].title))}`] : [];
  });
  const argument = statement.words[0]?.text.replace(/^!/, '') ?? '';
  const mpm = test === 'module' ? mpmNamed(argument) : undefined;
  const meant = test === 'module' ? moduleMeantBy(argument) : undefined;
  const parts = [
    word === statement.name ? translated(say(tests[test], { argument })) : undefined,
    mpm && aboutMpm(mpm),
    meant &&
      translated(
        say(
          'No module is called {argument}: httpd knows it as `{identifier}` and `{sourceFile}`, in this letter case',
          {
            argument,
            identifier: meant.identifier,
            sourceFile: meant.sourceFile,
          },
        ),
      ),
    verdicts.join('\n'),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n') || undefined;
}

const tests: Readonly<Record<NonNullable<ReturnType<typeof testOf>>, string>> = {
  module: 'Read only if the module `{argument}` is there when this line is reached; letter case counts',
  define: 'Read only if `{argument}` was defined before, by `Define` or `-D`; letter case counts',
  version: 'Read only by these versions of httpd',
  file: 'Read only if `{argument}` exists on the server',
  directive: 'Read only if a loaded module has the directive `{argument}`',
  section: 'Read only if a loaded module has the section `<{argument}>`',
};

function verdictLine({ verdict }: Condition, mpm: string | undefined): Message {
  const under = mpm ? { mpm } : undefined;
  switch (verdict) {
    case 'yes':
      return under ? say('Under {mpm}: read', under) : say('Read');
    case 'no':
      return under ? say('Under {mpm}: skipped', under) : say('Skipped');
    case 'unknown':
      return under ? say('Under {mpm}: the file alone cannot tell', under) : say('The file alone cannot tell');
  }
}

function aboutMpm({ title, summary, identifier, sourceFile }: MpmFact): string {
  return `**${title}** (\`${identifier}\`, \`${sourceFile}\`): ${summary}`;
}
