import type { DirectiveFact, MpmFact } from '../../catalogue/fact.ts';
import { directiveNamed, mpmNamed } from '../../catalogue/lookup.ts';
import { manual } from '../../catalogue/manual-page.ts';
import { type MessageFact, messageWithCode } from '../../catalogue/messages.ts';
import { mpmFacts } from '../../catalogue/mpms.ts';
import { defaultsOf, limitsOf } from '../../features/explain.ts';
import { rulePage } from '../../features/rule-page.ts';
import { ladders } from '../../mpm/ladder.ts';
import { rules } from '../../rules/index.ts';

/** Prints what is known of a rule, a directive, an MPM or a code of httpd's messages; 2 when there is no such thing. */
export function explain(name: string): 0 | 2 {
  const text = explanationOf(name);
  if (text === undefined) {
    process.stderr.write(`apache-mpm: no rule, directive, MPM or start-up message is called ${name}\n`);
    return 2;
  }
  process.stdout.write(`${text}\n`);
  return 0;
}

function explanationOf(name: string): string | undefined {
  const rule = rules.find(({ id }) => id === name.toLowerCase());
  if (rule) return rulePage(rule).trimEnd();
  const directive = directiveNamed(name);
  if (directive) return aboutDirective(directive.fact);
  const mpm = mpmNamed(name) ?? Object.values(mpmFacts).find((fact) => fact.name === name.toLowerCase());
  if (mpm) return aboutMpm(mpm);
  return /^(AH)?\d+$/i.test(name) ? aboutCode(name) : undefined;
}

function aboutDirective(fact: DirectiveFact): string {
  const limits = limitsOf(fact);
  const rows = [
    `Default: ${defaultsOf(fact)}`,
    ...(limits ? [`Compiled-in ceiling: ${limits}`] : []),
    ...(fact.formerNames ?? []).map(
      ({ name, deprecatedSince }) => `Former name: ${name}, deprecated since ${deprecatedSince}`,
    ),
    `Allowed in: ${fact.contexts.join(', ')}`,
    `Since: ${fact.since}`,
    `At a restart: ${fact.restart}`,
    ...(fact.trap ? [`Mind: ${fact.trap}`] : []),
    `Manual: ${manual}${fact.manual}`,
  ];
  return [`${fact.syntax}\n${fact.summary}.`, rows.join('\n')].join('\n\n');
}

function aboutMpm({ title, identifier, sourceFile, sharedObject, summary }: MpmFact): string {
  const load = sharedObject
    ? `LoadModule ${identifier} modules/${sharedObject}`
    : 'Always linked into httpd; there is no LoadModule line for it.';
  return `${title}: ${summary}.\n\n<IfModule ${identifier}> or <IfModule ${sourceFile}>; no other spelling matches.\n${load}`;
}

function aboutMessage(code: string, { codes, text, means, repair, rule: id }: MessageFact): string {
  const others = codes.filter((each) => each !== code);
  const rule = rules.find((each) => each.id === id);
  return [
    `${code}: ${text}`,
    means,
    repair,
    ...(others.length > 0 ? [`The same under another MPM or at another moment: ${others.join(', ')}`] : []),
    ...(rule ? [rulePage(rule).trimEnd()] : []),
  ].join('\n\n');
}

function aboutCode(name: string): string | undefined {
  const code = `AH${name.replace(/^AH/i, '').padStart(5, '0')}`;
  const message = messageWithCode(code);
  if (message) return aboutMessage(code, message);
  for (const [mpm, ladder] of Object.entries(ladders)) {
    for (const { step, console, log } of ladder) {
      if (console !== code && log !== code) continue;
      const when =
        console === code
          ? 'when it reads the configuration first, and with httpd -t'
          : 'to the error log when it reads the configuration again';
      const because = step.because.length > 0 ? ` because of ${step.because.join(' and ')}` : '';
      const rule = rules.find(({ id }) => id === step.name);
      return [
        `${code}: ${mpm} changes ${step.corrects}${because} (${step.name}). It says so ${when}.`,
        ...(rule ? [rulePage(rule).trimEnd()] : []),
      ].join('\n\n');
    }
  }
  return undefined;
}
