import { raisedToOne } from './raised-to-one.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'min-spare-servers-below-one';

export default rule({
  id,
  title: 'MinSpareServers is below 1',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['prefork'],
  seldom: true,
  directives: ['MinSpareServers'],
  check: (evidence) => raisedToOne(evidence, id),
});

export const page: RulePage = {
  docs: {
    what: `
When fewer processes than \`MinSpareServers\` are idle, httpd starts more. It makes 1 of 0 and of negative numbers: with 0
there would never be a reason to start one, and a busy server would not grow, “to avoid almost certain server failure”, as
the message says.`,
    why: `
With 1 a process is started when the last one is taken, and whoever connects waits until it is there. Zero does not mean
“as httpd thinks best” here.`,
    repair: `
Remove the line to use the default of 5. \`MinSpareServers 1\` is what httpd runs now; where the MPM is known, changing a 0 to
it is a safe fix.`,
  },
  examples: [
    {
      name: 'no idle processes',
      config: `
MinSpareServers 0
#^^^^^^^^^^^^^^^^ 💡 warning: MinSpareServers 0 is below 1: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
MinSpareServers 1
`,
        'Remove this line: the default is 5': `
`,
      },
    },
    {
      name: 'one idle process, as it is written',
      config: `
MinSpareServers 1
`,
    },
  ],
};
