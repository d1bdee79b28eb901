import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'start-servers-below-one';

export default rule({
  id,
  title: 'StartServers is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'prefork', 'mpmt_os2'],
  seldom: true,
  directives: ['StartServers'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
\`StartServers\` is the number of child processes that httpd starts at once. It makes 1 of 0 and of negative numbers and
goes on; on OS/2 it lets 0 be.`,
    why: `
httpd starts one process and makes the others that \`MinSpareThreads\` or \`MinSpareServers\` ask for in the seconds after
that: one, then two, then four at a time. What comes meanwhile waits.`,
    repair: `
Remove the line to use the default, 3 under event and worker and 5 under prefork. Where the MPM is known, changing a 0 to 1,
the least there is, is a safe fix.`,
  },
  examples: [
    {
      name: 'no process at the start',
      mpms: ['event', 'worker'],
      config: `
StartServers 0
#^^^^^^^^^^^^^ 💡 warning: StartServers 0 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
StartServers 1
`,
        'Remove this line: the default is 3': `
`,
      },
    },
    {
      name: 'no process at the start, under prefork',
      mpms: ['prefork'],
      config: `
StartServers -5
#^^^^^^^^^^^^^^ 💡 warning: StartServers -5 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
StartServers 1
`,
        'Remove this line: the default is 5': `
`,
      },
    },
    {
      name: 'on OS/2',
      mpms: ['mpmt_os2'],
      config: `
StartServers -1
#^^^^^^^^^^^^^^ 💡 warning: StartServers -1 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
StartServers 1
`,
        'Remove this line: the default is 2': `
`,
      },
    },
    {
      name: 'one process, as it is written',
      config: `
StartServers 1
`,
    },
  ],
};
