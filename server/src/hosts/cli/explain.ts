import type { DirectiveFact, MpmFact } from '../../catalogue/fact.ts';
import { directiveNamed, mpmNamed } from '../../catalogue/lookup.ts';
import { manual } from '../../catalogue/manual-page.ts';
import { mpmFacts } from '../../catalogue/mpms.ts';
import { listed, type Translated } from '../../features/about.ts';
import { codeIn, storyOf } from '../../features/about-code.ts';
import { defaultsOf, limitsOf } from '../../features/explain.ts';
import { rulePage } from '../../features/rule-page.ts';
import { rules } from '../../rules/index.ts';
import { pages } from '../../rules/pages.ts';
import { asMessage, say, type Translate, wordsOf } from '../../text/message.ts';
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
  if (rule) return rulePage(rule, pages[rule.id]!, translate).trimEnd();
  const directive = directiveNamed(name);
  if (directive) return aboutDirective(directive.fact, translated);
  const mpm = mpmNamed(name) ?? Object.values(mpmFacts).find((fact) => fact.name === name.toLowerCase());
  if (mpm) return aboutMpm(mpm, translated);
  const code = codeIn(name);
  return code === undefined ? undefined : aboutCode(code, translate);
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

function aboutCode(code: string, translate: Translate): string | undefined {
  const story = storyOf(code);
  if (!story) return undefined;
  const { headline, more, rule } = story;
  return [
    wordsOf(say('{code}: {headline}', { code, headline: wordsOf(headline, translate) }), translate),
    ...more.map((message) => wordsOf(message, translate)),
    ...(rule ? [rulePage(rule, pages[rule.id]!, translate).trimEnd()] : []),
  ].join('\n\n');
}
