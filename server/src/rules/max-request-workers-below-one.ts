import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'max-request-workers-below-one';

export default rule({
  id,
  title: 'MaxRequestWorkers is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['prefork'],
  seldom: true,
  directives: ['MaxRequestWorkers'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
Under prefork \`MaxRequestWorkers\` is the number of child processes, each of which serves one connection. httpd makes 1 of
0 and of negative numbers and goes on (\`prefork.c\`, \`prefork_check_config\`).`,
    why: `
The whole server has one process and serves one connection at a time. Zero does not mean “no limit” here. A text without
digits, such as a variable that is not defined, is 0 too.`,
    repair: `
Take the line away to have the default of 256, or write as many processes as the memory has room for.`,
  },
  examples: [
    {
      name: 'zero is not “no limit”',
      config: `
MaxRequestWorkers 0
#^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 0 is below 1: httpd uses 1
StartServers 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
MaxRequestWorkers 1
StartServers 1
`,
        'Remove this line: the default is 256': `
StartServers 1
`,
      },
    },
    {
      name: 'one process, as it is written',
      config: `
MaxRequestWorkers 1
StartServers 1
`,
    },
  ],
};
