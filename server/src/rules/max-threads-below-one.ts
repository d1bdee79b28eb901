import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'max-threads-below-one';

export default rule({
  id,
  title: 'MaxThreads is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['netware'],
  seldom: true,
  directives: ['MaxThreads'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
On NetWare \`MaxThreads\` is the most worker threads that httpd runs. It makes 1 of 0 and of negative numbers and goes on
(\`mpm_netware.c\`, netware_check_config).`,
    why: `
The server serves one request at a time. Zero does not mean “no limit” here.`,
    repair: `
Take the line away to have the default of 2048.`,
  },
  examples: [
    {
      name: 'zero is not “no limit”',
      config: `
MaxThreads 0
#^^^^^^^^^^^ 💡 warning: MaxThreads 0 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
MaxThreads 1
`,
        'Remove this line: the default is 2048': `
`,
      },
    },
    {
      name: 'one thread, as it is written',
      config: `
MaxThreads 1
`,
    },
  ],
};
