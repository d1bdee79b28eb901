import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'min-spare-threads-below-one';

export default rule({
  id,
  title: 'MinSpareThreads is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'netware', 'mpmt_os2'],
  seldom: true,
  directives: ['MinSpareThreads'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
When fewer threads than \`MinSpareThreads\` are idle, httpd starts more processes. It makes 1 of 0 and of negative numbers:
with 0 there would never be a reason to start one, and a busy server would not grow, “to avoid almost certain server
failure”, as the message says.`,
    why: `
With 1 a process is started when the last thread is taken, and whoever connects waits until it is there. Zero does not
mean “as httpd thinks best” here.`,
    repair: `
Remove the line to use the default, 75 under event and worker. \`MinSpareThreads 1\` is what httpd runs now; where the MPM is
known, changing a 0 to it is a safe fix.`,
  },
  examples: [
    {
      name: 'no idle threads',
      mpms: ['event', 'worker'],
      config: `
MinSpareThreads 0
#^^^^^^^^^^^^^^^^ 💡 warning: MinSpareThreads 0 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
MinSpareThreads 1
`,
        'Remove this line: the default is 75': `
`,
      },
    },
    {
      name: 'no idle threads on NetWare',
      mpms: ['netware'],
      config: `
MinSpareThreads 0
#^^^^^^^^^^^^^^^^ 💡 warning: MinSpareThreads 0 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
MinSpareThreads 1
`,
        'Remove this line: the default is 10': `
`,
      },
    },
    {
      name: 'one idle thread, as it is written',
      config: `
MinSpareThreads 1
`,
    },
  ],
};
