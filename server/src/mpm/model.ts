import { directives } from '../catalogue/directives.ts';
import type { DirectiveFact, Mpm } from '../catalogue/fact.ts';
import { defaultOf, directiveNamed, providesDirective } from '../catalogue/lookup.ts';
import type { Node, Occurrence, Resolution } from '../resolve/resolution.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { ladders, type Rung } from './ladder.ts';
import { readValue, type Value } from './value.ts';

/** One correction as it happened. */
export interface Adjustment {
  /** The step of the ladder; the rule about it has the same id. */
  readonly step: string;
  /** The code that `httpd -t` prints; undefined when httpd says nothing. */
  readonly httpd: string | undefined;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly because: readonly string[];
  /** The line that `httpd -t` prints. */
  readonly says: string | undefined;
}

/** What became of one directive. */
export interface Setting {
  readonly name: string;
  readonly fact: DirectiveFact;
  /** What httpd read, or the compiled-in default. */
  readonly asked: Value;
  /** What holds when no line sets it. */
  readonly defaultValue: Value;
  /** The line that counts; none when the default does. */
  readonly by: Occurrence | undefined;
  /** Lines before it that count for nothing. */
  readonly overridden: readonly Occurrence[];
  readonly adjustments: readonly Adjustment[];
  readonly effective: Value;
}

/** What the MPM runs. */
export interface MpmModel {
  readonly mpm: Mpm;
  /** The `LoadModule` that chose it; none when it was there before the first line. */
  readonly chosenBy: Node | undefined;
  /** Every directive that this MPM has and that holds one value, in the order of the catalogue. */
  readonly settings: ReadonlyMap<string, Setting>;
  readonly adjustments: readonly Adjustment[];
  readonly capacity: Capacity;
}

/** The model of the one MPM that httpd starts with; undefined when there is none or more than one, and of a per-directory file. */
export function modelOf(resolution: Resolution): MpmModel | undefined {
  if (resolution.target.perDirectory) return undefined;
  const [chosen, second] = resolution.mpms;
  if (!chosen || second) return undefined;
  const { mpm } = chosen;
  const written = writtenByName(resolution.occurrences);
  const values = new Map<string, Value>();
  const facts = directives.filter((fact) => providesDirective(mpm, fact) && holdsOneValue(fact));
  for (const fact of facts) values.set(fact.name, askedOf(fact, mpm, written.get(fact.name)));
  const asked = new Map(values);
  const adjustments = climb(ladders[mpm], values);
  const settings = new Map(
    facts.map((fact): [string, Setting] => {
      const { name } = fact;
      const occurrences = written.get(name) ?? [];
      return [
        name,
        {
          name,
          fact,
          asked: asked.get(name),
          defaultValue: askedOf(fact, mpm),
          by: occurrences.at(-1),
          overridden: occurrences.slice(0, -1),
          adjustments: adjustments.filter((adjustment) => adjustment.name === name),
          effective: values.get(name),
        },
      ];
    }),
  );
  return { mpm, chosenBy: chosen.by, settings, adjustments, capacity: capacityOf(mpm, values) };
}

function writtenByName(occurrences: readonly Occurrence[]): Map<string, Occurrence[]> {
  const written = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    if (occurrence.section) continue;
    const name = directiveNamed(occurrence.read.key)?.fact.name;
    if (!name) continue;
    const others = written.get(name);
    if (others) others.push(occurrence);
    else written.set(name, [occurrence]);
  }
  return written;
}

/** `Listen` and its like add up; they have no one value. */
function holdsOneValue({ arity }: DirectiveFact): boolean {
  return arity === 'one' || arity === 'flag';
}

function askedOf(fact: DirectiveFact, mpm: Mpm, occurrences: readonly Occurrence[] = []): Value {
  const last = occurrences.at(-1);
  if (!last) return defaultOf(fact, mpm) ?? (typeof fact.defaults === 'string' ? fact.defaults : undefined);
  const word = last.read.words[0]?.text ?? '';
  if (!last.certain) return undefined;
  return readValue(fact, word);
}

/** Takes the values up the ladder, in place. A step that would need an unknown value makes what it corrects unknown. */
function climb(ladder: readonly Rung[], values: Map<string, Value>): readonly Adjustment[] {
  const adjustments: Adjustment[] = [];
  // How many listener buckets there are depends on the processors of the server (listen.c, ap_duplicate_listeners).
  const bucketsUnknown = values.get('ListenCoresBucketsRatio') !== 0;
  const number = (name: string) => values.get(name) as number;
  for (const { step, console } of ladder) {
    const { name, corrects, because } = step;
    const known = [corrects, ...because].every((directive) => typeof values.get(directive) === 'number');
    if (!known || (bucketsUnknown && dependsOnBuckets.has(name))) {
      if (because.length > 0) values.set(corrects, undefined);
      continue;
    }
    const to = step.corrected(number);
    if (to === undefined) continue;
    const says = console && step.says ? `${console}: WARNING: ${step.says(number, to)}` : undefined;
    adjustments.push({ step: name, httpd: console, name: corrects, from: number(corrects), to, because, says });
    values.set(corrects, to);
  }
  return adjustments;
}

const dependsOnBuckets = new Set(['start-servers-above-process-limit', 'max-spare-too-small']);
