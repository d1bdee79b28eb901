import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'thread-limit-below-one';

export default rule({
  id,
  title: 'ThreadLimit is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'winnt'],
  seldom: true,
  directives: ['ThreadLimit', 'ThreadsPerChild'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
\`ThreadLimit\` is the most that \`ThreadsPerChild\` can be. httpd makes 1 of 0 and of negative numbers and goes on.`,
    why: `
One thread in each process is all that is left: \`ThreadsPerChild\` is lowered to 1, and under event and worker
\`MaxRequestWorkers\` then needs as many processes as it says, of which \`ServerLimit\` allows 16 by default. Zero does not
mean “no limit” here.`,
    repair: `
Take the line away to have the default, 64 under event and worker and 1920 on Windows. \`ThreadLimit\` changes only when
httpd is stopped and started.`,
  },
  examples: [
    {
      name: 'zero is not “no limit”',
      mpms: ['event', 'worker'],
      config: `
ThreadLimit 0
#^^^^^^^^^^^^ 💡 warning: ThreadLimit 0 is below 1: httpd uses 1
ThreadsPerChild 1
MaxRequestWorkers 16
`,
      fixed: {
        'Write 1, the value httpd uses': `
ThreadLimit 1
ThreadsPerChild 1
MaxRequestWorkers 16
`,
        'Remove this line: the default is 64': `
ThreadsPerChild 1
MaxRequestWorkers 16
`,
      },
    },
    {
      name: 'on Windows',
      mpms: ['winnt'],
      config: `
ThreadLimit -1
#^^^^^^^^^^^^^ 💡 warning: ThreadLimit -1 is below 1: httpd uses 1
ThreadsPerChild 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
ThreadLimit 1
ThreadsPerChild 1
`,
        'Remove this line: the default is 1920': `
ThreadsPerChild 1
`,
      },
    },
    {
      name: 'one thread, as it is written',
      mpms: ['event', 'worker'],
      config: `
ThreadLimit 1
ThreadsPerChild 1
MaxRequestWorkers 16
`,
    },
  ],
};
