import type { DirectiveFact } from '../catalogue/fact.ts';
import { directiveNamed } from '../catalogue/lookup.ts';
import { atoi, strtol } from '../catalogue/numbers.ts';
import { readValue } from '../mpm/value.ts';
import { say } from '../text/message.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { type Fix, textRule } from './rule.ts';

export default textRule({
  id: 'not-a-number',
  title: 'A value is not the number that it looks like',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild', 'StartServers', 'MaxMemFree', 'ThreadStackSize'],
  docs: {
    what: `
httpd reads most numbers with C's \`atoi\`: digits up to the first character that is none, and 0 where there are no digits.
Units, separators and letters that look like digits end the number. What does not fit into 32 bits wraps around.`,
    why: `
There is no error and no message. \`4OO\` with two letters O is 4, \`10k\` is 10, \`1,000\` is 1, \`0x40\` is 0, and
4294967297 is 1. What httpd prints afterwards, if anything, is about the number that it read.`,
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
      name: 'more than 32 bits',
      config: `
MaxConnectionsPerChild 4294967297
#                      ^^^^^^^^^^ 💡 warning: MaxConnectionsPerChild 4294967297 does not fit into 32 bits: httpd reads 1
`,
      fixed: {
        'Write 1, the number httpd reads': `
MaxConnectionsPerChild 1
`,
      },
      mpms: ['event', 'worker', 'prefork', 'winnt'],
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

  *check({ resolution }) {
    for (const occurrence of resolution.occurrences) {
      const { fact, former } = directiveNamed(occurrence.read.key) ?? {};
      const word = occurrence.read.words[0]?.text;
      if (!fact || word === undefined || !occurrence.certain) continue;
      const offence = offenceOf(fact, word);
      if (!offence) continue;
      const value = readValue(fact, word) as number;
      const fixes: Fix[] = [];
      if (isEditable(occurrence)) {
        const title = say('Write {value}, the number httpd reads', { value });
        fixes.push({ title, edits: [replaceWord(occurrence, String(value))], safe: true });
        const meant = meantBy(word);
        if (meant !== undefined && meant !== value) {
          const better = say('Write {meant} instead of {value}', { meant, value });
          fixes.push({ title: better, edits: [replaceWord(occurrence, String(meant))], safe: false });
        }
      }
      yield {
        at: argument(occurrence),
        message: say(`{name} {word} ${offence}: httpd reads {value}`, { name: former?.name ?? fact.name, word, value }),
        fixes,
      };
    }
  },
});

function offenceOf({ reading, unit }: DirectiveFact, word: string): string | undefined {
  if (reading !== 'atoi' && reading !== 'strtol') return undefined;
  const { read } = reading === 'atoi' ? atoi(word) : strtol(word);
  const rest = word.slice(read.length).trim();
  // A unit that is the directive's own says nothing else than the number alone.
  if (rest !== '' && !(read !== '' && unit === 'seconds' && /^s(ec(onds?)?)?$/i.test(rest))) return 'is not a number';
  if (read === '') return 'is not a number';
  return reading === 'atoi' && atoi(word).wrapped ? 'does not fit into 32 bits' : undefined;
}

const factors: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 };

/** The number that somebody may have meant: separators taken out, letters for digits put right, thousands multiplied. */
function meantBy(word: string): number | undefined {
  if (word.length > 40) return undefined;
  const [, digits, factor] = /^([\d.,_' oOlI]*\d[\d.,_' oOlI]*?)([km])?$/i.exec(word) ?? [];
  if (digits === undefined) return undefined;
  const cleaned = digits
    .replace(/[,_' ]/g, '')
    .replace(/[oO]/g, '0')
    .replace(/[lI]/g, '1');
  if (!/^\d{1,9}$/.test(cleaned)) return undefined;
  const meant = Number(cleaned) * (factors[factor?.toLowerCase() ?? ''] ?? 1);
  return meant < 2 ** 31 ? meant : undefined;
}
