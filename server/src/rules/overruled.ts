import type { DirectiveFact } from '../catalogue/fact.ts';
import { directiveNamed, mpmNamed } from '../catalogue/lookup.ts';
import { isOfPackage } from '../catalogue/shipped-values.ts';
import { readValue } from '../mpm/value.ts';
import type { Condition, Occurrence, Resolution, Section } from '../resolve/resolution.ts';
import { gathering } from '../text/gathered.ts';
import { fold } from '../text/letter-case.ts';
import { say } from '../text/message.ts';
import { isSure, nameOfLine } from './blocks.ts';
import { isEditable, removeLines, replaceWord } from './edits.ts';
import { isBelowComment, isPlain } from './line-edits.ts';
import { meantBy } from './misread-numbers.ts';
import type { Fix, Severity } from './rule.ts';

/** A line that counts for nothing, and the later one that counts instead. */
export interface Overruled {
  readonly fact: DirectiveFact;
  readonly line: Occurrence;
  readonly by: Occurrence;
  /** Whether the later line is read whenever this one is. */
  readonly always: boolean;
  readonly sameValue: boolean;
}

/** Of a directive that holds one value the last line counts, in the server and in each virtual host by itself. */
export function* overruledLines(resolution: Resolution): Generator<Overruled> {
  const { mpms, target } = resolution;
  const mpmIsKnown = mpms[0]?.by !== undefined || !target.mpmIsGuess;
  for (const { fact, lines } of linesBySetting(resolution)) {
    for (const [index, line] of lines.entries()) {
      const always = laterLine(lines, index);
      const by = always ?? (mpmIsKnown ? lines.at(-1)! : line);
      // A file that is read twice has each of its lines twice.
      if (by === line || (by.document === line.document && by.first === line.first)) continue;
      yield { fact, line, by, always: always !== undefined, sameValue: valueRead(fact, line) === valueRead(fact, by) };
    }
  }
}

function linesBySetting(resolution: Resolution): Iterable<{ fact: DirectiveFact; lines: Occurrence[] }> {
  const groups = new Map<Section | undefined, Map<string, { fact: DirectiveFact; lines: Occurrence[] }>>();
  for (const line of resolution.occurrences) {
    const fact = directiveNamed(line.read.key)?.fact;
    if (!fact || (fact.arity !== 'one' && fact.arity !== 'flag')) continue;
    if (!isSure(resolution, line.certain, line)) continue;
    const settings = groups.get(line.section) ?? new Map();
    const group = settings.get(fact.name) ?? { fact, lines: [] };
    groups.set(line.section, settings.set(fact.name, group));
    group.lines.push(line);
  }
  return [...groups.values()].flatMap((settings) => [...settings.values()]);
}

/** Of a thousand lines of one directive nobody wants to know exactly. */
const mostLooked = 100;

/** The last line behind this one that is read whenever it is. */
function laterLine(lines: readonly Occurrence[], index: number): Occurrence | undefined {
  const line = lines[index]!;
  for (let at = lines.length - 1; at > index && at >= lines.length - mostLooked; at--) {
    if (isReadWith(lines[at]!, line)) return lines[at];
  }
  return undefined;
}

/** Whether each condition around the one line is also around the other. */
function isReadWith(one: Occurrence, other: Occurrence): boolean {
  if (!one.condition || one.condition === other.condition) return true;
  if (!other.condition) return false;
  const [asked, around] = [testsAround(one.condition), testsAround(other.condition)];
  return (
    asked !== undefined && around !== undefined && (asked === around || [...asked].every((test) => around.has(test)))
  );
}

const testsAround = gathering(({ read, argument, negated }: Condition) => {
  return `${read.key} ${negated} ${mpmNamed(argument)?.identifier ?? argument}`;
});

function valueRead(fact: DirectiveFact, { read }: Occurrence): string {
  const word = read.words[0]?.text ?? '';
  return String(fact.reading === 'flag' ? fold(word) : readValue(fact, word));
}

/**
 * Only faded is a line that its file came with from a package, overruled by another file, and one that is followed in its
 * file by a line for one MPM or another condition.
 */
export function severityOf({ fact, line, by, always, sameValue }: Overruled): Severity {
  const isHarmless =
    line.document === by.document ? !always : isOfPackage(line.path, fact.name, line.written.words[0]?.text ?? '');
  return sameValue || isHarmless ? 'hint' : 'warning';
}

/**
 * Whether the line says nothing that the other one does not say: neither another number that was meant, nor by a variable, by
 * more words or by a comment above it.
 */
function isRepetition({ fact, line, by, sameValue }: Overruled): boolean {
  const isAlone = [line, by].every((each) => isPlain(each) && each.written.words.length === 1);
  return sameValue && isAlone && !isBelowComment(line) && valueMeant(fact, line) === valueMeant(fact, by);
}

function valueMeant(fact: DirectiveFact, { read }: Occurrence): string {
  const word = read.words[0]?.text ?? '';
  if (fact.reading === 'flag') return fold(word);
  if (fact.reading === 'text') return word;
  return String(meantBy(word, fact.unit) ?? word);
}

/** To take the line away, where whoever reads it reads the other one too; or to let its value count. */
export function* fixesOf(overruled: Overruled): Generator<Fix> {
  const { line, by, always, sameValue } = overruled;
  // What a macro brings stands in a line that brings more, here or elsewhere.
  if (line.brought) return;
  if (always && line.document === by.document) {
    yield {
      title: say('Remove this line'),
      edits: [removeLines(line)],
      safe: isRepetition(overruled) && 'repeated line',
    };
  }
  if (sameValue || by.brought || !isEditable(line) || !isEditable(by)) return;
  const value = line.read.words[0]!.text;
  yield {
    title: say('Keep {value}: write it at {where} and remove this line', { value, where: nameOfLine(by, line) }),
    edits: [replaceWord(by, value), removeLines(line)],
    safe: false,
  };
}
