import type { DirectiveFact, ModuleFact, MpmFact } from '../catalogue/fact.ts';
import { commandsNamed } from '../catalogue/lookup.ts';
import { inManual, manual } from '../catalogue/manual-page.ts';
import { asMessage, type Message, say } from '../text/message.ts';
import { defaultsOf, limitsOf } from './explain.ts';

/** Puts a message into the language of the client. */
export type Translated = (message: Message) => string;

/** What there is to know of a directive of the MPMs, in paragraphs of Markdown; the first says what it sets. */
export function aboutDirective(
  fact: DirectiveFact,
  former: string | undefined,
  translated: Translated,
): readonly string[] {
  const limits = limitsOf(fact);
  const { name } = fact;
  const summary = asMessage(fact.summary);
  const head = former
    ? say('**{name}**, written under its former name {former}: {summary}', { name, former, summary })
    : say('**{name}**: {summary}', { name, summary });
  return [
    translated(head),
    `\`${fact.syntax}\``,
    list([
      translated(say('Default: {defaults}', { defaults: defaultsOf(fact) })),
      limits && translated(say('Compiled-in ceiling: {limits}', { limits })),
      translated(say('Allowed in: {contexts}', { contexts: listed(fact.contexts, translated) })),
      translated(say('Since httpd {since}', { since: fact.since })),
      translated(say('At a restart: {restart}', { restart: asMessage(fact.restart) })),
      fact.trap && translated(say('Mind: {trap}', { trap: asMessage(fact.trap) })),
    ]),
    manualLink(manual + fact.manual, translated),
  ];
}

/** The letters of the manual's quick reference. */
const contexts: Readonly<Record<string, Message>> = {
  s: say('server config'),
  v: say('virtual host'),
  d: say('directory'),
  h: say('.htaccess'),
};

/**
 * What there is to know of any other directive, or of a section if the name begins with `<`; `state` tells of a module
 * whether it is loaded, where that is known.
 */
export function aboutCommand(
  name: string,
  translated: Translated,
  state: (module: ModuleFact) => string | undefined = () => undefined,
): readonly string[] {
  const commands = commandsNamed(name);
  const [command] = commands;
  if (!command) return [];
  const fact = inManual(name, command.module.sourceFile);
  const spelled = command.name.replace(/^</, '');
  const modules = commands.map(({ module }) => {
    const title = module.sourceFile.replace(/\.c$/, '');
    const told = state(module);
    return told ? `${title} (${told})` : title;
  });
  const where = fact && [...fact.contexts].flatMap((letter) => contexts[letter] ?? []);
  const head = command.usage ? `**${spelled}**: ${command.usage}` : `**${spelled}**`;
  return [
    head,
    ...(fact
      ? [
          fact.syntax
            .split('\n')
            .map((line) => `\`${line}\``)
            .join('  \n'),
        ]
      : []),
    list([
      translated(say('Module: {modules}', { modules: modules.join(', ') })),
      fact?.initial && translated(say('Default: {defaults}', { defaults: `\`${fact.initial}\`` })),
      where && translated(say('Allowed in: {contexts}', { contexts: listed(where, translated) })),
      fact?.since && translated(say('Since httpd {since}', { since: fact.since })),
    ]),
    ...(fact ? [manualLink(fact.address, translated)] : []),
  ];
}

/** What a module brings. */
export function aboutModule({ identifier, sourceFile, directives }: ModuleFact, translated: Translated): string {
  const title = sourceFile.replace(/\.c$/, '');
  const count = directives.reduce((sum, { names }) => sum + names.split(' ').length, 0);
  const head = say('**{title}** (`{identifier}`, `{sourceFile}`) brings {count} directives and sections', {
    title,
    identifier,
    sourceFile,
    count,
  });
  return `${translated(head)}\n\n${manualLink(`${manual}mod/${title}.html`, translated)}`;
}

/** What an MPM is. */
export function aboutMpm({ title, summary, identifier, sourceFile }: MpmFact): Message {
  const values = { title, identifier, sourceFile, summary: asMessage(summary) };
  return say('**{title}** (`{identifier}`, `{sourceFile}`): {summary}', values);
}

/** Texts of the catalogue one behind the other. */
export function listed(texts: readonly (string | Message)[], translated: Translated): string {
  const words = texts.map((text) => translated(typeof text === 'string' ? asMessage(text) : text));
  return words.join(translated(say(', ')));
}

function list(rows: readonly (string | undefined)[]): string {
  return rows.flatMap((row) => (row ? [`- ${row}`] : [])).join('\n');
}

function manualLink(address: string, translated: Translated): string {
  return `[${translated(say('Manual'))}](${address})`;
}
