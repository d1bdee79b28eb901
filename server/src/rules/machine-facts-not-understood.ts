import { factsOf } from '../tuning/written-facts.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'machine-facts-not-understood',
  title: 'A comment with facts for apache-mpm cannot be read',
  severity: 'information',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const { at, problem } of factsOf(resolution).unread) yield { at, message: problem };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`# apache-mpm: memory=8G reserve=1G process=60M\` is a comment to httpd and tells this tool what the machine has: \`memory\`,
\`reserve\`, \`process\`, \`shared\` (what the processes share and \`process\` then leaves out), \`process-threads\` (that it had when
it was measured), \`thread\` (what one more adds), \`cores\`, \`descriptors\`, \`pids\`,
\`backend\`; and what is wanted of the server: \`rps\`, \`service-ms\`, \`spread\`, \`peak\`, \`requests-per-connection\`,
\`gap-ms\`, \`cpu-ms\`. Memory has a unit: K, M, G and T are powers of 1024, with or without B or iB behind them.`,
    why: `
The same facts may stand in \`.apache-mpm.json\` under \`facts\`, or in the setting \`apacheMpm.facts\`; what is wrong there is
told there. While one of the facts cannot be read or cannot be true, the rules about memory are silent.`,
    repair: `
Write each fact as NAME=VALUE, with blanks between facts and none around the \`=\`.`,
  },
  examples: [
    {
      name: 'memory without a unit',
      config: `
# apache-mpm: memory=8 process=60M
#             ^^^^^^^^ information: “8” has no unit: write 8G, 8M or 8K (powers of 1024), or 8B for bytes
`,
    },
    {
      name: 'a reserve that takes all there is',
      config: `
# apache-mpm: memory=1G reserve=2G
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: The reserve of 2 GiB leaves nothing of the memory of 1 GiB
`,
    },
    {
      name: 'facts that can be read',
      config: `
# apache-mpm: memory=8GiB reserve=1g process=60MB
# apache-mpm: rps=300 service-ms=120
`,
    },
  ],
};
