import { loweredToCompiledLimit } from './lowered-to-compiled-limit.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'thread-limit-above-compiled-limit';

export default rule({
  id,
  title: 'ThreadLimit is above the limit that httpd was built with',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'winnt'],
  seldom: true,
  directives: ['ThreadLimit', 'ThreadsPerChild'],
  check: ({ model }) => {
    const setting = model.settings.get('ThreadsPerChild');
    return loweredToCompiledLimit(model, id, { setting, needed: model.capacity.threadsPerProcess });
  },
});

export const page: RulePage = {
  docs: {
    what: `
How many threads a process may have at most is compiled into each MPM (\`MAX_THREAD_LIMIT\`): 100000 for event, 20000 for
worker, 15000 on Windows. httpd lowers a higher \`ThreadLimit\` to that and goes on.`,
    why: `
A number of this size is mostly a slip. It also costs: the scoreboard reserves 336 bytes for every thread that
\`ThreadLimit\` allows, once for each process that \`ServerLimit\` allows, and touches them all at the start. The same file
means less under worker than under event, because the ceilings differ.`,
    repair: `
Write what \`ThreadsPerChild\` needs, or take the line away where the default does. Only a new build of httpd raises the
ceiling.`,
  },
  examples: [
    {
      name: 'more than event is built for',
      mpms: ['event'],
      config: `
ThreadLimit 200000
#^^^^^^^^^^^^^^^^^ 💡 warning: ThreadLimit 200000 is above 100000, the most that event is built for: httpd uses 100000
`,
      fixed: {
        'Write 100000, the value httpd uses': `
ThreadLimit 100000
`,
        'Remove this line: the default is 64': `
`,
      },
    },
    {
      name: 'more than worker is built for',
      mpms: ['worker'],
      config: `
ThreadLimit 25000
#^^^^^^^^^^^^^^^^ 💡 warning: ThreadLimit 25000 is above 20000, the most that worker is built for: httpd uses 20000
ThreadsPerChild 100
`,
      fixed: {
        'Write 20000, the value httpd uses': `
ThreadLimit 20000
ThreadsPerChild 100
`,
        'Write 100, enough for ThreadsPerChild 100': `
ThreadLimit 100
ThreadsPerChild 100
`,
      },
    },
    {
      name: 'more than Windows is built for',
      mpms: ['winnt'],
      config: `
ThreadLimit 20000
#^^^^^^^^^^^^^^^^ 💡 warning: ThreadLimit 20000 is above 15000, the most that WinNT is built for: httpd uses 15000
ThreadsPerChild 4000
`,
      fixed: {
        'Write 15000, the value httpd uses': `
ThreadLimit 15000
ThreadsPerChild 4000
`,
        'Write 4000, enough for ThreadsPerChild 4000': `
ThreadLimit 4000
ThreadsPerChild 4000
`,
      },
    },
    {
      name: 'a limit for what is needed',
      config: `
ThreadLimit 100
ThreadsPerChild 100
`,
    },
  ],
};
