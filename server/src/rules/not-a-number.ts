import type { DirectiveFact } from '../catalogue/fact.ts';
import { directiveNamed } from '../catalogue/lookup.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import type { Edit } from '../text/place.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { isNoNumber, meantBy, numberReadFrom } from './misread-numbers.ts';
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
Units, separators and letters that look like digits end the number.

Placeholders that a template, a script or a person replaces are unknown values, of which nothing is found: \`%N%\`, \`$N\`,
\`{{ n }}\`, \`@N@\`, \`TODO\`, \`APACHE_MAX_REQ_WORKERS\` and their like.`,
    why: `
There is no error and no message. \`4OO\` with two letters O is 4, \`10k\` is 10, \`1,000\` is 1, \`0x40\` is 0, and
\`Timeout 5m\` is 5 seconds. What httpd prints afterwards, if anything, is about the number that it read.`,
    repair: `
Write the number in digits. \`MaxMemFree\` counts kilobytes and \`ThreadStackSize\` bytes, always without a unit. Where it is
evident what was meant, the first quick fix writes that. It is safe only where httpd reads the same number, as in \`400;\`.`,
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
      name: 'signs and a unit that change nothing',
      config: `
MaxMemFree 2048k
#          ^^^^^ 💡 warning: MaxMemFree 2048k is not a number: httpd reads 2048
Timeout 60;
#       ^^^ 💡 warning: Timeout 60; is not a number: httpd reads 60
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write 2048, the number httpd reads': `
MaxMemFree 2048
Timeout 60;
`,
        'Write 60, the number httpd reads': `
MaxMemFree 2048k
Timeout 60
`,
      },
    },
    {
      name: 'the wide digits of a Chinese keyboard',
      config: `
MaxConnectionsPerChild ４００
#                      ^^^ 💡 warning: MaxConnectionsPerChild ４００ is not a number: httpd reads 0
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write 0, the number httpd reads': `
MaxConnectionsPerChild 0
`,
        'Write 400 instead of 0': `
MaxConnectionsPerChild 400
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
  const meant = meantBy(word, fact.unit);
  const asRead = { title: say('Write {value}, the number httpd reads', { value }), edits: [write(value)] };
  if (meant === value) {
    yield { ...asRead, safe: 'same number' };
    return;
  }
  if (meant !== undefined) {
    const title = say('Write {meant} instead of {value}', { meant, value });
    yield { title, edits: [write(meant)], safe: false, preferred: true };
  }
  yield { ...asRead, safe: false };

  function write(number: number): Edit {
    return replaceWord(occurrence, String(number));
  }
}
