import { loweredToCompiledLimit } from './lowered-to-compiled-limit.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'server-limit-above-compiled-limit';

export default rule({
  id,
  title: 'ServerLimit is above the limit that httpd was built with',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'prefork'],
  seldom: true,
  directives: ['ServerLimit'],
  check: ({ model }) =>
    loweredToCompiledLimit(model, id, {
      setting: model.settings.get('MaxRequestWorkers'),
      needed: model.capacity.processes,
    }),
});

export const page: RulePage = {
  docs: {
    what: `
How many processes there may be at most is compiled into each MPM (\`MAX_SERVER_LIMIT\`): 20000 for event and worker,
200000 for prefork. httpd lowers a higher \`ServerLimit\` to that and goes on.`,
    why: `
A number of this size is mostly a slip, a zero too many or bytes in the wrong line. It also costs: the scoreboard has room
for every process that \`ServerLimit\` allows, and event and worker reserve \`ThreadLimit\` × 336 bytes for each of them,
touched in full at the start.`,
    repair: `
Write what \`MaxRequestWorkers\` needs, or take the line away where the default does. Only a new build of httpd raises the
ceiling.`,
  },
  examples: [
    {
      name: 'a zero too many',
      mpms: ['event'],
      config: `
ServerLimit 160000
#^^^^^^^^^^^^^^^^^ 💡 warning: ServerLimit 160000 is above 20000, the most that event is built for: httpd uses 20000
`,
      fixed: {
        'Write 20000, the value httpd uses': `
ServerLimit 20000
`,
        'Remove this line: the default is 16': `
`,
      },
    },
    {
      name: 'a zero too many, under worker',
      mpms: ['worker'],
      config: `
ServerLimit 160000
#^^^^^^^^^^^^^^^^^ 💡 warning: ServerLimit 160000 is above 20000, the most that worker is built for: httpd uses 20000
MaxRequestWorkers 1000
`,
      fixed: {
        'Write 20000, the value httpd uses': `
ServerLimit 20000
MaxRequestWorkers 1000
`,
        'Write 40, enough for MaxRequestWorkers 1000': `
ServerLimit 40
MaxRequestWorkers 1000
`,
      },
    },
    {
      name: 'more processes than prefork can have',
      mpms: ['prefork'],
      config: `
ServerLimit 250000
#^^^^^^^^^^^^^^^^^ 💡 warning: ServerLimit 250000 is above 200000, the most that prefork is built for: httpd uses 200000
MaxRequestWorkers 400
`,
      fixed: {
        'Write 200000, the value httpd uses': `
ServerLimit 200000
MaxRequestWorkers 400
`,
        'Write 400, enough for MaxRequestWorkers 400': `
ServerLimit 400
MaxRequestWorkers 400
`,
      },
    },
    {
      name: 'a limit for what is needed',
      config: `
ServerLimit 400
MaxRequestWorkers 400
`,
    },
  ],
};
