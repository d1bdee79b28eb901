import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'server-limit-below-one';

export default rule({
  id,
  title: 'ServerLimit is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'prefork'],
  seldom: true,
  directives: ['ServerLimit'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
\`ServerLimit\` is the most child processes there can be. httpd makes 1 of 0 and of negative numbers and goes on
(\`event_check_config\` and its like in \`worker.c\` and \`prefork.c\`).`,
    why: `
One process is all that is left: under event and worker \`MaxRequestWorkers\` is then cut to \`ThreadsPerChild\`, 25 by
default, and under prefork to 1. Zero does not mean “no limit” here. A text without digits, such as a variable that is not
defined, is 0 too.`,
    repair: `
Take the line away to have the default, 16 under event and worker and 256 under prefork. \`ServerLimit\` changes only when
httpd is stopped and started.`,
  },
  examples: [
    {
      name: 'zero is not “no limit”',
      mpms: ['event', 'worker'],
      config: `
ServerLimit 0
#^^^^^^^^^^^^ 💡 warning: ServerLimit 0 is below 1: httpd uses 1
MaxRequestWorkers 25
`,
      fixed: {
        'Write 1, the value httpd uses': `
ServerLimit 1
MaxRequestWorkers 25
`,
        'Remove this line: the default is 16': `
MaxRequestWorkers 25
`,
      },
    },
    {
      name: 'a negative limit',
      mpms: ['prefork'],
      config: `
ServerLimit -1
#^^^^^^^^^^^^^ 💡 warning: ServerLimit -1 is below 1: httpd uses 1
MaxRequestWorkers 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
ServerLimit 1
MaxRequestWorkers 1
`,
        'Remove this line: the default is 256': `
MaxRequestWorkers 1
`,
      },
    },
    {
      name: 'one process, as it is written',
      mpms: ['event', 'worker'],
      config: `
ServerLimit 1
MaxRequestWorkers 25
`,
    },
    {
      name: 'one process of prefork',
      mpms: ['prefork'],
      config: `
ServerLimit 1
MaxRequestWorkers 1
`,
    },
  ],
};
