import type { DirectiveFact, Unit } from '../catalogue/fact.ts';
import { directiveNamed } from '../catalogue/lookup.ts';
import { duration, strtol } from '../catalogue/numbers.ts';
import { readValue } from '../mpm/value.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'not-a-number',
  title: 'A value is not the number that it looks like',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild', 'StartServers', 'MaxMemFree', 'ThreadStackSize'],
  *check({ resolution }) {
    for (const occurrence of resolution.occurrences) {
      const { fact, former } = directiveNamed(occurrence.read.key) ?? {};
      const word = occurrence.read.words[0]?.text;
      // A variable that nothing defines stays as it is written, and is told of by its own rule.
      const isVariable = word?.includes('${');
      if (!fact || word === undefined || isVariable || !occurrence.certain || !isNoNumber(fact, word)) continue;
      const value = numberReadFrom(fact, word);
      yield {
        at: argument(occurrence),
        message: say('{name} {word} is not a number: httpd reads {value}', {
          name: former?.name ?? fact.name,
          word,
          value,
        }),
        fixes: isEditable(occurrence) ? [...fixesFor(occurrence, fact, word, value)] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd reads most numbers with C's \`atoi\`: digits up to the first character that is none, and 0 where there are no digits.
Units, separators and letters that look like digits end the number.`,
    why: `
There is no error and no message. \`4OO\` with two letters O is 4, \`10k\` is 10, \`1,000\` is 1, \`0x40\` is 0, and
\`Timeout 5m\` is 5 seconds. What httpd prints afterwards, if anything, is about the number that it read.`,
    repair: `
Write the number in digits. \`MaxMemFree\` counts kilobytes and \`ThreadStackSize\` bytes, always without a unit.`,
  },
  examples: [
    {
      name: 'the letter O',
      config: `
MaxRequestWorkers 4OO
#                 ^^^ 💡 warning: MaxRequestWorkers 4OO is not a number: httpd reads 4
ThreadsPerChild 1
`,
      mpms: ['event', 'worker'],
      fixed: {
        'Write 4, the number httpd reads': `
MaxRequestWorkers 4
ThreadsPerChild 1
`,
        'Write 400 instead of 4': `
MaxRequestWorkers 400
ThreadsPerChild 1
`,
      },
    },
    {
      name: 'a unit, a separator and a word',
      config: `
MaxConnectionsPerChild 10k
#                      ^^^ 💡 warning: MaxConnectionsPerChild 10k is not a number: httpd reads 10
MaxMemFree "1,000"
#          ^^^^^^^ 💡 warning: MaxMemFree 1,000 is not a number: httpd reads 1
GracefulShutdownTimeout never
#                       ^^^^^ 💡 warning: GracefulShutdownTimeout never is not a number: httpd reads 0
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write 10, the number httpd reads': `
MaxConnectionsPerChild 10
MaxMemFree "1,000"
GracefulShutdownTimeout never
`,
        'Write 10000 instead of 10': `
MaxConnectionsPerChild 10000
MaxMemFree "1,000"
GracefulShutdownTimeout never
`,
        'Write 1, the number httpd reads': `
MaxConnectionsPerChild 10k
MaxMemFree "1"
GracefulShutdownTimeout never
`,
        'Write 1000 instead of 1': `
MaxConnectionsPerChild 10k
MaxMemFree "1000"
GracefulShutdownTimeout never
`,
        'Write 0, the number httpd reads': `
MaxConnectionsPerChild 10k
MaxMemFree "1,000"
GracefulShutdownTimeout 0
`,
      },
    },
    {
      name: 'megabytes and minutes',
      config: `
MaxMemFree 2m
#          ^^ 💡 warning: MaxMemFree 2m is not a number: httpd reads 2
Timeout 5m
#       ^^ 💡 warning: Timeout 5m is not a number: httpd reads 5
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write 2, the number httpd reads': `
MaxMemFree 2
Timeout 5m
`,
        'Write 2048 instead of 2': `
MaxMemFree 2048
Timeout 5m
`,
        'Write 5, the number httpd reads': `
MaxMemFree 2m
Timeout 5
`,
        'Write 300 instead of 5': `
MaxMemFree 2m
Timeout 300
`,
      },
    },
    {
      name: 'a unit without a number',
      config: `
KeepAliveTimeout ms
#                ^^ 💡 warning: KeepAliveTimeout ms is not a number: httpd reads 0
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write 0, the number httpd reads': `
KeepAliveTimeout 0
`,
      },
    },
    {
      name: 'numbers, though odd ones',
      config: `
MaxConnectionsPerChild +7
GracefulShutdownTimeout " 010 "
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};

function* fixesFor(occurrence: Occurrence, fact: DirectiveFact, word: string, value: number): Generator<Fix> {
  const title = say('Write {value}, the number httpd reads', { value });
  // For a duration of no digits the model keeps the word.
  yield { title, edits: [replaceWord(occurrence, String(value))], safe: fact.reading !== 'duration' };
  const meant = meantBy(word, fact.unit);
  if (meant === undefined || meant === value) return;
  const better = say('Write {meant} instead of {value}', { meant, value });
  yield { title: better, edits: [replaceWord(occurrence, String(meant))], safe: false };
}

function isNoNumber({ reading, unit }: DirectiveFact, word: string): boolean {
  if (reading === 'duration') return duration(word) !== undefined && strtol(word).read === '';
  if (reading !== 'atoi' && reading !== 'strtol') return false;
  const { read } = strtol(word);
  const rest = word.slice(read.length).trim();
  // A unit that is the directive's own says nothing else than the number alone.
  return read === '' || (rest !== '' && !(unit === 'seconds' && /^s(ec(onds?)?)?$/i.test(rest)));
}

function numberReadFrom(fact: DirectiveFact, word: string): number {
  return fact.reading === 'duration' ? 0 : (readValue(fact, word) as number);
}

/** What k, m and so on most likely stand for behind a number of this unit. */
function factorsOf(unit: Unit | undefined): Readonly<Record<string, number>> {
  switch (unit) {
    case 'seconds':
      return { m: 60, min: 60, h: 3600, d: 86_400 };
    case 'kilobytes':
      return { k: 1, kb: 1, m: 1024, mb: 1024, g: 1_048_576, gb: 1_048_576 };
    case 'bytes':
      return { k: 1024, kb: 1024, m: 1_048_576, mb: 1_048_576 };
    default:
      return { k: 1000, m: 1_000_000 };
  }
}

/** The number that somebody may have meant: separators of thousands taken out, letters for digits put right, units applied. */
function meantBy(word: string, unit: Unit | undefined): number | undefined {
  if (word.length > 40) return undefined;
  const [, digits, letters = ''] = /^([\d.,_' oOlI]*\d[\d.,_' oOlI]*?) ?(min|[kmg]b?|[hd])?$/i.exec(word) ?? [];
  const factor = letters === '' ? 1 : factorsOf(unit)[letters.toLowerCase()];
  if (digits === undefined || factor === undefined) return undefined;
  const plain = /^\d{1,3}([,_' ]\d{3})+$/.test(digits) ? digits.replace(/[,_' ]/g, '') : digits;
  const cleaned = plain.replace(/[oO]/g, '0').replace(/[lI]/g, '1');
  if (!/^\d{1,9}$/.test(cleaned)) return undefined;
  const meant = Number(cleaned) * factor;
  return meant < 2 ** 31 ? meant : undefined;
}
