import type { DirectiveFact, MpmFact } from '../../catalogue/fact.ts';
import { directiveNamed, mpmNamed } from '../../catalogue/lookup.ts';
import { manual } from '../../catalogue/manual-page.ts';
import { type MessageFact, messageWithCode } from '../../catalogue/messages.ts';
import { mpmFacts } from '../../catalogue/mpms.ts';
import { listed, type Translated } from '../../features/about.ts';
import { defaultsOf, limitsOf } from '../../features/explain.ts';
import { rulePage } from '../../features/rule-page.ts';
import { ladders, type Step } from '../../mpm/ladder.ts';
import { rules } from '../../rules/index.ts';
import { asMessage, type Message, say, type Translate, wordsOf } from '../../text/message.ts';
import { type Localized, translationFor } from './locale.ts';

/** Prints what is known of a rule, a directive, an MPM or a code of httpd's messages; 2 when there is no such thing. */
export function explain(name: string, options: Localized): 0 | 2 {
  const translate = translationFor(options);
  const text = explanationOf(name, translate);
  if (text === undefined) {
    const problem = say('no rule, directive, MPM or start-up message is called {name}', { name });
    process.stderr.write(`apache-mpm: ${wordsOf(problem, translate)}\n`);
    return 2;
  }
  process.stdout.write(`${text}\n`);
  return 0;
}

function explanationOf(name: string, translate: Translate): string | undefined {
  const translated: Translated = (message) => wordsOf(message, translate);
  const rule = rules.find(({ id }) => id === name.toLowerCase());
  if (rule) return rulePage(rule, translate).trimEnd();
  const directive = directiveNamed(name);
  if (directive) return aboutDirective(directive.fact, translated);
  const mpm = mpmNamed(name) ?? Object.values(mpmFacts).find((fact) => fact.name === name.toLowerCase());
  if (mpm) return aboutMpm(mpm, translated);
  return /^(AH)?\d+$/i.test(name) ? aboutCode(name, translate) : undefined;
}

function aboutDirective(fact: DirectiveFact, translated: Translated): string {
  const limits = limitsOf(fact);
  const rows = [
    say('Default: {defaults}', { defaults: defaultsOf(fact) }),
    ...(limits ? [say('Compiled-in ceiling: {limits}', { limits })] : []),
    ...(fact.formerNames ?? []).map(({ name, deprecatedSince: since }) =>
      say('Former name: {name}, deprecated since {since}', { name, since }),
    ),
    say('Allowed in: {contexts}', { contexts: listed(fact.contexts, translated) }),
    say('Since: {since}', { since: fact.since }),
    say('At a restart: {restart}', { restart: asMessage(fact.restart) }),
    ...(fact.trap ? [say('Mind: {trap}', { trap: asMessage(fact.trap) })] : []),
    say('Manual: {address}', { address: `${manual}${fact.manual}` }),
  ];
  const summary = translated(say('{summary}.', { summary: asMessage(fact.summary) }));
  return `${fact.syntax}\n${summary}\n\n${rows.map(translated).join('\n')}`;
}

function aboutMpm({ title, identifier, sourceFile, sharedObject, summary }: MpmFact, translated: Translated): string {
  const load = sharedObject
    ? `LoadModule ${identifier} modules/${sharedObject}`
    : translated(say('Always linked into httpd; there is no LoadModule line for it.'));
  const what = translated(say('{title}: {summary}.', { title, summary: asMessage(summary) }));
  const names = say('<IfModule {identifier}> or <IfModule {sourceFile}>; no other spelling matches.', {
    identifier,
    sourceFile,
  });
  return `${what}\n\n${translated(names)}\n${load}`;
}

function aboutMessage(
  code: string,
  { codes, text, means, repair, rule: id }: MessageFact,
  translate: Translate,
): string {
  const others = codes.filter((each) => each !== code).join(', ');
  const same = say('The same under another MPM or at another moment: {others}', { others });
  const rule = rules.find((each) => each.id === id);
  return [
    `${code}: ${text}`,
    translate(means),
    translate(repair),
    ...(others ? [wordsOf(same, translate)] : []),
    ...(rule ? [rulePage(rule, translate).trimEnd()] : []),
  ].join('\n\n');
}

function aboutCode(name: string, translate: Translate): string | undefined {
  const code = `AH${name.replace(/^AH/i, '').padStart(5, '0')}`;
  const message = messageWithCode(code);
  if (message) return aboutMessage(code, message, translate);
  for (const [mpm, ladder] of Object.entries(ladders)) {
    for (const { step, console, log } of ladder) {
      if (console !== code && log !== code) continue;
      const rule = rules.find(({ id }) => id === step.name);
      const when =
        console === code
          ? say('It says so when it reads the configuration first, and with httpd -t.')
          : say('It says so to the error log when it reads the configuration again.');
      return [
        `${wordsOf(correction(code, mpm, step), translate)} ${wordsOf(when, translate)}`,
        ...(rule ? [rulePage(rule, translate).trimEnd()] : []),
      ].join('\n\n');
    }
  }
  return undefined;
}

function correction(code: string, mpm: string, { corrects, because, name }: Step): Message {
  const [first = '', second] = because;
  const values = { code, mpm, corrects, name, first };
  if (first === '') return say('{code}: {mpm} changes {corrects} ({name}).', values);
  return second === undefined
    ? say('{code}: {mpm} changes {corrects} because of {first} ({name}).', values)
    : say('{code}: {mpm} changes {corrects} because of {first} and {second} ({name}).', { ...values, second });
}
