import type { DirectiveFact } from '../catalogue/fact.ts';
import { directiveNamed } from '../catalogue/lookup.ts';
import { strtol } from '../catalogue/numbers.ts';
import { readValue } from '../mpm/value.ts';
import { type Message, say } from '../text/message.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { wrap, wrapsAround } from './misread-numbers.ts';
import { type RulePage, textRule } from './rule.ts';

const most = 2 ** 31 - 1;

export default textRule({
  id: 'number-wraps-around',
  title: 'A number is too large for httpd and becomes another one',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['MaxConnectionsPerChild', 'MaxRequestWorkers', 'MaxMemFree'],
  *check({ resolution }) {
    for (const occurrence of resolution.occurrences) {
      const { fact, former } = directiveNamed(occurrence.read.key) ?? {};
      const word = occurrence.read.words[0]?.text;
      if (!fact || word === undefined || !occurrence.certain || !wrapsAround(fact, word)) continue;
      const value = readValue(fact, word) as number;
      const values = { name: former?.name ?? fact.name, word, value };
      yield {
        at: argument(occurrence),
        message:
          fact.unit === 'kilobytes'
            ? say('{name} {word} is more bytes than fit into 32 bits: httpd uses {value}', values)
            : say('{name} {word} does not fit into 32 bits: httpd reads {value}', values),
        arithmetic: arithmeticOf(fact, strtol(word).value, value),
        fixes: isEditable(occurrence)
          ? titlesFor(fact, value).map(({ title, write }) => ({
              title,
              edits: [replaceWord(occurrence, String(write))],
              safe: false,
            }))
          : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd keeps most numbers in 32 bits. Of what is larger than 2147483647 only the lowest 32 bits stay, as a signed number
(\`atoi\` on 64-bit Linux). \`MaxMemFree\` is kept as bytes, also in 32 bits: what counts of its kilobytes is the rest of a
division by 4194304.`,
    why: `
There is no error and no message. 4294967297 is 1, 2147483648 is negative, and a very long row of nines is -1.
\`MaxMemFree 4194304\`, meant as 4 GB, is 0, which is no limit at all.`,
    repair: `
Write the number that you want, below 2147483648, and for \`MaxMemFree\` below 4194304. Where you want no limit,
write 0 if the directive takes that for “no limit”.`,
  },
  examples: [
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
        'Write 2147483647, the most that fits': `
MaxConnectionsPerChild 2147483647
`,
      },
    },
    {
      name: 'four gigabytes of free memory',
      config: `
MaxMemFree 4194305
#          ^^^^^^^ 💡 warning: MaxMemFree 4194305 is more bytes than fit into 32 bits: httpd uses 1
`,
      fixed: {
        'Write 1, the number httpd reads': `
MaxMemFree 1
`,
        'Write 4194303, the most that fits': `
MaxMemFree 4194303
`,
      },
    },
    {
      name: 'the largest numbers that fit',
      config: `
MaxConnectionsPerChild 2147483647
MaxMemFree 4194303
`,
    },
  ],
};

function arithmeticOf({ unit }: DirectiveFact, digits: bigint, value: number): readonly Message[] {
  if (unit === 'kilobytes') {
    const bytes = digits * 1024n;
    const times = bytes / wrap;
    const rest = bytes % wrap;
    return [
      say('{digits} KB × 1024 = {bytes} bytes', { digits: String(digits), bytes: String(bytes) }),
      say('{bytes} − {times} × 4294967296 = {rest} bytes = {value} KB', {
        bytes: String(bytes),
        times: String(times),
        rest: String(rest),
        value,
      }),
    ];
  }
  const times = (digits - BigInt(value)) / wrap;
  return [say('{digits} − {times} × 4294967296 = {value}', { digits: String(digits), times: String(times), value })];
}

/** A number in place of this one: the most where that is a limit to be had, and what httpd makes of it. */
function titlesFor({ unit }: DirectiveFact, value: number): readonly { title: Message; write: number }[] {
  const now = { title: say('Write {value}, the number httpd reads', { value }), write: value };
  const largest = unit === 'kilobytes' ? Number(wrap / 1024n) - 1 : most;
  if (unit !== 'kilobytes' && unit !== 'connections' && unit !== 'requests') return [now];
  return [{ title: say('Write {largest}, the most that fits', { largest }), write: largest }, now];
}
