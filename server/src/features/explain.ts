import type { DirectiveFact, Mpm } from '../catalogue/fact.ts';
import { defaultOf } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { Adjustment, MpmModel, Setting } from '../mpm/model.ts';
import type { Node } from '../resolve/resolution.ts';
import { baseName, pathOf } from '../text/file-uri.ts';
import { asMessage, type Message, say, type Value } from '../text/message.ts';

/** Where a setting comes from, as `FILE:LINE`, the line as httpd counts; undefined for a default. */
export function originOf({ by }: Setting): string | undefined {
  return by && nameOfOrigin(by);
}

/** A line as `FILE:LINE`, as httpd counts. */
export function nameOfOrigin({ document, number }: Node): string {
  return `${baseName(pathOf(document.uri))}:${number}`;
}

/** The story of a setting in order: what it asks for, what was hidden, each correction. */
export function storyOf(setting: Setting): readonly Message[] {
  const { name, asked, by, overridden, adjustments } = setting;
  const origin = originOf(setting);
  const value = by ? (asked ?? '') : defaultInWords(asked ?? '');
  const story: Message[] = [];
  if (!by) story.push(say('{name} is not set: the default is {value}', { name, value }));
  else if (asked === undefined)
    story.push(say('{name} is set in {origin} to a value that the file does not tell', { name, origin: origin! }));
  else story.push(say('{name} asks for {value} in {origin}', { name, value, origin: origin! }));
  for (const hidden of overridden) {
    story.push(say('{line} counts for nothing: the last line wins', { line: nameOfOrigin(hidden) }));
  }
  for (const adjustment of adjustments) story.push(correction(adjustment));
  return story;
}

function correction({ from, to, because, httpd }: Adjustment): Message {
  const values = { from, to, because: because.join(', '), code: httpd ?? '' };
  if (because.length === 0) {
    return httpd
      ? say('httpd changes {from} to {to} and says {code}', values)
      : say('httpd changes {from} to {to} without a word', values);
  }
  return httpd
    ? say('httpd changes {from} to {to} because of {because} and says {code}', values)
    : say('httpd changes {from} to {to} because of {because}, without a word', values);
}

/** The capacity in one line: `event: 16 × 25 = 400 workers`. */
export function capacityLine({ mpm, capacity }: MpmModel): Message {
  const { processes, threadsPerProcess, workers } = capacity;
  const values = { mpm: mpmFacts[mpm].title, processes: processes!, threads: threadsPerProcess!, workers: workers! };
  if (workers === undefined || processes === undefined) return say('{mpm}: capacity unknown', { mpm: values.mpm });
  if (mpm === 'prefork') return say('{mpm}: {processes} processes', values);
  return say('{mpm}: {processes} × {threads} = {workers} workers', values);
}

/** What httpd runs; undefined where the files do not tell. */
export function effectiveValue({ by, effective }: Setting): Value | undefined {
  return by || effective === undefined ? effective : defaultInWords(effective);
}

/** A number or a keyword of httpd stays as it is, words about the default are ours. */
function defaultInWords(value: number | string): Value {
  return typeof value === 'string' && value.includes(' ') ? asMessage(value) : value;
}

/** The default under each MPM that has the directive, equal ones together: `event, worker 400; prefork 256`. */
export function defaultsOf(fact: DirectiveFact): Value {
  if (typeof fact.defaults !== 'object') return defaultInWords(fact.defaults);
  return byValue(Object.keys(fact.defaults) as Mpm[], (mpm) => defaultOf(fact, mpm));
}

/** The compiled-in ceilings in the same form; undefined where there is none. */
export function limitsOf({ compiledLimits }: DirectiveFact): string | undefined {
  return compiledLimits && byValue(Object.keys(compiledLimits) as Mpm[], (mpm) => compiledLimits[mpm]);
}

function byValue(mpms: readonly Mpm[], valueUnder: (mpm: Mpm) => number | undefined): string {
  const groups = new Map<number | undefined, string[]>();
  for (const mpm of mpms) {
    const value = valueUnder(mpm);
    groups.set(value, [...(groups.get(value) ?? []), mpmFacts[mpm].title]);
  }
  return [...groups].map(([value, titles]) => `${titles.join(', ')} ${value}`).join('; ');
}
