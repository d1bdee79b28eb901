import { duration, strtol } from '../catalogue/numbers.ts';
import { say } from '../text/message.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { linesThatCount } from './lines-that-count.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'milliseconds-read-as-minutes',
  title: 'Milliseconds that httpd reads as minutes',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['KeepAliveTimeout'],
  *check(evidence) {
    for (const { line, word } of linesThatCount(evidence, 'KeepAliveTimeout')) {
      const { read, value } = strtol(word);
      const number = String(value);
      if (duration(word) === undefined || !/^mi[lc]/.test(word.slice(read.length))) continue;
      const title = say('Write {number}ms', { number });
      const isMilli = word.startsWith('mil', read.length);
      yield {
        at: argument(line),
        message: say(
          'KeepAliveTimeout {word} is {number} minutes to httpd, which looks at the first two letters of the unit',
          { word, number },
        ),
        fixes: isMilli && isEditable(line) ? [{ title, edits: [replaceWord(line, `${number}ms`)], safe: false }] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Of a unit of time httpd looks at the first letters and nothing more (\`util.c\`, ap_timeout_parameter_parse): \`s\` is
seconds, \`ms\` milliseconds, \`mi\` minutes, \`h\` hours. \`millis\` and \`milliseconds\` begin with \`mi\`.`,
    why: `
A connection is kept for minutes instead of fractions of a second. Under prefork and worker each of them holds a worker all
that time. There is no message.`,
    repair: `
Write \`ms\` for milliseconds and \`min\` for minutes.`,
  },
  examples: [
    {
      name: 'half a second, as it seems',
      config: `
KeepAliveTimeout 500milliseconds
#                ^^^^^^^^^^^^^^^ 💡 warning: KeepAliveTimeout 500milliseconds is 500 minutes to httpd, which looks at the first two letters of the unit
`,
      fixed: {
        'Write 500ms': `
KeepAliveTimeout 500ms
`,
      },
    },
    {
      name: 'half a second',
      config: `
KeepAliveTimeout 500ms
`,
    },
  ],
};
