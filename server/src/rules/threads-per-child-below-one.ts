import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'threads-per-child-below-one';

export default rule({
  id,
  title: 'ThreadsPerChild is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'winnt'],
  seldom: true,
  directives: ['ThreadsPerChild'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
\`ThreadsPerChild\` is the number of worker threads of each child process. httpd makes 1 of 0 and of negative numbers and
goes on.`,
    why: `
Each process serves one request at a time. Under event and worker the default \`MaxRequestWorkers\` of 400 would then need
400 processes, of which \`ServerLimit\` allows 16; on Windows, where there is one process, one request is served at a time.`,
    repair: `
Take the line away to have the default, 25 under event and worker and 64 on Windows.`,
  },
  examples: [
    {
      name: 'no threads',
      mpms: ['event', 'worker'],
      config: `
ThreadsPerChild 0
#^^^^^^^^^^^^^^^^ 💡 warning: ThreadsPerChild 0 is below 1: httpd uses 1
MaxRequestWorkers 16
`,
      fixed: {
        'Write 1, the value httpd uses': `
ThreadsPerChild 1
MaxRequestWorkers 16
`,
        'Remove this line: the default is 25': `
MaxRequestWorkers 16
`,
      },
    },
    {
      name: 'no threads on Windows',
      mpms: ['winnt'],
      config: `
ThreadsPerChild -64
#^^^^^^^^^^^^^^^^^^ 💡 warning: ThreadsPerChild -64 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
ThreadsPerChild 1
`,
        'Remove this line: the default is 64': `
`,
      },
    },
    {
      name: 'one thread, as it is written',
      mpms: ['event', 'worker'],
      config: `
ThreadsPerChild 1
MaxRequestWorkers 16
`,
    },
  ],
};
