import { loweredToCompiledLimit } from './lowered-to-compiled-limit.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'max-threads-above-compiled-limit';

export default rule({
  id,
  title: 'MaxThreads is above the limit that httpd was built with',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['netware'],
  seldom: true,
  directives: ['MaxThreads'],
  check: ({ model }) => loweredToCompiledLimit(model, id),
});

export const page: RulePage = {
  docs: {
    what: `
On NetWare there can be 2048 worker threads (\`HARD_THREAD_LIMIT\` in \`server/mpm/netware/mpm_default.h\`). httpd lowers a
higher \`MaxThreads\` to that and goes on.`,
    why: `
The server runs fewer threads than its configuration says.`,
    repair: `
Write 2048, or take the line away: 2048 is the default. Only a new build of httpd raises the ceiling.`,
  },
  examples: [
    {
      name: 'more than can be',
      config: `
MaxThreads 4096
#^^^^^^^^^^^^^^ 💡 warning: MaxThreads 4096 is above 2048, the most that NetWare is built for: httpd uses 2048
`,
      fixed: {
        'Write 2048, the value httpd uses': `
MaxThreads 2048
`,
      },
    },
    {
      name: 'as many as can be',
      config: `
MaxThreads 2048
`,
    },
  ],
};
