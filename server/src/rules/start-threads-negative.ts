import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'start-threads-negative';

export default rule({
  id,
  title: 'StartThreads is negative',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['netware'],
  seldom: true,
  directives: ['StartThreads'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
On NetWare \`StartThreads\` is the number of worker threads that httpd starts at once. It makes 1 of negative numbers and goes
on; 0 it lets be.`,
    why: `
httpd starts with one thread and makes the others that \`MinSpareThreads\` asks for later. What comes meanwhile waits.`,
    repair: `
Take the line away to have the default of 50.`,
  },
  examples: [
    {
      name: 'less than nothing',
      config: `
StartThreads -1
#^^^^^^^^^^^^^^ 💡 warning: StartThreads -1 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
StartThreads 1
`,
        'Remove this line: the default is 50': `
`,
      },
    },
    {
      name: 'one thread, as it is written',
      config: `
StartThreads 1
`,
    },
  ],
};
